"""Groups of a building or a street: what an installed group is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from rules.deliveries import AddressState
from rules.messages import kind


class GroupState(StrEnum):
    ADDED = "added"
    INSTALLED = "installed"
    REMOVED = "removed"


class Membership(StrEnum):
    """What Telegram says of somebody in a chat at this moment. UNKNOWN (an error, a time-out) counts as a no."""

    ADMIN = "admin"
    MEMBER = "member"
    GONE = "gone"
    UNKNOWN = "unknown"

    @property
    def here(self) -> bool:
        return self in (Membership.ADMIN, Membership.MEMBER)


class GroupRhythm(StrEnum):
    WEEKDAYS = "weekdays"
    WEEKLY = "weekly"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Group:
    id: int
    address: int
    chat: int
    name: str
    state: GroupState
    zone: int | None
    language: str
    timezone: str
    quiet_from: time
    quiet_to: time
    paused_until: datetime | None = None
    place: AddressState = AddressState.OPEN

    @property
    def is_shut(self) -> bool:
        """Nobody may write there for now."""
        return self.place is AddressState.MUTED

    @property
    def is_installed(self) -> bool:
        return self.state is GroupState.INSTALLED


@kind("groups.hello")
@dataclass(frozen=True, slots=True)
class GroupHello:
    """The first and only message before installation. `link` opens the private chat of who presses."""

    link: str


@kind("groups.card")
@dataclass(frozen=True, slots=True)
class GroupCard:
    """« Je participe » : the card of an installed group."""

    group: int
    name: str


@kind("groups.back")
@dataclass(frozen=True, slots=True)
class GroupBack:
    """We were added again, and remember everything."""

    group: int
    name: str


@kind("groups.silent")
@dataclass(frozen=True, slots=True)
class GroupSilent:
    """To the admin, in private: the bot may not write in the group any more, or was removed.

    topic: only the topic is closed, and the general one too. lost: something could not be shown there.
    """

    name: str
    removed: bool
    topic: bool = False
    lost: bool = False


@kind("groups.topic")
@dataclass(frozen=True, slots=True)
class TopicLost:
    """To the admin, in private: the topic chosen is closed or gone; the general one is used."""

    name: str


@kind("groups.goodbye")
@dataclass(frozen=True, slots=True)
class GroupGoodbye:
    """Seven days without installation: we leave, and say so."""


@kind("leave_chat")
@dataclass(frozen=True, slots=True)
class LeaveChat:
    """Not said but done: the bot leaves this chat."""
