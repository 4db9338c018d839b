"""A family circle: a few people who know each other, asked before the neighbours and apart from them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from rules.civil import instant, local_date
from rules.help import Slot, after_at_day, moment_at, starts_at
from rules.words import Words, _

MOST_PEOPLE, MOST_CIRCLES, MOST_OPEN = 8, 3, 5
NAME_LENGTH = 40
INVITATION_LASTS = timedelta(days=7)
SILENT_DAYS = timedelta(days=7)
EVENING, EVENING_OFFERED_BEFORE = time(19), time(18)


class Patience(StrEnum):
    """How long only the circle is asked, before whoever asks is asked what next."""

    SOON = "2h"
    EVENING = "soir"
    DAY = "24h"


PATIENCE_WORDS: dict[str, Words] = {
    Patience.SOON: _("2 heures"), Patience.EVENING: _("Jusqu’à ce soir"), Patience.DAY: _("24 heures")}


class AskState(StrEnum):
    """asking → deciding (nobody said yes in time, the asker chooses) → taken → done. widened: neighbours were asked
    too, by the asker’s own tap. closed ends it.
    """

    ASKING = "asking"
    DECIDING = "deciding"
    TAKEN = "taken"
    WIDENED = "widened"
    DONE = "done"
    CLOSED = "closed"


class Reply(StrEnum):
    YES = "yes"
    NO = "no"


WAITING = (AskState.ASKING, AskState.DECIDING)
LIVING = (*WAITING, AskState.TAKEN)


@dataclass(frozen=True, slots=True)
class Circle:
    id: int
    name: str
    minutes: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """keeper: renames, removes, dissolves: who made the circle, then whoever has been in it the longest."""

    person: int
    first_name: str
    keeper: bool = False


@dataclass(frozen=True, slots=True)
class Invitation:
    """For one person. opened: by whom, once somebody followed its link."""

    id: int
    circle: int
    by: int
    opened: int | None
    taken_at: datetime | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class CircleAsk:
    """timezone: of where it takes place, in which its day is counted. place: told for somebody else’s home only."""

    id: int
    circle: int
    circle_name: str
    asker: int
    asker_name: str
    zone: int | None
    place: str
    other: bool
    kind: str
    day: date
    slot: Slot
    minutes: int
    note: str
    timezone: str
    state: AskState
    patience: Patience
    helper: int | None
    helper_name: str
    request: int | None

    @property
    def waits(self) -> bool:
        return self.state in WAITING

    @property
    def living(self) -> bool:
        return self.state in LIVING

    def kept_apart(self) -> CircleAsk:
        """Without the words, for who has not said yes."""
        return replace(self, note="")


def patiences(now: datetime) -> tuple[Patience, ...]:
    """What may be chosen, from a local instant."""
    return tuple(one for one in Patience if one is not Patience.EVENING or now.time() < EVENING_OFFERED_BEFORE)


def decides_at(patience: Patience, read: datetime, timezone: str) -> datetime:
    """When the asker is asked what next; read: when the first of the circle could read it. timezone: the asker’s."""
    if patience is Patience.EVENING:
        evening = instant(local_date(read, timezone), EVENING, timezone)
        return max(evening, read + timedelta(hours=1))
    return read + (timedelta(hours=2) if patience is Patience.SOON else timedelta(hours=24))


def moment_of(ask: CircleAsk, since: datetime) -> datetime:
    """When somebody must have said yes, for who is asked from `since` on."""
    return moment_at(ask.day, ask.slot, ask.timezone, since)


def over_at(ask: CircleAsk) -> datetime:
    return instant(ask.day + timedelta(days=1), time(0), ask.timezone)


def after_at(ask: CircleAsk) -> datetime:
    """When the asker is asked whether it was done."""
    return after_at_day(ask.day, ask.timezone)


def reminder_at(ask: CircleAsk) -> datetime:
    """The eve, for whoever said yes."""
    return instant(ask.day - timedelta(days=1), time(18), ask.timezone)


def begins_at(ask: CircleAsk) -> datetime:
    return starts_at(ask.day, ask.slot, ask.timezone)


def local(moment: datetime, timezone: str) -> datetime:
    return moment.astimezone(ZoneInfo(timezone))
