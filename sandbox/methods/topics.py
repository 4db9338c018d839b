"""Forum topics."""

from sandbox.errors import Json, bad
from sandbox.methods import Call, method
from sandbox.methods.access import me, reach
from sandbox.people import Chat
from sandbox.text import units


def forum(call: Call) -> Chat:
    chat = reach(call, call.params["chat_id"])
    if not chat.forum:
        bad("the chat is not a forum")
    if not me(call, chat).can("can_manage_topics"):
        bad(
            "not enough rights to manage topics"
            if call.method != "createForumTopic"
            else "not enough rights to create a topic"
        )
    return chat


@method("createForumTopic")
def create(call: Call) -> Json:
    chat, name = forum(call), call.params["name"]
    if not 1 <= units(name) <= 128:
        bad("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_TOO_LONG")
    extra: Json = {key: call.params[key] for key in ("icon_color", "icon_custom_emoji_id") if key in call.params}
    topic = call.world.add_topic(chat, name, {"from": call.bot.user()}, extra)
    chat.authors[topic.id] = call.bot.id
    return {"message_thread_id": topic.id, "name": name, "icon_color": 7322096} | extra


@method("editForumTopic", "closeForumTopic", "reopenForumTopic", "deleteForumTopic")
def change(call: Call) -> bool:
    chat = forum(call)
    topic = chat.topics.get(call.params["message_thread_id"])
    if topic is None:
        bad("message thread not found")
    by = {"from": call.bot.user()}
    match call.method:
        case "editForumTopic":
            topic.name = call.params.get("name", topic.name)
            call.world.service(chat, by, {"forum_topic_edited": {"name": topic.name}}, topic.id)
        case "deleteForumTopic":
            del chat.topics[topic.id]
            inside = [id_ for id_, m in chat.messages.items() if m.get("message_thread_id") == topic.id]
            call.world.erase(chat, inside)
        case _:
            closing = call.method == "closeForumTopic"
            if topic.closed == closing:
                bad("TOPIC_NOT_MODIFIED")
            topic.closed = closing
            word = "forum_topic_closed" if closing else "forum_topic_reopened"
            call.world.service(chat, by, {word: {}}, topic.id)
    call.world.show_chat(chat)
    return True


@method("closeGeneralForumTopic", "reopenGeneralForumTopic")
def general(call: Call) -> bool:
    chat = forum(call)
    closing = call.method == "closeGeneralForumTopic"
    if chat.general_closed == closing:
        bad("TOPIC_NOT_MODIFIED")
    chat.general_closed = closing
    call.world.show_chat(chat)
    return True
