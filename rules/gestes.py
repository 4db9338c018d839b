"""Gestes: which may be proposed on a day, and whose turn it is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from hashlib import sha256

from rules.calendar import NO_CORRECTIONS, Corrections, Moment, Step, StepKind, geste_window
from rules.yearly import Season, parse_day, parse_span

ANY_ALERT = "toutes"
SCHOOL_TERM = "periode_scolaire"
SCHOOL_TERM_WIDTH = 180
ALWAYS_WIDTH = 366
ONE_IN_FIVE = 5
EASY = 5  # minutes


class Theme(StrEnum):
    HELLO = "bonjour"
    ELDERS = "aines"
    ERRANDS = "courses"
    REPAIRS = "bricolage"
    CHILDREN = "enfants"
    DISABILITY = "handicap"
    DIGITAL = "numerique"
    ANIMALS = "animaux"
    ENVIRONMENT = "environnement"
    EMERGENCIES = "urgences"
    WELCOME = "accueil"
    GIFTS = "dons"
    COMMUNE = "commune"
    PARTY = "fete"
    HARD_TIMES = "coupsdurs"


class Place(StrEnum):
    BUILDING = "immeuble"
    STREET = "rue"
    ANYWHERE = "partout"


class Audience(StrEnum):
    ALL = "tous"
    CHILD = "enfant"
    FAMILY = "famille"
    AT_HOME = "a_domicile"
    REDUCED_MOBILITY = "mobilite_reduite"


class Pillar(StrEnum):
    FAMILY = "famille"
    NEIGHBOURS = "voisinage"
    ORGANISED = "organise"


class Timing(StrEnum):
    """What a text that names a day asks: to get ready for it, or to act on that very day."""

    BEFORE = "avant"
    DURING = "pendant"


@dataclass(frozen=True)
class Always:
    pass


@dataclass(frozen=True)
class During:
    event: str


@dataclass(frozen=True)
class UnderAlert:
    alert: str


Term = Always | Season | During | UnderAlert


@dataclass(frozen=True)
class Geste:
    id: str
    title: str
    text: str
    simple: str
    theme: Theme
    core: bool
    minutes: int
    place: Place
    when: tuple[Term, ...]
    audience: tuple[Audience, ...]
    pillar: Pillar
    safety: tuple[str, ...]
    step: Step
    sources: tuple[str, ...]
    reread_on: date
    best_before: date
    retired_on: date | None = None
    timing: Timing | None = None


@dataclass(frozen=True)
class Conditions:
    """One local day in one place: the events open (and the width of their window), the alerts on."""

    events: Mapping[str, int] = field(default_factory=dict)
    alerts: frozenset[str] = frozenset()
    sober: bool = False


def parse_term(text: str) -> Term:
    """The grammar of `quand`. ValueError says in French what is wrong."""
    head, colon, target = text.partition(":")
    if text == "toute":
        return Always()
    if colon and head in ("event", "alert") and target:
        return During(target) if head == "event" else UnderAlert(target)
    if ".." in text:
        return parse_span(text)
    day = parse_day(text)
    return Season(day, day)


def conditions(
    moments: Iterable[Moment],
    on: date,
    *,
    alerts: frozenset[str] = frozenset(),
    corrections: Corrections = NO_CORRECTIONS,
    school_day: bool = False,
    sober: bool = False,
) -> Conditions:
    found = ((m.id, geste_window(m, on, corrections)) for m in moments)
    events = {event: window.days for event, window in found if window is not None}
    if school_day:
        events[SCHOOL_TERM] = SCHOOL_TERM_WIDTH
    return Conditions(events, alerts, sober)


def _open_width(term: Term, on: date, today: Conditions) -> int | None:
    """How wide the open window is, in days; None when this term is closed."""
    match term:
        case Always():
            return ALWAYS_WIDTH
        case During(event):
            return today.events.get(event)
        case UnderAlert(alert):
            open_now = alert in today.alerts or (alert == ANY_ALERT and bool(today.alerts))
            return 1 if open_now else None
        case Season(first, last):
            day = (on.month, on.day)
            inside = first <= day <= last if first <= last else day >= first or day <= last
            return _span_width(term) if inside else None


def _span_width(span: Season) -> int:
    first, last = (date(2024, *day).toordinal() for day in (span.first, span.last))
    return last - first + 1 if first <= last else ALWAYS_WIDTH + last - first + 1


def width(geste: Geste, on: date, today: Conditions) -> int | None:
    """The widest window open on that day, None when the geste is out of season, out of date or withdrawn."""
    if on > geste.best_before or (geste.retired_on is not None and on >= geste.retired_on):
        return None
    if today.sober and geste.theme is Theme.PARTY:
        return None
    return max((w for term in geste.when if (w := _open_width(term, on, today)) is not None), default=None)


def eligible(geste: Geste, on: date, today: Conditions) -> bool:
    return width(geste, on, today) is not None


def answers_alert(geste: Geste, today: Conditions) -> bool:
    return any(
        isinstance(t, UnderAlert) and (t.alert in today.alerts or t.alert == ANY_ALERT) for t in geste.when
    )


def is_easy(geste: Geste) -> bool:
    """Of the heart of the book, for any day and anybody, a few minutes long, with nothing to beware of."""
    return (geste.core and geste.minutes <= EASY and Always() in geste.when and Audience.ALL in geste.audience
            and not geste.safety)


def is_tied_day(key: str, on: date) -> bool:
    """One day in five, the geste goes with an open need; which day differs from group to group."""
    return (on.toordinal() + _shuffle(key, "need")) % ONE_IN_FIVE == 0


def choose(
    gestes: Iterable[Geste],
    on: date,
    today: Conditions,
    seen: Mapping[str, date],
    *,
    key: str,
    need_tied: bool = False,
    exclude: Collection[str] = (), first: bool = False,
) -> Geste | None:
    """The geste of that local day for the group or person `key`; the same again after a restart.

    `seen` holds the last day each geste was shown here. Alert on: its gestes, in turn. Otherwise the one seen
    longest ago; never-seen ones first, narrowest window first, and on a tied day those that lead to offering
    help first among equals (a preference, never an early repeat). `exclude`: those passed over today. `first`: nobody
    is welcomed with an hour of work or a date; the first one ever is an easy one, when there is any.
    """
    pool = [g for g in gestes if g.id not in exclude and eligible(g, on, today)]
    if today.alerts or first:
        fit = is_easy if first and not today.alerts else partial(answers_alert, today=today)
        pool = [g for g in pool if fit(g)] or pool
    shown_today = [g for g in pool if seen.get(g.id) == on]

    def rank(geste: Geste) -> tuple[int, int, bool, int]:
        last = seen.get(geste.id)
        narrow = (width(geste, on, today) or 0) if last is None else 0
        untied = need_tied and geste.step.kind is not StepKind.OFFER
        return (last.toordinal() if last else 0, narrow, untied, _shuffle(key, geste.id))

    return min(shown_today or pool, key=rank, default=None)


def to_reread(gestes: Iterable[Geste], on: date, within_days: int = 92) -> tuple[Geste, ...]:
    limit = on + timedelta(days=within_days)
    late = (g for g in gestes if g.best_before <= limit and g.retired_on is None)
    return tuple(sorted(late, key=lambda g: (g.best_before, g.id)))


def _shuffle(key: str, word: str) -> int:
    return int.from_bytes(sha256(f"{key}\n{word}".encode()).digest()[:8])
