"""What a street remembers: itself a year ago, its year, and who helped when there was a crisis. Totals, and nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules.geste_owners import FEW
from rules.periods import Period

MEMORIES = "memories"
SEVEN, THIRTY = 7, 30
STEPS = (SEVEN, THIRTY)
FORGOTTEN = timedelta(days=40)
JUST_BACK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Past:
    """What was done in a place in some month or year."""

    helps: int = 0
    gestes: int = 0

    @property
    def all(self) -> int:
        return self.helps + self.gestes

    @property
    def worth_saying(self) -> bool:
        return self.all >= FEW


def year_before(today: date) -> Period:
    """This month, a year ago."""
    return Period(today.year - 1, today.month)


def bars(months: tuple[Past, ...]) -> tuple[int, ...]:
    """How much of each month of a year is drawn: figures under three are drawn as nothing."""
    return tuple(one.all if one.worth_saying else 0 for one in months)
