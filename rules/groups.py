"""Groups of a building or a street: what an installed group is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum


class GroupState(StrEnum):
    ADDED = "added"
    INSTALLED = "installed"
    REMOVED = "removed"


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
    territory: str = "metropole"
    paused_until: datetime | None = None

    @property
    def is_installed(self) -> bool:
        return self.state is GroupState.INSTALLED
