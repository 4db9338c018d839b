"""The heure civique: one hour a month for somebody nearby. A log one only appends to, and its sums."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rules.civil import Closed, instant
from rules.durations import Unclear as Unclear
from rules.durations import read_minutes as read_minutes
from rules.words import Words, _

MONTHLY = 60
STEP, MOST = 15, 720
DAYS_BACK = 60
SMALL = 5
ASKED_ON, ASKED_AT = 25, time(10)


class HourKind(StrEnum):
    NEIGHBOURS = "voisinage"
    COMMUNE = "commune"
    ASSOCIATION = "association"


KIND_WORDS: dict[HourKind, Words] = {
    HourKind.NEIGHBOURS: _("dans le voisinage"),
    HourKind.COMMUNE: _("pour la commune"),
    HourKind.ASSOCIATION: _("pour une association"),
}


class EntryState(StrEnum):
    """declared by the person; confirmed by the other side; corrected entries were replaced by a later one."""

    DECLARED = "declared"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. `replaces` names the entry this one takes the place of; 0 minutes withdraws it."""

    id: int
    person: int
    kind: HourKind
    minutes: int
    day: date
    state: EntryState
    replaces: int | None = None
    partner: int | None = None
    request: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """Minutes of some entries, the two states apart."""

    declared: int = 0
    confirmed: int = 0

    @property
    def minutes(self) -> int:
        return self.declared + self.confirmed

    @classmethod
    def of(cls, standing: Iterable[Entry]) -> Total:
        entries = list(standing)
        confirmed = sum(e.minutes for e in entries if e.state is EntryState.CONFIRMED)
        return cls(sum(e.minutes for e in entries) - confirmed, confirmed)


def standing(log: Iterable[Entry]) -> list[Entry]:
    """The entries that still stand: not replaced by a later one, and not withdrawn. In the order of the log."""
    entries = list(log)
    replaced = {entry.replaces for entry in entries if entry.replaces is not None}
    return [entry for entry in entries if entry.id not in replaced and entry.minutes > 0]


def total(log: Iterable[Entry], month: tuple[int, int] | None = None) -> Total:
    """Sums of what stands, of one (year, month) of the local day or of all."""
    return Total.of(e for e in standing(log) if month is None or (e.day.year, e.day.month) == month)


def months_of(log: Iterable[Entry]) -> dict[tuple[int, int], Total]:
    """Totals by (year, month), the newest first."""
    entries = list(log)
    months = sorted({(e.day.year, e.day.month) for e in standing(entries)}, reverse=True)
    return {month: total(entries, month) for month in months}


def ring(minutes: int) -> str:
    """The month in four quarters: ●●○○ is half an hour."""
    full = min(4, minutes // STEP)
    return "●" * full + "○" * (4 - full)


def rounded(minutes: int) -> int:
    """Up to the next quarter of an hour."""
    return -(-minutes // STEP) * STEP


def may_log(day: date, today: date) -> bool:
    """Not in the future, and at most 60 days back."""
    return timedelta() <= today - day <= timedelta(days=DAYS_BACK)


def duration(minutes: int) -> Words:
    """« 45 min », « 1 h », « 1 h 30 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{n} min", n=rest)
    return _("{h} h {m}", h=hours, m=f"{rest:02}") if rest else _("{h} h", h=hours)


def asked_at(year: int, month: int, zone: str, holiday: Closed) -> datetime:
    """When somebody at zero is asked for one small thing: ten o’clock on the 25th, or on the next day that is
    neither a Sunday nor a public holiday there.
    """
    day = date(year, month, ASKED_ON)
    while day.weekday() == 6 or holiday(day):
        day += timedelta(days=1)
    return instant(day, ASKED_AT, zone)
