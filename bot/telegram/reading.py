"""One raw update as the house sees it: Telegram's types end in this module, and coordinates are snapped to their cell.

Whatever a person did not write themselves (a timer, a wallpaper, a gift, a pinned message) says nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from telegram import Bot, CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User

from bot.telegram.light import light
from bot.telegram.raw import ANONYMOUS, CHANNEL_BOT, FILES, LINKED, is_file, is_number, marks_of, sound
from rules.incoming import (
    BotStatus,
    Edited,
    Event,
    Incoming,
    Located,
    MemberStatus,
    Migrated,
    Other,
    Place,
    PlaceKind,
    Renamed,
    Sender,
    Tapped,
    Typed,
)
from rules.orders import order_of
from rules.places import cell_of

GENERAL = 1
LARGEST_THREAD = 2**31 - 1
READ_WHEN_TAPPED = frozenset({"message_id", "date", "chat", "message_thread_id", "is_topic_message"})
READ = READ_WHEN_TAPPED | {"from", "sender_chat", "text", "location", "migrate_to_chat_id", "migrate_from_chat_id",
                           "new_chat_title", "left_chat_member", "new_chat_members"}


class Unreadable(Exception):
    """This update cannot be understood; the rest of its batch can."""


def read(bot: Bot, raw: Mapping[str, Any], username: str) -> Incoming | None:
    """One raw update as the house sees it; None when it is not for us. Raises Unreadable, and nothing else.

    The two commonest are read at once; all the rest, and whatever is unusual in these two, by python-telegram-bot.
    """
    return light(raw, username) or read_whole(bot, raw, username)


def read_whole(bot: Bot, raw: Mapping[str, Any], username: str) -> Incoming | None:
    """The same, by python-telegram-bot's objects alone."""
    try:
        found = _incoming(Update.de_json(sound(_what_is_read(raw)), bot), raw, username)
    except Unreadable:
        raise
    except Exception as fault:
        raise Unreadable(f"{type(fault).__name__}") from fault
    if found is not None and not _fits(found):
        raise Unreadable("a number beyond 63 bits")
    return found


def _what_is_read(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The update without what nobody here reads, such as the buttons under a tapped message: half the parsing, and
    nothing of a shape to come can make it unreadable."""
    kept: dict[str, Any] = {"update_id": raw.get("update_id")}
    for name in ("message", "edited_message"):
        if name in raw:
            kept[name] = {k: v for k, v in raw[name].items() if k in READ}
    if "callback_query" in raw:
        message = raw["callback_query"].get("message")
        shown = message and {k: v for k, v in message.items() if k in READ_WHEN_TAPPED}
        kept["callback_query"] = raw["callback_query"] | {"message": shown}
    for name in ("my_chat_member", "chat_member"):
        if name in raw:
            kept[name] = raw[name] | {"old_chat_member": None, "new_chat_member": None, "invite_link": None}
    return kept


def _fits(found: Incoming) -> bool:
    """Every number has its place in a row."""
    event, place = found.event, found.place
    numbers: list[Any] = [found.sender.value, found.sender.as_chat, place.value, found.message]
    match event:
        case Tapped():
            numbers.append(event.message)
        case MemberStatus():
            numbers += event.members
        case Migrated():
            numbers += (event.old, event.new)
    thread = place.thread or 0
    return 0 <= thread <= LARGEST_THREAD and is_number(found.update) and all(
        number is None or is_number(number) for number in numbers)


def _incoming(update: Update, raw: Mapping[str, Any], username: str) -> Incoming | None:
    if update.callback_query:
        return _tap(update.update_id, update.callback_query, raw["callback_query"].get("message"))
    if update.message:
        return _message(update.update_id, update.message, _event(update.message, raw["message"], username),
                        raw["message"])
    if update.edited_message:
        return _message(update.update_id, update.edited_message, _edited(
            update.edited_message, raw["edited_message"], username), raw["edited_message"])
    if update.my_chat_member:
        return _status_of(update.update_id, update.my_chat_member, raw["my_chat_member"]["new_chat_member"], ours=True)
    if update.chat_member:
        return _status_of(update.update_id, update.chat_member, raw["chat_member"]["new_chat_member"])
    return None


def _tap(update: int, query: CallbackQuery, raw: Any) -> Incoming | None:
    if query.message is None or query.data is None:
        return None
    message = query.message
    thread = _thread(message) if isinstance(message, Message) else None
    return Incoming(update, _sender(query.from_user, None, message.chat), _place(message.chat, thread),
                    Tapped(query.id, query.data, message.message_id, is_file(raw), sound(str(raw.get("text", "")))))


def _message(update: int, message: Message, event: Event | None, raw: Mapping[str, Any]) -> Incoming | None:
    """None for a channel or a linked post too: never a person, never an admin."""
    if event is None or (message.sender_chat and message.chat.id != message.sender_chat.id):
        return None
    return Incoming(update, _sender(message.from_user, message.sender_chat, message.chat),
                    _place(message.chat, _thread(message)), event, message.message_id,
                    message.edit_date or message.date, _answered(raw))


def _answered(raw: Mapping[str, Any]) -> int | None:
    """The message that this one answers."""
    answered = raw.get("reply_to_message")
    number = answered.get("message_id") if isinstance(answered, dict) else None
    return number if is_number(number) else None


def _edited(message: Message, raw: Mapping[str, Any], username: str) -> Event | None:
    """Words changed afterwards, in private; in a group, only those of an order that names us."""
    if not message.text:
        return None
    mine = message.text.startswith("/") and f"@{username}".casefold() in message.text.casefold()
    marks = marks_of(raw.get("entities"))
    return Edited(message.message_id, message.text, marks) if message.chat.type == "private" or mine else None


def _event(message: Message, raw: Mapping[str, Any], username: str) -> Event | None:
    if message.migrate_to_chat_id:
        return Migrated(message.chat.id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id:
        return Migrated(message.migrate_from_chat_id, message.chat.id)
    if message.new_chat_title:
        return Renamed(message.new_chat_title)
    if message.left_chat_member:
        return _gone(message.left_chat_member, username)
    if message.new_chat_members:
        come = [user.id for user in message.new_chat_members if not user.is_bot]
        return MemberStatus(come[0], "member", tuple(come[1:])) if come else None
    if message.location:
        return Located(cell_text(message.location.latitude, message.location.longitude))
    if message.text is not None:
        if message.text.startswith("/") and len(message.text) > 1:
            return order_of(message.text, username)
        return Typed(message.text, marks_of(raw.get("entities")))
    return _file(raw)


def _gone(user: User, username: str) -> Event:
    ours = user.is_bot and (user.username or "").casefold() == username.casefold()
    return BotStatus("left") if ours else MemberStatus(user.id, "left")


def _file(message: Mapping[str, Any]) -> Other | None:
    """Read as it comes: only a file's own name and length matter, whatever else its kind brings."""
    what = next((name for name in FILES if name in message), None)
    if what is None:
        return None
    found = message[what]
    part = found[-1] if isinstance(found, list) and found else found
    part = part if isinstance(part, dict) else {}
    file, seconds, size = part.get("file_id"), part.get("duration"), part.get("file_size")
    heavy = size if isinstance(size, int) and is_number(size) else 0
    return Other(what, sound(file) if isinstance(file, str) else None, sound(str(message.get("caption", ""))),
                 seconds if isinstance(seconds, int) else 0, sound(str(message.get("media_group_id", ""))),
                 _own_number(found, message) if what == "contact" else None, heavy,
                 sound(str(part.get("mime_type", ""))), marks_of(message.get("caption_entities")))


def _own_number(card: Any, message: Mapping[str, Any]) -> str | None:
    """Telegram itself says whose card it is; the number of somebody else goes no further."""
    sender = message.get("from") or {}
    own = isinstance(card, dict) and card.get("user_id") is not None and card["user_id"] == sender.get("id")
    return sound(str(card.get("phone_number", ""))) if own else None


def cell_text(latitude: float, longitude: float) -> str | None:
    cell = cell_of(latitude, longitude)
    return None if cell is None else str(cell)


def _status_of(update: int, changed: ChatMemberUpdated, member: Mapping[str, Any], *, ours: bool = False) -> Incoming:
    """Somebody restricted who is no member is gone. Read as it comes: each year brings a new right."""
    status = "left" if member.get("is_member") is False else str(member["status"])
    event: Event = (BotStatus(status, member.get("can_send_messages") is not False) if ours
                    else MemberStatus(member["user"]["id"], status))
    return Incoming(update, _sender(changed.from_user, None, changed.chat), _place(changed.chat), event)


def _sender(user: User | None, as_chat: Chat | None, chat: Chat) -> Sender:
    if as_chat is not None or user is None or user.id in (ANONYMOUS, LINKED, CHANNEL_BOT):
        return Sender(None, "", "fr", as_chat.id if as_chat else None)
    return Sender(user.id, user.first_name, (user.language_code or "fr").split("-")[0])


def _place(chat: Chat, thread: int | None = None) -> Place:
    return Place(chat.id, PlaceKind(str(chat.type)), chat.title or "", thread)


def _thread(message: Message) -> int | None:
    """The topic spoken in; None for General, which must be answered without a thread."""
    return message.message_thread_id if message.is_topic_message and message.message_thread_id != GENERAL else None
