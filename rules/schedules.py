"""What comes back at a civil hour: its plan, and what a ring of it was worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

EVERY_DAY, WEEKDAYS, MONDAYS = "1111111", "1111100", "1000000"


class Rung(StrEnum):
    """The state of an occurrence: said, too late to be said, or not wanted that day."""

    DONE = "done"
    LATE = "late"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Plan:
    """One schedule. `owner` is "g12" for a group, "p34" for a person; nothing older than `since` is due."""

    id: int
    kind: str
    owner: str
    hour: str
    days: str
    zone: str
    since: datetime
    person: int | None = None
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Due:
    plan: Plan
    day: date
    at: datetime
    late: bool
