"""Groups of a building or a street: what an installed group is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from rules.deliveries import AddressState
from rules.modules import ALL_ON, Off


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
    off: Off = ALL_ON

    @property
    def is_shut(self) -> bool:
        """Nobody may write there for now."""
        return self.place is AddressState.MUTED

    @property
    def is_installed(self) -> bool:
        return self.state is GroupState.INSTALLED
