"""Every fault of the wire, sorted into the five outcomes a delivery can have. One row of a table each.

Decided by error class, code and cause; the text only tells apart what Telegram gives one code for.
"""

from __future__ import annotations

import bot.telegram.aiogram_lazily  # isort: skip  # noqa: F401 - before any other import of aiogram

import re

from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from bot.telegram.lean import NeverLeft
from rules.deliveries import AddressState, Later, Moved, Outcome, Refused, Sent, Shut, TokenRefused, Uncertain

NO_RIGHTS = ("have no rights to send", "no write access", "need administrator rights", "chat_admin_required",
             "chat_write_forbidden", "chat_restricted", "chat_send_plain_forbidden", "chat_guest_send_forbidden",
             "user_restricted")
MAY_NOT_SEND = re.compile(r"not enough rights to send (?P<what>.+?) to the chat|chat_send_(?P<kind>\w+)_forbidden")
WORDS = ("messages", "text messages")
UNREACHABLE = ("chat not found", "user not found", "peer_id_invalid", "user_is_blocked", "chat_id_invalid",
               "input_user_invalid", "user_id_invalid")
NOT_THERE = ("kicked", "not a member", "was deleted", "group is deactivated", "channel_private", "channel_invalid",
             "chat_forbidden", "user_banned_in_channel")
DEACTIVATED = ("user_deactivated", "user_is_deactivated", "input_user_deactivated")
OUR_FAULT = "our fault"
OURS = ("can't parse entities", "message is too long", "message_too_long", "message text is empty",
        "button_data_invalid", "caption is too long")


class TopicGone(Exception):
    """The topic was closed, deleted or hidden: try once without it."""


class VoiceUnwanted(Exception):
    """No voice message may be sent there: say the words alone."""


class Unknown(Exception):
    """Refused in words nobody knows: never the end of what is said to somebody."""


def outcome_of(fault: AiogramError, *, private: bool = True) -> Outcome:
    """The outcome of a failed call. Raises TokenRefused, TopicGone, VoiceUnwanted or Unknown, for the speaker."""
    match fault:
        case TelegramRetryAfter():
            return Later(float(fault.retry_after))
        case TelegramMigrateToChat():
            return Moved(fault.migrate_to_chat_id)
        case TelegramUnauthorizedError():
            raise TokenRefused(str(fault)) from fault
        case TelegramForbiddenError():
            return _forbidden(fault.message.casefold(), private)
        case TelegramNotFound():
            return Refused(OUR_FAULT + ": method not found")
        case TelegramEntityTooLarge():
            return Refused(OUR_FAULT + ": file too large")
        case TelegramNetworkError():
            cause = fault.__cause__
            if isinstance(cause, NeverLeft):
                return Later(5.0, whole=True)
            return Uncertain(type(cause).__name__ if cause else "network")
        case TelegramServerError():
            return Uncertain("server error")
        case ClientDecodeError():
            return Uncertain("unreadable answer")
        case TelegramBadRequest():
            return _bad_request(fault.message.casefold())
        case TelegramAPIError() if "too many requests" in fault.message.casefold():
            return Later(5.0)
        case _:
            return Uncertain(type(fault).__name__)


def _forbidden(text: str, private: bool) -> Outcome:
    if "deactivated" in text and "group" not in text:
        return Refused("account closed", AddressState.CLOSED)
    if "blocked" in text or "initiate" in text:
        return Refused("not reachable", AddressState.UNREACHABLE)
    if any(part in text for part in NOT_THERE):
        return Refused("not in the group", AddressState.DETACHED)
    return Refused("forbidden", AddressState.UNREACHABLE) if private else Shut("forbidden")


def _bad_request(text: str) -> Outcome:
    if "message is not modified" in text or "message_not_modified" in text:
        return Sent(None)
    if "query is too old" in text or "query id is invalid" in text or "query_id_invalid" in text:
        return Refused("tap too old")
    if "voice_messages_forbidden" in text:
        raise VoiceUnwanted
    if any(part in text for part in NO_RIGHTS):
        return Shut("no right to write")
    if may_not := MAY_NOT_SEND.search(text):
        return _kind_refused(may_not["what"] or may_not["kind"])
    if any(part in text for part in NOT_THERE):
        return Refused("not in the group", AddressState.DETACHED)
    if any(part in text for part in UNREACHABLE):
        return Refused("not reachable", AddressState.UNREACHABLE)
    if any(part in text for part in DEACTIVATED):
        return Refused("account closed", AddressState.CLOSED)
    if "thread" in text or "topic" in text:
        raise TopicGone
    if ours := next((part for part in OURS if part in text), None):
        return Refused(f"{OUR_FAULT}: {ours}")
    raise Unknown(text[:80])


def _kind_refused(what: str) -> Outcome:
    """A group may refuse files or voices and take words: that says nothing of the place."""
    if what in WORDS:
        return Shut("no right to write")
    if "voice" in what:
        raise VoiceUnwanted
    return Refused(f"no {what} there")


def unquoted(words: str) -> str:
    """Telegram's words for a log: what they quote may be somebody's."""
    return re.sub(r'"[^"]*"', '"…"', words)
