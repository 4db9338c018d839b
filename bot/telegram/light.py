"""Words in private and a tap in private, read without python-telegram-bot's objects: nine updates of ten.

Declines whatever it does not know to the letter: one more field that says something, a number that is none, a group.
What it reads is what the full reader reads; a test plays every kind of update on both.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.telegram.raw import ANONYMOUS, CHANNEL_BOT, LINKED, is_file, is_number, marks_of, sound
from rules.incoming import Incoming, Ordered, Place, PlaceKind, Sender, Tapped, Typed
from rules.orders import order_of

MESSAGE, QUERY = {"update_id", "message"}, {"update_id", "callback_query"}
SAYS_MORE = frozenset({"sender_chat", "location", "migrate_to_chat_id", "migrate_from_chat_id", "new_chat_title",
                       "left_chat_member", "new_chat_members", "reply_to_message", "edit_date", "message_thread_id",
                       "is_topic_message"})
TAP = {"id", "from", "message", "chat_instance", "data"}
CHAT = {"id", "type", "first_name", "last_name", "username"}
USER = {"id", "is_bot", "first_name", "last_name", "username", "language_code", "is_premium",
        "added_to_attachment_menu"}
NOBODY = (ANONYMOUS, LINKED, CHANNEL_BOT)
LAST_DATE = 2**32


class Declined(Exception):
    """Not of the two, or not to the letter."""


def light(raw: Mapping[str, Any], username: str) -> Incoming | None:
    """None: let the full reader look."""
    try:
        if not is_number(raw["update_id"]):
            return None
        if raw.keys() == MESSAGE:
            return _words(raw["update_id"], raw["message"], username)
        return _tap(raw["update_id"], raw["callback_query"]) if raw.keys() == QUERY else None
    except (Declined, KeyError, TypeError, AttributeError, ValueError):
        return None


def _words(update: int, message: dict[str, Any], username: str) -> Incoming | None:
    text = _text(message["text"])
    if not SAYS_MORE.isdisjoint(message):
        return None
    event: Typed | Ordered | None
    if text.startswith("/") and len(text) > 1:
        event = order_of(text, username)
    else:
        event = Typed(text, marks_of(message.get("entities")))
    return None if event is None else Incoming(
        update, _sender(message["from"]), _place(message["chat"]), event, _number(message["message_id"]),
        _date(message["date"]))


def _tap(update: int, query: dict[str, Any]) -> Incoming | None:
    message = query["message"]
    if not query.keys() <= TAP or not SAYS_MORE.isdisjoint(message):
        return None
    _text(query["chat_instance"])
    _date(message["date"])
    tapped = Tapped(_text(query["id"]), _text(query["data"]), _number(message["message_id"]), is_file(message),
                    sound(str(message.get("text", ""))))
    return Incoming(update, _sender(query["from"]), _place(message["chat"]), tapped)


def _sender(user: dict[str, Any]) -> Sender:
    if not user.keys() <= USER or user["id"] in NOBODY or "is_bot" not in user:
        raise Declined
    language = _text(user["language_code"]) if "language_code" in user else "fr"
    return Sender(_number(user["id"]), _text(user["first_name"]), language.split("-")[0])


def _place(chat: dict[str, Any]) -> Place:
    if chat["type"] != "private" or not chat.keys() <= CHAT:
        raise Declined
    return Place(_number(chat["id"]), PlaceKind.PRIVATE)


def _number(value: Any) -> int:
    if not is_number(value):
        raise Declined
    return int(value)


def _text(value: Any) -> str:
    if type(value) is not str or not value:
        raise Declined
    return str(sound(value))


def _date(value: Any) -> datetime:
    if type(value) is not int or not 0 < value < LAST_DATE:
        raise Declined
    return datetime.fromtimestamp(value, UTC)
