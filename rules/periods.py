"""A month or a year that is counted: its days, its instants in a place, and how people type it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rules.civil import MONTHS, instant
from rules.postercodes import folded
from rules.words import Words, _


@dataclass(frozen=True, slots=True)
class Period:
    """A month, or a year where month is 0."""

    year: int
    month: int = 0

    @property
    def code(self) -> str:
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, 1)

    @property
    def last(self) -> date:
        return self.after - timedelta(days=1)

    @property
    def after(self) -> date:
        """The first day that is no longer in it."""
        if not self.month or self.month == 12:
            return date(self.year + 1, 1, 1)
        return date(self.year, self.month + 1, 1)

    @property
    def months(self) -> tuple[Period, ...]:
        return (self,) if self.month else tuple(Period(self.year, month) for month in range(1, 13))

    @property
    def words(self) -> Words:
        if not self.month:
            return _("Année {year}", year=str(self.year))
        return _("{month} {year}", month=MONTHS[self.month - 1], year=str(self.year))

    def instants(self, zone: str) -> tuple[datetime, datetime]:
        """From its first instant there to the first that is no longer in it."""
        return instant(self.first, time(0), zone), instant(self.after, time(0), zone)


FIRST_YEAR, LAST_YEAR = 2000, 2999


def around(today: date) -> tuple[Period, Period, Period, Period]:
    """This month, the last one, this year, the last one."""
    before = today.replace(day=1) - timedelta(days=1)
    return (Period(today.year, today.month), Period(before.year, before.month), Period(today.year),
            Period(today.year - 1))


def read_code(code: str) -> Period | None:
    """« 2026-11 », « 2026 »."""
    found = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", code, re.ASCII)
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    return Period(int(found[1]), int(found[2] or 0))


_NAMES = {folded(name.text): number for number, name in enumerate(MONTHS, 1)}
_FILLERS = {"l", "le", "la", "de", "du", "cet", "cette", "ce", "en", "ci", "pour"}
_PAST = {"dernier", "derniere", "passe", "passee", "precedent", "precedente"}


def read(text: str, today: date) -> Period | None:
    """As people type it: « année », « mois dernier », « octobre », « oct. 2025 », « 10/2025 », « 2025 »."""
    words = [word for word in re.findall(r"[^\W_]+", folded(text)) if word not in _FILLERS]
    this, last, year, year_before = around(today)
    match words:
        case []:
            return this if not text.strip() else None
        case ["mois"]:
            return this
        case ["mois", past] if past in _PAST:
            return last
        case ["an" | "annee"]:
            return year
        case ["an" | "annee", past] if past in _PAST:
            return year_before
        case [one] if number := _month(one):
            return Period(today.year - (number > today.month), number)
        case [one]:
            return read_code(one)
        case [one, two] if len(one) == 4 and one.isdecimal():
            return _of(two, one)
        case [one, two]:
            return _of(one, two)
    return None


def _month(word: str) -> int:
    """By its name, its beginning or its number; 0 for none, or for several."""
    if word.isdecimal() and len(word) <= 2:
        return int(word) if 1 <= int(word) <= 12 else 0
    found = [number for name, number in _NAMES.items() if len(word) >= 3 and name.startswith(word)]
    return found[0] if len(found) == 1 else 0


def _of(month: str, year: str) -> Period | None:
    number = _month(month)
    return read_code(f"{year}-{number:02}") if number else None
