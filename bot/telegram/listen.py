"""python-telegram-bot listens: getUpdates in, `Incoming` out. The offset moves only after the commit.

Telegram's types end in this module. Coordinates are snapped to their cell before they leave it.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from telegram import Bot, CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User
from telegram.error import EndPointNotFound, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.turn import AdminOf
from rules.incoming import (
    BotStatus,
    Command,
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
from rules.places import cell_of

log = logging.getLogger(__name__)
WANTED = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
POLL_SECONDS = 25
GENERAL = 1
ANONYMOUS, LINKED, CHANNEL_BOT = 1087968824, 777000, 136817688
READ_WHEN_TAPPED = frozenset({"message_id", "date", "chat", "message_thread_id", "is_topic_message"})
UNREAD = frozenset({"entities", "caption_entities", "reply_to_message", "external_reply", "quote",
                    "link_preview_options", "reply_markup", "via_bot", "forward_origin"})
FILES = ("photo", "voice", "video", "video_note", "document", "audio", "sticker", "animation", "contact", "poll",
         "dice", "venue", "story")


class Unreadable(Exception):
    """This update cannot be understood; the rest of its batch can."""


def make_listener(token: str, base: str) -> Bot:
    """python-telegram-bot's Bot. Its logs stay at WARNING: at INFO its HTTP client names the token."""
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # its own way to have durations as such, without a warning each
    warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'")  # it would sink a batch for one update
    request = HTTPXRequest(connection_pool_size=8, read_timeout=POLL_SECONDS + 10, connect_timeout=10)
    return Bot(token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot", request=request,
               get_updates_request=HTTPXRequest(connection_pool_size=1, read_timeout=POLL_SECONDS + 10))


class Listener:
    """Reads updates of one token. `fetch` acknowledges everything below `offset`."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.offset: int | None = None

    async def fetch(self) -> list[dict[str, Any]]:
        """The next raw updates, at most 100. Raises telegram.error.TelegramError."""
        params: dict[str, Any] = {"timeout": POLL_SECONDS, "limit": 100, "allowed_updates": WANTED}
        if self.offset is not None:
            params["offset"] = self.offset
        try:
            raw = await self.bot.do_api_request("getUpdates", api_kwargs=params)
        except EndPointNotFound as fault:
            raise InvalidToken("getUpdates is refused") from fault  # what this call makes of a 401
        return list(raw)

    async def announce(self, url: str, secret: str) -> None:
        """Ask for updates at this address; without one, take back the right to poll. Nothing waiting is dropped."""
        if url:
            await self.bot.set_webhook(url, secret_token=secret, allowed_updates=WANTED, max_connections=40)
        else:
            await self.bot.delete_webhook(drop_pending_updates=False)

    def acknowledge(self, raw: list[dict[str, Any]]) -> None:
        """What was committed may be forgotten by the server."""
        ids = [u["update_id"] for u in raw if isinstance(u.get("update_id"), int)]
        if ids:
            self.offset = max(ids) + 1

    async def is_admin(self, wanted: AdminOf) -> bool:
        """Telegram's word at this moment; any error is a no."""
        try:
            member = await self.bot.get_chat_member(wanted.chat, wanted.user)
        except TelegramError as fault:
            log.info("the rights of a member could not be read: %s", type(fault).__name__)
            return False
        return member.status in ("creator", "administrator")


def read(bot: Bot, raw: Mapping[str, Any], username: str) -> Incoming | None:
    """One raw update as the house sees it; None when it is not for us. Raises Unreadable."""
    try:
        update = Update.de_json(_without_the_unread(raw), bot)
        return _incoming(update, username)
    except Unreadable:
        raise
    except Exception as fault:
        raise Unreadable(f"{type(fault).__name__}") from fault


def _without_the_unread(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The update without what nobody here reads, such as the buttons under a tapped message: half the parsing."""
    kept = dict(raw)
    tapped = raw.get("callback_query")
    if isinstance(tapped, dict) and isinstance(tapped.get("message"), dict):
        message = tapped["message"]
        kept["callback_query"] = tapped | {"message": {k: v for k, v in message.items() if k in READ_WHEN_TAPPED}}
    elif isinstance(raw.get("message"), dict):
        kept["message"] = {k: v for k, v in raw["message"].items() if k not in UNREAD}
    return kept


def _incoming(update: Update, username: str) -> Incoming | None:
    if update.callback_query:
        return _tap(update.update_id, update.callback_query)
    if update.message:
        return _message(update.update_id, update.message, username)
    if update.my_chat_member:
        return _own_status(update.update_id, update.my_chat_member)
    if update.chat_member:
        changed = update.chat_member
        return Incoming(update.update_id, _sender(changed.from_user, None, changed.chat), _place(changed.chat),
                        MemberStatus(changed.new_chat_member.user.id, changed.new_chat_member.status))
    return None


def _tap(update: int, query: CallbackQuery) -> Incoming | None:
    if query.message is None or query.data is None:
        return None
    message = query.message
    thread = _thread(message) if isinstance(message, Message) else None
    return Incoming(update, _sender(query.from_user, None, message.chat), _place(message.chat, thread),
                    Tapped(query.id, query.data, message.message_id))


def _message(update: int, message: Message, username: str) -> Incoming | None:
    if message.sender_chat and message.chat.id != message.sender_chat.id:
        return None  # a channel, or a linked post: never a person, never an admin
    event = _event(message, username)
    if event is None:
        return None
    return Incoming(update, _sender(message.from_user, message.sender_chat, message.chat),
                    _place(message.chat, _thread(message)), event)


def _event(message: Message, username: str) -> Event | None:
    if message.migrate_to_chat_id:
        return Migrated(message.chat.id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id:
        return Migrated(message.migrate_from_chat_id, message.chat.id)
    if message.new_chat_title:
        return Renamed(message.new_chat_title)
    if message.location:
        return Located(cell_text(message.location.latitude, message.location.longitude))
    if message.text is not None:
        if message.text.startswith("/") and len(message.text) > 1:
            return _command(message.text, username)
        return Typed(message.text)
    for what in FILES:
        if getattr(message, what, None):
            found = getattr(message, what)
            file = getattr(found[-1] if isinstance(found, tuple) and found else found, "file_id", None)
            return Other(what, file, message.caption or "", _seconds(getattr(found, "duration", None)))
    if message.chat.type == "private" and not message.pinned_message:
        return Other("service")
    return None


def _seconds(duration: Any) -> int:
    return int(duration.total_seconds() if isinstance(duration, timedelta) else duration or 0)


def _command(text: str, username: str) -> Event | None:
    name, _sep, payload = text[1:].partition(" ") if " " in text else (text[1:].split("\n")[0], "", "")
    name, _at, target = name.partition("@")
    if target and target.casefold() != username.casefold():
        return None
    return Command(name.casefold(), payload.strip())


def cell_text(latitude: float, longitude: float) -> str | None:
    cell = cell_of(latitude, longitude)
    return None if cell is None else str(cell)


def _own_status(update: int, changed: ChatMemberUpdated) -> Incoming:
    member = changed.new_chat_member
    can_send = getattr(member, "can_send_messages", True) is not False
    return Incoming(update, _sender(changed.from_user, None, changed.chat), _place(changed.chat),
                    BotStatus(str(member.status), can_send))


def _sender(user: User | None, as_chat: Chat | None, chat: Chat) -> Sender:
    if as_chat is not None or user is None or user.id in (ANONYMOUS, LINKED, CHANNEL_BOT):
        return Sender(None, "", "fr", as_chat.id if as_chat else None)
    return Sender(user.id, user.first_name, (user.language_code or "fr").split("-")[0])


def _place(chat: Chat, thread: int | None = None) -> Place:
    return Place(chat.id, PlaceKind(str(chat.type)), chat.title or "", thread)


def _thread(message: Message) -> int | None:
    """The topic spoken in; None for General, which must be answered without a thread."""
    return message.message_thread_id if message.is_topic_message and message.message_thread_id != GENERAL else None


def wait_for(fault: TelegramError, tried: int) -> float:
    """Seconds before listening again after a fault."""
    if isinstance(fault, RetryAfter):
        wait = fault.retry_after
        return float(wait if isinstance(wait, int | float) else wait.total_seconds())
    return min(30.0, 0.5 * 2 ** min(tried, 6)) if isinstance(fault, NetworkError) else 3.0
