"""May the bot speak there? The refusals, in Telegram's words."""

from typing import Any

from sandbox.errors import Json, bad, forbidden
from sandbox.limits import Limits
from sandbox.methods import Call
from sandbox.people import Chat, Member
from sandbox.text import format_text, units

WORDS = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}
RIGHT_OF = {
    "sendMessage": ("can_send_messages", "text messages"), "sendPhoto": ("can_send_photos", "photos"),
    "sendDocument": ("can_send_documents", "documents"), "sendPoll": ("can_send_polls", "polls"),
    "sendVideo": ("can_send_videos", "videos"), "sendVoice": ("can_send_voice_notes", "voice notes"),
    "sendAudio": ("can_send_audios", "music"), "sendSticker": ("can_send_other_messages", "stickers"),
    "sendAnimation": ("can_send_other_messages", "GIFs"),
}  # fmt: skip


def find_chat(call: Call, value: Any) -> Chat:
    """The chat of that id or @name, whatever the bot may do there."""
    world = call.world
    text = str(value)
    if text.startswith("@"):
        named = [chat for chat in world.chats.values() if (chat.username or "").lower() == text[1:].lower()]
        return named[0] if named else bad("chat not found")
    try:
        id_ = int(text)
    except ValueError:
        bad("chat not found")
    if id_ in world.bots:
        forbidden("bots can't send messages to bots")
    if person := world.people.get(id_):
        if person.deactivated:
            forbidden("user is deactivated")
        if call.bot.id not in person.started:
            forbidden("bot can't initiate conversation with a user")
        return world.private(call.bot, person)
    return world.chats.get(id_) or bad("chat not found")


def reach(call: Call, value: Any) -> Chat:
    """The chat, when the bot is in it."""
    chat = find_chat(call, value)
    if chat.person:
        if call.bot.id in chat.person.blocked:
            forbidden("bot was blocked by the user")
        return chat
    if chat.migrated_to:
        bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    if chat.deleted:
        forbidden("the group chat was deleted")
    member = chat.members.get(call.bot.id)
    if member is None:
        bad("chat not found")
    if member.status == "kicked":
        forbidden(f"bot was kicked from the {WORDS[chat.type]}")
    if member.status == "left":
        forbidden(f"bot is not a member of the {WORDS[chat.type]}")
    return chat


def me(call: Call, chat: Chat) -> Member:
    return chat.members[call.bot.id] if not chat.bot else Member("creator")


def may_send(call: Call, chat: Chat, method: str) -> None:
    member = me(call, chat)
    if chat.type == "channel" and not member.can("can_post_messages"):
        bad("need administrator rights in the channel chat")
    right, name = RIGHT_OF.get(method, ("can_send_messages", "text messages"))
    own = member.rights if member.status == "restricted" else chat.permissions
    if not member.admin and not own.get(right, member.status != "restricted"):
        bad(f"not enough rights to send {name} to the chat")


def thread_of(call: Call, chat: Chat, thread: int | None) -> int | None:
    """General is written without a thread; its id 1 is not one."""
    if thread is None or thread == 0:
        if chat.forum and chat.general_closed and not me(call, chat).can("can_manage_topics"):
            bad("TOPIC_CLOSED")
        return None
    topic = chat.topics.get(thread) if chat.forum else None
    if topic is None:
        bad("message thread not found")
    if topic.closed and not me(call, chat).can("can_manage_topics"):
        bad("TOPIC_CLOSED")
    return thread


def reply_of(call: Call, chat: Chat) -> Json:
    wish = call.get("reply_parameters")
    if not wish or "message_id" not in wish:
        return {}
    if wish["message_id"] in chat.messages and str(wish.get("chat_id", chat.id)) == str(chat.id):
        return {"reply_to_message": call.world.quoted(chat, wish["message_id"])}
    if wish.get("allow_sending_without_reply"):
        return {}
    return bad("message to be replied not found")


def body_text(call: Call) -> Json:
    text, entities = format_text(call.params["text"], call.get("parse_mode"), call.get("entities"), call.world.users())
    if not text:
        bad("message text is empty")
    if units(text) > 4096:
        bad("message is too long")
    return {"text": text} | ({"entities": entities} if entities else {})


def body_caption(call: Call, source: Json | None = None) -> Json:
    source = call.params if source is None else source
    raw, mode, given = source.get("caption", ""), source.get("parse_mode"), source.get("caption_entities")
    text, entities = format_text(raw, mode, given, call.world.users())
    if units(text) > 1024:
        bad("message caption is too long")
    found: Json = {"caption": text} if text else {}
    return found | ({"caption_entities": entities} if text and entities else {})


def count(call: Call, chat: Chat, messages: int = 1) -> None:
    """Flood limits, and the slow mode of the group."""
    limits: Limits = call.world.limits
    if chat.slow_mode and not me(call, chat).admin:
        own = [m["date"] for id_, m in chat.messages.items() if chat.authors.get(id_) == call.bot.id]
        wait = max(own, default=0) + chat.slow_mode - call.world.clock.stamp()
        if wait > 0:
            limits.refuse(wait)
    limits.pass_through(call.bot.id, chat.id, messages)
