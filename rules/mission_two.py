"""« À deux » on a mission: somebody invites one person, who says yes or not; two seats together, or none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

LASTS = timedelta(days=7)
AT_LEAST = timedelta(hours=1)  # before it begins, for the other to answer


@dataclass(frozen=True, slots=True)
class Invitation:
    """by: who invites. person: the first who followed the link."""

    id: int
    mission: int
    by: int
    person: int | None
    expires: datetime
    answered: datetime | None = None


def lasts(starts: datetime, now: datetime) -> timedelta:
    """How long the link is good: a week, or until the mission begins."""
    return min(LASTS, starts - now)
