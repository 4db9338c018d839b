"""Edits, deletions, and the answer to a tap."""

from sandbox.errors import Json, bad
from sandbox.markup import check_markup, echoed
from sandbox.methods import Call, method
from sandbox.methods.access import body_caption, body_text, me, reach
from sandbox.methods.media import media_of
from sandbox.people import Chat
from sandbox.text import units

TWO_DAYS = 48 * 3600
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def target(call: Call) -> tuple[Chat, Json]:
    if "message_id" not in call.params or "chat_id" not in call.params:
        bad("message identifier is not specified")
    chat = reach(call, call.params["chat_id"])
    id_ = call.params["message_id"]
    message = chat.messages.get(id_)
    if message is None:
        bad("message to edit not found")
    if chat.authors.get(id_) != call.bot.id or id_ in chat.fixed or "forward_origin" in message:
        bad("message can't be edited")
    check_markup(call.get("reply_markup"), chat)
    return chat, message


def change(call: Call, chat: Chat, message: Json, drop: tuple[str, ...], content: Json) -> Json:
    """What is not said again is gone: entities, the keyboard."""
    kept = {key: value for key, value in message.items() if key not in (*drop, "reply_markup", "edit_date")}
    new = kept | content | echoed(call.get("reply_markup"))
    if new == {key: value for key, value in message.items() if key != "edit_date"}:
        bad(SAME)
    if drop:
        new["edit_date"] = call.world.date()
    elif "edit_date" in message:
        new["edit_date"] = message["edit_date"]
    return call.world.replace(chat, new)


@method("editMessageText")
def edit_text(call: Call) -> Json:
    if "text" not in call.params:
        bad("message text is empty")
    content = body_text(call)
    chat, message = target(call)
    if "text" not in message:
        bad("there is no text in the message to edit")
    preview = {key: call.params[key] for key in ("link_preview_options",) if key in call.params}
    return change(call, chat, message, ("text", "entities", "link_preview_options"), content | preview)


@method("editMessageCaption")
def edit_caption(call: Call) -> Json:
    content = body_caption(call)
    chat, message = target(call)
    if not any(kind in message for kind in ("photo", "document", "video", "animation", "audio", "voice")):
        bad("there is no caption in the message to edit")
    return change(call, chat, message, ("caption", "caption_entities"), content)


@method("editMessageMedia")
def edit_media(call: Call) -> Json:
    chat, message = target(call)
    item = call.params["media"]
    kinds = ("photo", "document", "video", "animation", "audio", "voice")
    if not any(kind in message for kind in kinds):
        bad("there is no media in the message to edit")
    content = media_of(call, item["type"], item["media"], item) | body_caption(call, item)
    return change(call, chat, message, (*kinds, "caption", "caption_entities"), content)


@method("editMessageReplyMarkup")
def edit_markup(call: Call) -> Json:
    return change(call, *target(call), (), {})


def deletable(call: Call, chat: Chat, id_: int) -> bool:
    message = chat.messages[id_]
    if call.world.clock.stamp() - message["date"] > TWO_DAYS:
        return False
    own = chat.authors.get(id_) == call.bot.id
    return own or chat.type == "private" or me(call, chat).can("can_delete_messages")


@method("deleteMessage")
def delete_message(call: Call) -> bool:
    chat, id_ = reach(call, call.params["chat_id"]), call.params["message_id"]
    if id_ not in chat.messages:
        bad("message to delete not found")
    if not deletable(call, chat, id_):
        bad("message can't be deleted for everyone")
    call.world.erase(chat, [id_])
    return True


@method("deleteMessages")
def delete_messages(call: Call) -> bool:
    chat, ids = reach(call, call.params["chat_id"]), call.params["message_ids"]
    if not 1 <= len(ids) <= 100:
        bad("message identifiers are not specified" if not ids else "too many message identifiers specified")
    found = [id_ for id_ in ids if id_ in chat.messages]
    if not all(deletable(call, chat, id_) for id_ in found):
        bad("message can't be deleted for everyone")
    call.world.erase(chat, found)
    return True


@method("answerCallbackQuery")
def answer_tap(call: Call) -> bool:
    world = call.world
    if units(call.get("text", "")) > 200:
        bad("MESSAGE_TOO_LONG")
    tap = world.taps.get(call.params["callback_query_id"])
    late = tap is not None and world.clock.stamp() - tap.at > world.limits.rates.answer_window
    if tap is None or tap.bot != call.bot.id or tap.answered or late:
        bad("query is too old and response timeout expired or query ID is invalid")
    tap.answered = True
    said = {"text": call.get("text"), "alert": bool(call.get("show_alert")), "url": call.get("url")}
    world.journal.add("callback_answer", chat_id=tap.chat, user_id=tap.user, callback_id=tap.id, **said)
    return True
