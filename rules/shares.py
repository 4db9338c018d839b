"""Sharing what is left: a few parts, a public place, an hour at which it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from rules.civil import DAY, instant
from rules.geste_owners import read_hour
from rules.notes import leads_elsewhere
from rules.to_many import never
from rules.words import Words, _
from rules.workshops import read_amount

LONGEST_WHAT, LONGEST_PLACE = 50, 60
MOST_PARTS, OPEN_AT_ONCE = 20, 2
LEAST_AHEAD = timedelta(minutes=30)


class ShareState(StrEnum):
    OPEN = "open"
    OVER = "over"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Share:
    """first_name: of who gives. place: for who takes a part, nobody else. allergens, cold: of the food card."""

    id: int
    group: int
    author: int
    first_name: str
    what: str
    parts: int
    taken: int
    place: str
    day: date
    at: str
    ends_at: datetime
    eat_by: date
    allergens: str
    cold: str
    state: ShareState
    delivery: int | None

    @property
    def left(self) -> int:
        return self.parts - self.taken if self.state is ShareState.OPEN else 0


def ends(typed: str, now: datetime) -> datetime | None:
    """« 20 h » is today’s, or tomorrow’s when that is past; not within the half hour. now: there, in its own zone."""
    hour = read_hour(typed)
    zone = now.tzinfo.key if isinstance(now.tzinfo, ZoneInfo) else "UTC"
    if hour is None:
        return None
    today = instant(now.date(), hour, zone)
    if today > now and today - now < LEAST_AHEAD:
        return None
    return today if today > now else instant(now.date() + DAY, time.fromisoformat(hour), zone)


def hour_problem(typed: str, now: datetime) -> Words | None:
    if read_hour(typed) is None:
        return _("Je n’ai pas compris cette heure. Écrivez par exemple « 20 h ».")
    if ends(typed, now) is None:
        return _("C’est trop tôt pour que quelqu’un vienne : laissez au moins une demi-heure.")
    return None


def parts_problem(typed: str) -> Words | None:
    count = read_amount(typed)
    if count is None or count < 1:
        return _("Combien de parts ? Écrivez un nombre, par exemple 2.")
    if count > MOST_PARTS:
        return _("C’est beaucoup pour un partage de voisinage : {n} parts au plus. Au-delà, une association peut "
                 "aider.", n=MOST_PARTS)
    return None


def what_problem(typed: str) -> Words | None:
    if problem := never(typed):
        return problem
    if leads_elsewhere(typed):
        return _("Sans lien ni numéro, s’il vous plaît : tout le groupe le lira.")
    return None
