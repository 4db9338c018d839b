"""Reporting, and what follows: the reasons, who reads, what may be done, how long it lasts, and when it is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from rules.civil import DAY, instant, local_date
from rules.words import Words, _


class Reason(StrEnum):
    DANGER = "danger"
    FRAUD = "fraude"
    INSULTS = "insultes"
    UNWANTED = "indesirable"
    OTHER = "autre"


REASONS: dict[Reason, Words] = {
    Reason.DANGER: _("🆘 Personne en danger"),
    Reason.FRAUD: _("💳 Fraude"),
    Reason.INSULTS: _("🗯 Insultes"),
    Reason.UNWANTED: _("📢 Message indésirable"),
    Reason.OTHER: _("🚩 Autre chose me gêne"),
}

MEANT: dict[Reason, Words] = {
    Reason.DANGER: _("une personne en danger"),
    Reason.FRAUD: _("une fraude"),
    Reason.INSULTS: _("des insultes"),
    Reason.UNWANTED: _("un message indésirable"),
    Reason.OTHER: _("autre chose qui gêne"),
}

RULES: dict[Reason, Words] = {
    Reason.DANGER: _("ici, personne ne met une autre personne en danger"),
    Reason.FRAUD: _("ici, ni argent, ni carte, ni code : un coup de main est gratuit"),
    Reason.INSULTS: _("ici, on se parle avec respect"),
    Reason.UNWANTED: _("ici, ni publicité, ni messages répétés"),
    Reason.OTHER: _("la charte que chacun accepte en arrivant"),
}

GRAVE = frozenset({Reason.DANGER, Reason.FRAUD})
"""Told at once, and to the town hall as well."""

OFTEN, REPEATED = "withdrawn", "repeated"
"""What the house saw by itself and shows to somebody: it decides nothing."""

DECIDED_WITHIN = timedelta(days=120)
"""Later, nothing is done about it: the report goes at six months, and with it what would give a suspension its end."""
UNREAD, SUSPENDED_FOR, LEAST_BLUR = timedelta(hours=48), timedelta(days=30), timedelta(hours=2)
SET_HOURS = (time(9), time(18))
CROWD = 5
"""Below, in a group, saying which card a report is about would say who wrote it."""


class Office(StrEnum):
    """In what quality somebody reads a report."""

    LEADER = "leader"
    ORGANISER = "organiser"
    TOWN = "town"


class Against(StrEnum):
    """Who usually reads, and is spoken of this time."""

    NOBODY = "n"
    READER = "r"
    TOWN = "t"


class Act(StrEnum):
    HIDE = "hide"
    REMIND = "remind"
    SUSPEND = "suspend"


ACTS: dict[Act, Words] = {
    Act.HIDE: _("🙈 Masquer"),
    Act.REMIND: _("📜 Rappeler la règle"),
    Act.SUSPEND: _("⏸ Suspendre 1 mois"),
}


class CaseState(StrEnum):
    OPEN = "open"
    SEEN = "seen"
    ACTED = "acted"


class MeasureState(StrEnum):
    STANDING = "standing"
    UNDONE = "undone"
    ENDED = "ended"


class Side(StrEnum):
    """Who asks for another opinion: whom a measure is about, or whoever reported."""

    ABOUT = "about"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Reader:
    person: int
    office: Office


@dataclass(frozen=True, slots=True)
class Case:
    """A report, or several of the same thing. about: the person, when one is named; against: who usually reads.
    thing: what else that a group sees it is about, as "mission:12".
    """

    id: int
    reason: str
    group: int | None
    about: int | None
    request: int | None
    against: Against
    state: CaseState
    decided_by: int | None
    at: datetime
    thing: str = ""

    @property
    def known_reason(self) -> Reason:
        """What the house saw by itself is as good as unwanted."""
        return Reason(self.reason) if self.reason in REASONS else Reason.UNWANTED

    @property
    def is_grave(self) -> bool:
        return self.reason in GRAVE


@dataclass(frozen=True, slots=True)
class Measure:
    """was: the standing of whom it is about before it."""

    id: int
    case: int
    about: int
    act: Act
    by: int | None
    reason: Reason
    state: MeasureState
    was: str
    until: datetime | None


def told_at(now: datetime, timezone: str) -> datetime:
    """The next set hour, never within two hours: an hour says who has just met whom."""
    earliest = now + LEAST_BLUR
    day = local_date(now, timezone)
    hours = (instant(day + n * DAY, hour, timezone) for n in range(3) for hour in SET_HOURS)
    return next(hour for hour in hours if hour >= earliest)


def may(office: Office, *, of_staff: bool) -> tuple[Act, ...]:
    """What this reader may do to somebody. Who has a role from the town is suspended by the town alone; and who
    runs a group decides for it, not for the whole town.
    """
    if office is Office.TOWN or (office is Office.LEADER and not of_staff):
        return tuple(Act)
    return (Act.HIDE, Act.REMIND)
