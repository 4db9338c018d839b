"""Every fault of the wire, sorted into the five outcomes a delivery can have. One row of a table each.

Decided by error class, code and cause; the text only tells apart what Telegram gives one code for.
"""

from __future__ import annotations

import bot.telegram.aiogram_lazily  # isort: skip  # noqa: F401 - before any other import of aiogram

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
from rules.deliveries import AddressState, Later, Moved, Outcome, Refused, Sent, TokenRefused, Uncertain

THREAD_GONE = ("message thread not found", "topic_closed")
EDIT_GONE = ("message to edit not found", "message can't be edited", "message to delete not found",
             "message can't be deleted")
NO_RIGHTS = ("not enough rights", "have no rights", "need administrator rights", "chat_write_forbidden",
             "chat_restricted", "chat_send_plain_forbidden")
UNREACHABLE = ("chat not found", "user not found", "peer_id_invalid", "user_is_blocked")
DEACTIVATED = ("user_deactivated", "user_is_deactivated", "input_user_deactivated")
OUR_FAULT = "our fault"
OURS = ("can't parse entities", "message is too long", "message text is empty", "button_data_invalid")


class TopicGone(Exception):
    """The topic was closed or deleted: try once without it."""


class VoiceUnwanted(Exception):
    """This person's account takes no voice message: say the words alone."""


class EditGone(Exception):
    """The message to change is no longer there: say it anew."""


def outcome_of(fault: AiogramError) -> Outcome:
    """The outcome of a failed call. Raises TokenRefused, TopicGone, EditGone or VoiceUnwanted, for the speaker."""
    match fault:
        case TelegramRetryAfter():
            return Later(float(fault.retry_after))
        case TelegramMigrateToChat():
            return Moved(fault.migrate_to_chat_id)
        case TelegramUnauthorizedError():
            raise TokenRefused(str(fault)) from fault
        case TelegramForbiddenError():
            return _forbidden(fault.message.casefold())
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


def _forbidden(text: str) -> Outcome:
    if "deactivated" in text:
        return Refused("account closed", AddressState.CLOSED)
    if "blocked" in text or "initiate" in text:
        return Refused("not reachable", AddressState.UNREACHABLE)
    if "kicked" in text or "not a member" in text or "was deleted" in text:
        return Refused("not in the group", AddressState.DETACHED)
    return Refused("forbidden", AddressState.UNREACHABLE)


def _bad_request(text: str) -> Outcome:
    if "message is not modified" in text:
        return Sent(None)
    if "query is too old" in text or "query id is invalid" in text:
        return Refused("tap too old")
    if any(part in text for part in THREAD_GONE):
        raise TopicGone
    if any(part in text for part in EDIT_GONE):
        raise EditGone
    if "voice_messages_forbidden" in text:
        raise VoiceUnwanted
    if any(part in text for part in NO_RIGHTS):
        return Refused("no right to write", AddressState.MUTED)
    if any(part in text for part in UNREACHABLE):
        return Refused("not reachable", AddressState.UNREACHABLE)
    if any(part in text for part in DEACTIVATED):
        return Refused("account closed", AddressState.CLOSED)
    return Refused(OUR_FAULT + ": " + next((p for p in OURS if p in text), text[:80]))
