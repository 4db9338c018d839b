"""The year of a neighbourhood: dates as rules, corrected year by year.

A moment is a default rule plus corrections; an `annonce` nobody has confirmed stays "to be confirmed", and an
alert never has a date. Everything here is civil dates: no clock, no zone.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from rules.yearly import MonthDay, Never, Rule, Season, first_day


class MomentKind(StrEnum):
    FIXED = "fixe"
    COMPUTED = "regle"
    ANNOUNCED = "annonce"
    SEASON = "saison"
    ALERT = "alerte"


class Territory(StrEnum):
    """Where public holidays and help lines differ; the values, but the first, are those of `holidays`."""

    METROPOLE = "metropole"
    MOSELLE = "57"
    ALSACE = "6AE"
    GUADELOUPE = "971"
    MARTINIQUE = "972"
    GUYANE = "973"
    REUNION = "974"
    MAYOTTE = "976"
    SAINT_PIERRE_ET_MIQUELON = "PM"
    SAINT_BARTHELEMY = "BL"
    SAINT_MARTIN = "MF"
    WALLIS_ET_FUTUNA = "WF"
    POLYNESIE = "PF"
    NOUVELLE_CALEDONIE = "NC"
    TERRES_AUSTRALES = "TF"


LATE_IN_SEASON = 7
EUROPE = frozenset({Territory.METROPOLE, Territory.MOSELLE, Territory.ALSACE})
DROM = frozenset(Territory(code) for code in ("971", "972", "973", "974", "976"))
ALL_TERRITORIES = frozenset(Territory)


class StepKind(StrEnum):
    ASK = "demander"
    OFFER = "proposer"
    NOTE_HOUR = "noter_heure"
    INVITE = "inviter"
    SHARE = "partager"
    KIT = "kit"
    NUMBER = "numero"
    NONE = "aucune"


class ProposalState(StrEnum):
    """DRAFTED: its draft was begun. DECLINED: whoever declined is not asked again for that year."""

    PROPOSED = "proposed"
    DECLINED = "declined"
    DRAFTED = "drafted"


@dataclass(frozen=True)
class Step:
    """What the next button does; `target` is a kit, a number or a kind of need, else empty."""

    kind: StepKind
    target: str = ""


@dataclass(frozen=True)
class Button:
    label: str
    step: Step


@dataclass(frozen=True)
class Quiz:
    statement: str
    true: bool
    answer: str


@dataclass(frozen=True)
class Correction:
    """What an organiser said of one year. `start` None: the year is cancelled."""

    start: date | None
    end: date | None = None


@dataclass(frozen=True)
class Window:
    """Both ends included. Unless `confirmed`, show « date à confirmer » and promise no day."""

    start: date
    end: date
    confirmed: bool

    def holds(self, on: date) -> bool:
        return self.start <= on <= self.end

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class Moment:
    id: str
    title: str
    kind: MomentKind
    rule: Rule
    days: int
    lead_days: int
    territories: frozenset[Territory]
    group_text: str
    private_text: str
    buttons: tuple[Button, ...]
    sources: tuple[str, ...]
    checked_on: date
    theme: bool = False
    gestes_before: int = 0
    gestes_after: int = 0
    quiz: Quiz | None = None
    safety: tuple[str, ...] = ()
    overrides: Mapping[int, Correction] = field(default_factory=dict)

    @property
    def step(self) -> Step:
        return self.buttons[0].step if self.buttons else Step(StepKind.NONE)


Corrections = Mapping[tuple[str, int], Correction]
"""The commune's own corrections, by (moment id, year): they win over those shipped."""
NO_CORRECTIONS: Corrections = {}


def occurrence(moment: Moment, year: int, correction: Correction | None = None) -> Window | None:
    """The window beginning in `year`: the commune's correction, else the shipped one, else the rule."""
    if moment.kind is MomentKind.ALERT:
        return None
    fixed = correction or moment.overrides.get(year)
    if fixed is not None:
        if fixed.start is None:
            return None
        return Window(fixed.start, fixed.end or fixed.start + timedelta(days=moment.days - 1), confirmed=True)
    if isinstance(moment.rule, Never):
        return None
    start = first_day(moment.rule, year)
    end = start + timedelta(days=moment.days - 1)
    if isinstance(moment.rule, Season):
        end = moment.rule.end_after(start)
    return Window(start, end, confirmed=moment.kind is not MomentKind.ANNOUNCED)


def windows_around(moment: Moment, on: date, corrections: Corrections = NO_CORRECTIONS) -> tuple[Window, ...]:
    """The windows beginning in the year of `on` and in the years beside it, in order."""
    found = (
        occurrence(moment, y, corrections.get((moment.id, y))) for y in (on.year - 1, on.year, on.year + 1)
    )
    return tuple(window for window in found if window is not None)


def next_window(moment: Moment, on: date, corrections: Corrections = NO_CORRECTIONS) -> Window | None:
    """The window running on that day, else the next one to come within a year or so."""
    return next((w for w in windows_around(moment, on, corrections) if w.end >= on), None)


def geste_window(moment: Moment, on: date, corrections: Corrections = NO_CORRECTIONS) -> Window | None:
    """The days, preparation included, when gestes tied to this moment may be proposed; None if closed."""
    for window in windows_around(moment, on, corrections):
        start = window.start - timedelta(days=moment.gestes_before)
        end = window.end + timedelta(days=moment.gestes_after)
        if start <= on <= end:
            return Window(start, end, window.confirmed)
    return None


def to_propose(
    moments: Iterable[Moment], on: date, territories: Collection[Territory], corrections: Corrections = NO_CORRECTIONS
) -> tuple[tuple[Moment, Window], ...]:
    """The themes whose draft may be proposed that day in any of these territories: from `lead_days` before they begin
    to the eve, so that a day without a clock loses none; a season is still proposed in its first week.
    """
    found = []
    for moment in moments:
        if moment.theme and moment.territories & frozenset(territories):
            late = timedelta(days=LATE_IN_SEASON if moment.kind is MomentKind.SEASON else -1)
            found += [(moment, w) for w in windows_around(moment, on, corrections)
                      if w.start - timedelta(days=moment.lead_days) <= on <= w.start + late]
    return tuple(found)


def coming(
    moments: Iterable[Moment], on: date, territories: Collection[Territory], corrections: Corrections = NO_CORRECTIONS,
    days: int = 120
) -> tuple[tuple[Moment, Window], ...]:
    """What is not over and begins within so many days, in order."""
    near = ((m, w) for m in moments if m.theme and m.territories & frozenset(territories)
            for w in windows_around(m, on, corrections) if w.end >= on and w.start <= on + timedelta(days=days))
    return tuple(sorted(near, key=lambda found: (found[1].start, found[0].id)))


def drafts_due(
    moments: Iterable[Moment], on: date, territory: Territory, corrections: Corrections = NO_CORRECTIONS
) -> tuple[Moment, ...]:
    """Themes whose draft reaches the coordinator on that day: `lead_days` before they begin."""
    return tuple(
        m
        for m in moments
        if m.theme
        and territory in m.territories
        and any(w.start - timedelta(days=m.lead_days) == on for w in windows_around(m, on, corrections))
    )


def to_confirm(
    moments: Iterable[Moment], on: date, corrections: Corrections = NO_CORRECTIONS, within_days: int = 60
) -> tuple[tuple[Moment, Window], ...]:
    """Announced moments still unconfirmed within `within_days`: someone should look the date up."""
    limit = on + timedelta(days=within_days)
    near = ((m, w) for m in moments for w in windows_around(m, on, corrections) if not w.confirmed)
    return tuple((m, w) for m, w in near if on <= w.start < limit)


def is_sober(on: date, sober_days: Iterable[MonthDay]) -> bool:
    """Days of national memory on which nothing festive leaves."""
    return (on.month, on.day) in frozenset(sober_days)
