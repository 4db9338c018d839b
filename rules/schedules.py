"""What comes back at a civil hour: its plan, and what a ring of it was worth."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from rules.civil import latest, occurrences

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


PATIENCE: dict[str, timedelta] = {"geste": timedelta(hours=4)}
"""How late a kind may still be said; a kind that is not here is said however late."""


def patience(kind: str) -> timedelta | None:
    return PATIENCE.get(kind)


def due(plan: Plan, done: Collection[date], now: datetime) -> Due | None:
    """The occurrence to ring, if any. Several missed are one, the last; one already done is not due again.

    Late when more than the patience of its kind has passed: it is recorded, not said.
    """
    found = latest(plan.hour, plan.days, plan.zone, now)
    if found is None:
        return None
    day, at = found
    if at < plan.since or day in done:
        return None
    limit = patience(plan.kind)
    return Due(plan, day, at, late=limit is not None and now - at > limit)


def next_ring(plan: Plan, now: datetime) -> datetime | None:
    """When this plan must be looked at again; None when it never comes back."""
    return next((at for _day, at in occurrences(plan.hour, plan.days, plan.zone, now)), None)
