"""What is said of a request to people other than the one who speaks. Worded in bot/words/help.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.help import Side
from rules.messages import kind

__all__ = ["Side"]


class CardState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"
    AGAIN = "again"


@kind("help.card")
@dataclass(frozen=True, slots=True)
class HelpCard:
    """In a group: never who asks. A discreet kind has neither day nor place."""

    request: int
    title: str
    minutes: int
    state: str
    zone: str = ""
    day: date | None = None
    slot: str = ""


@kind("help.proposed")
@dataclass(frozen=True, slots=True)
class HelpProposed:
    acceptance: int
    first_name: str
    title: str
    day: date
    slot: str


@kind("help.offered")
@dataclass(frozen=True, slots=True)
class HelpOffered:
    """To the volunteer who pressed in a group."""

    acceptance: int
    title: str


@kind("help.declined")
@dataclass(frozen=True, slots=True)
class HelpDeclined:
    title: str


@kind("help.confirmed")
@dataclass(frozen=True, slots=True)
class HelpConfirmed:
    """To both: the code and what keeps a visit safe."""

    side: str
    first_name: str
    title: str
    day: date
    slot: str
    code: str
    safety: tuple[str, ...] = ()
    request: int = 0
    acceptance: int = 0


@kind("help.contact_choice")
@dataclass(frozen=True, slots=True)
class HelpContactChoice:
    acceptance: int
    first_name: str


@kind("help.contact")
@dataclass(frozen=True, slots=True)
class HelpContactGiven:
    """The only message that carries a phone or a door; wiped from the ledger with them."""

    request: int
    acceptance: int
    first_name: str
    phone: str = ""
    door: str = ""


@kind("help.by_relay")
@dataclass(frozen=True, slots=True)
class HelpByRelay:
    acceptance: int
    first_name: str


@kind("help.note")
@dataclass(frozen=True, slots=True)
class HelpNote:
    request: int
    first_name: str
    note: str
    acceptance: int = 0


@kind("help.wiped")
@dataclass(frozen=True, slots=True)
class HelpWiped:
    """Takes the place of what carried a phone, a door, a relayed word or the visit code."""

    title: str = ""


@kind("help.relayed")
@dataclass(frozen=True, slots=True)
class HelpRelayed:
    request: int
    acceptance: int
    first_name: str
    text: str


@kind("help.withdrawn")
@dataclass(frozen=True, slots=True)
class HelpWithdrawn:
    request: int
    first_name: str
    title: str


@kind("help.freed")
@dataclass(frozen=True, slots=True)
class HelpFreed:
    side: str
    request: int
    title: str


@kind("help.cancelled")
@dataclass(frozen=True, slots=True)
class HelpCancelled:
    """To the volunteer: the request is closed by the asker."""

    title: str


@kind("help.moved")
@dataclass(frozen=True, slots=True)
class HelpMoved:
    acceptance: int
    side: str
    title: str
    day: date
    slot: str


@kind("help.reminder")
@dataclass(frozen=True, slots=True)
class HelpReminder:
    acceptance: int
    request: int
    side: str
    first_name: str
    title: str
    day: date
    slot: str


@kind("help.unserved")
@dataclass(frozen=True, slots=True)
class HelpUnserved:
    request: int
    title: str
    again: bool


@kind("help.unserved_admin")
@dataclass(frozen=True, slots=True)
class HelpUnservedAdmin:
    """To the admin who installed the group: no name, as on the card."""

    title: str
    group: str


@kind("help.expiring")
@dataclass(frozen=True, slots=True)
class HelpExpiring:
    request: int
    title: str
    last: date


@kind("help.ended")
@dataclass(frozen=True, slots=True)
class HelpEnded:
    """To the asker: nobody came forward in time, or the request reached the end of its life."""

    title: str
    reason: str
