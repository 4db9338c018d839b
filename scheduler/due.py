"""What is due at an instant. Pure: the rows say what comes back and when, the caller says what time it is."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from rules.civil import latest, occurrences
from rules.schedules import Due, Plan

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
