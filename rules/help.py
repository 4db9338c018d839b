"""A request for a hand: its life, from the question to the thanks."""

from __future__ import annotations

from enum import StrEnum


class Slot(StrEnum):
    MORNING = "matin"
    AFTERNOON = "apres-midi"
    EVENING = "soir"
    ANY = "journee"


class RequestState(StrEnum):
    """open → proposed → confirmed → done; cancelled, expired and closed end it."""

    OPEN = "open"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DONE = "done"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    CLOSED = "closed"


class AcceptanceState(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DONE = "done"
    NOT_DONE = "not_done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    FREED = "freed"


class Way(StrEnum):
    """How one side chose to be reached: by telephone, or through the bot."""

    UNDECIDED = "undecided"
    PHONE = "phone"
    RELAY = "relay"


class CloseReason(StrEnum):
    DONE = "done"
    NOBODY = "nobody"
    NO_REPLY = "no_reply"
    MISSED = "missed"
    NOT_NEEDED = "not_needed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    ERASED = "erased"
