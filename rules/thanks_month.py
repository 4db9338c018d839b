"""The monthly « Merci » of a group: totals, and the first names of those who said yes to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules.civil import Closed

FEW = 3
MOST_NAMES = 8
CONSENT = "merci"
CONSENT_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Month:
    """What a group did in a month. `names` are those of people who helped and agreed to be named."""

    helps: int
    gestes: int
    minutes: int
    noted_by: int
    members: int
    names: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.helps or self.gestes or self.minutes)


def first_weekday(year: int, month: int, closed: Closed) -> date:
    """The first day of a month that is neither in a weekend nor a public holiday."""
    day = date(year, month, 1)
    while day.weekday() > 4 or closed(day):
        day += timedelta(days=1)
    return day


def month_before(day: date) -> tuple[date, date]:
    """First and last day of the month before this day's."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last
