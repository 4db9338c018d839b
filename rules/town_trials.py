"""The trial of a town: what there was before, what is measured since, failures included; after 3, 6 and 12 months.

A trial counts whole months, as the bilan does, and with its figures: an answer given late moves both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from statistics import median

from rules.console import FEWEST
from rules.periods import Period
from rules.reports import Outcome, Report

MILESTONES = (3, 6, 12)
MONTHS_BACK, MONTHS_AHEAD = 2, 6
HUNDRED = 100
"""Every figure of a trial is in hundredths: of a hand, of an hour, of one in a hundred."""


class TrialState(StrEnum):
    RUNNING = "running"
    OVER = "over"
    CANCELLED = "cancelled"


class Indicator(StrEnum):
    ACTIONS = "actions"
    HOURS = "heures"
    ASKED = "sollicitation"
    FIRST_ASK = "accueil"
    SERVED = "servies"
    FIRST_YES = "premier_oui"
    NO_SHOW = "manquees"
    OFFLINE = "sans_telegram"
    LOST = "groupes_perdus"


class Unit(StrEnum):
    EACH = "nombre"
    SHARE = "%"
    HOURS = "heures"


N, U = Indicator, Unit
UNITS: dict[Indicator, Unit] = {
    N.ACTIONS: U.EACH, N.HOURS: U.EACH, N.ASKED: U.SHARE, N.FIRST_ASK: U.SHARE, N.SERVED: U.SHARE,
    N.FIRST_YES: U.HOURS, N.NO_SHOW: U.SHARE, N.OFFLINE: U.SHARE, N.LOST: U.EACH}
TARGETS: dict[Indicator, int] = {
    N.ACTIONS: 300, N.HOURS: 600, N.ASKED: 10000, N.FIRST_ASK: 10000, N.SERVED: 8000, N.FIRST_YES: 400, N.NO_SHOW: 1000,
    N.OFFLINE: 3000, N.LOST: 100}
LESS_IS_BETTER = (N.FIRST_YES, N.NO_SHOW, N.LOST)


class Failure(StrEnum):
    UNSERVED = "sans_personne"
    MISSED = "manquees"
    UNHEARD = "sans_nouvelles"
    REFUSED = "refus"
    LEFT = "departs"


@dataclass(frozen=True, slots=True)
class Month:
    """What is counted at the end of a month, because its traces go: totals, and nobody.

    available, asked: who may be asked, and who was. joined, soon: who had been there for seven days, and was asked
    in them. made, offline: requests, and those for somebody else. groups, lost: installed or lost in it, and lost.
    """

    available: int = 0
    asked: int = 0
    joined: int = 0
    soon: int = 0
    made: int = 0
    offline: int = 0
    groups: int = 0
    lost: int = 0
    refused: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Trial:
    """first: the first day of its first month. public: after how many months its report may be read by all, or 0."""

    id: int
    first: date
    state: TrialState
    public: int = 0
    baseline: Mapping[Indicator, int] = field(default_factory=dict)

    def month(self, number: int) -> Period:
        """Its months are 1, 2, 3…"""
        since = self.first.month - 1 + number - 1
        return Period(self.first.year + since // 12, since % 12 + 1)

    def last(self, months: int) -> date:
        return self.month(months).last


@dataclass(frozen=True, slots=True)
class Counted:
    """A milestone. report: what the bilans of these months count together. waits: seconds to the first yes."""

    months: Sequence[Month]
    report: Report
    waits: Sequence[int] = ()

    def sum(self, of: str) -> int:
        return sum(int(getattr(month, of)) for month in self.months)


def measured(found: Counted) -> dict[Indicator, int | None]:
    """In hundredths. None: of fewer than five, or of nothing."""
    neighbours = found.report.pillars[1]
    served, missed = found.report.ended(Outcome.SERVED), found.report.ended(Outcome.MISSED)
    ends = (served, found.report.ended(Outcome.UNSERVED), missed, found.report.ended(Outcome.UNHEARD))
    hours, available = found.report.declared.minutes + found.report.confirmed.minutes, found.sum("available")
    few = available < FEWEST * len(found.months)
    many = max(found.report.declared.people, found.report.confirmed.people)
    return {
        N.ACTIONS: None if few or small(neighbours) else yearly(neighbours * HUNDRED, available),
        N.HOURS: None if few or (hours and many < FEWEST) else yearly(hours * HUNDRED // 60, available),
        N.ASKED: share(found.sum("asked"), available), N.FIRST_ASK: share(found.sum("soon"), found.sum("joined")),
        N.SERVED: None if any(map(small, ends)) else share(served, sum(ends)),
        N.FIRST_YES: round(median(found.waits) / 36) if len(found.waits) >= FEWEST else None,
        N.NO_SHOW: None if small(neighbours) else share(missed, neighbours + missed),
        N.OFFLINE: share(found.sum("offline"), found.sum("made")),
        N.LOST: share(found.sum("lost"), found.sum("groups"))}


def failures(found: Counted, earlier: Sequence[Counted] = ()) -> dict[Failure, int | None]:
    """Counts under five are not told, nor one that an earlier report would give away."""
    before = [_failures(one) for one in earlier]
    return {what: None if small(count) or any(small(abs(count - one[what])) for one in before) else count
            for what, count in _failures(found).items()}


def _failures(found: Counted) -> dict[Failure, int]:
    return {Failure.UNSERVED: found.report.ended(Outcome.UNSERVED), Failure.MISSED: found.report.ended(Outcome.MISSED),
            Failure.UNHEARD: found.report.ended(Outcome.UNHEARD), Failure.REFUSED: found.sum("refused"),
            Failure.LEFT: found.sum("gone")}


def small(count: int) -> bool:
    return 0 < count < FEWEST


def share(part: int, whole: int) -> int | None:
    """In hundredths of a percent."""
    return None if whole < FEWEST or small(part) else round(HUNDRED * HUNDRED * part / whole)


def yearly(count: int, available: int) -> int:
    """Of the mean of who was available each month: twelve months of what they gave in one."""
    return round(12 * count / available)


def is_nothing(found: Counted) -> bool:
    return not any(found.report.ends.values()) and not found.sum("available") and not found.sum("made")
