"""States, lanes and policies of what is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Protocol, TypeAlias

from rules.screens import Message


class Lane(IntEnum):
    ANSWER = 0
    ALERT = 1
    NOTICE = 2
    CAMPAIGN = 3


PER_SECOND, KEPT_FOR_ANSWERS = 25.0, 0.2
"""What a token says in all (Telegram accepts some thirty a second), and the part of it that is left to answers."""


def time_to_send(count: int) -> timedelta:
    """How long a message takes to so many, when nothing else goes to many."""
    return timedelta(seconds=count / (PER_SECOND * (1 - KEPT_FOR_ANSWERS)))


class Policy(StrEnum):
    AT_MOST_ONCE = "at_most_once"
    AT_LEAST_ONCE = "at_least_once"


class Purpose(StrEnum):
    """Why it is said: decides what a pause, a stop or quiet hours hold back."""

    ANSWER = "answer"
    ALERT = "alert"
    NOTICE = "notice"
    ASK = "ask"
    GESTE = "geste"
    CAMPAIGN = "campaign"


def policy_of(purpose: Purpose) -> Policy:
    """What is said to somebody about their own affairs is said at least once, for silence harms more than a
    repetition; what goes to many is said at most once."""
    return Policy.AT_MOST_ONCE if purpose in (Purpose.GESTE, Purpose.CAMPAIGN) else Policy.AT_LEAST_ONCE


class DeliveryState(StrEnum):
    WAITING = "waiting"
    READY = "ready"
    PAUSED = "paused"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"
    MISSED = "missed"


class Course(StrEnum):
    """How a message to many stands as a whole: nothing of it leaves unless it is on."""

    ON = "on"
    PAUSED = "paused"
    CANCELLED = "cancelled"


class AddressState(StrEnum):
    OPEN = "open"
    UNREACHABLE = "unreachable"
    CLOSED = "closed"
    MUTED = "muted"
    DETACHED = "detached"


@dataclass(frozen=True, slots=True)
class Post:
    """One delivery handed to the speaker: where, what, in which language, and what it changes in place.

    epoch: of the lease it was claimed under; 0 when it is nobody's row. again: it was tried before, or its place was
    shut. of: the message that goes to many, whose failures are counted together; 0 for the others.
    """

    delivery: int
    address: int
    value: int
    thread: int
    language: str
    lane: int
    policy: Policy
    message: Message
    edit: int | None = None
    private: bool = True
    epoch: int = 0
    again: bool = False
    of: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """without_topic: its topic was gone; it was said in the general one."""

    telegram_id: int | None
    without_topic: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Definitely not delivered, and never will be. `address` is the new state of the place, if it changed."""

    reason: str
    address: AddressState | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """Definitely not delivered; try again after `seconds`. `whole` when the token, not the place, must wait.

    counted: a try, and the pauses grow with the tries.
    """

    seconds: float
    counted: bool = False
    whole: bool = False
    reason: str = "not sent"


@dataclass(frozen=True, slots=True)
class Shut:
    """Definitely not delivered: nobody may write there for now. Tried again, more and more rarely."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    value: int


@dataclass(frozen=True, slots=True)
class Uncertain:
    reason: str


Outcome: TypeAlias = "Sent | Refused | Later | Shut | Moved | Uncertain"


class TokenRefused(Exception):
    """This token is no longer ours: nothing was sent, nothing more can be."""


class Speaker(Protocol):
    async def deliver(self, post: Post) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Tally:
    """The six words an author reads, as counts."""

    to_send: int
    under_way: int
    sent: int
    failed: int
    uncertain: int
    cancelled: int


@dataclass(frozen=True, slots=True)
class Window:
    """When something may be sent: not before, not after (both UTC, None for open)."""

    not_before: datetime | None = None
    not_after: datetime | None = None
