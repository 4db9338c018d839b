"""A request for a hand: its life, from the question to the thanks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from rules.civil import instant, next_open_minute, waking
from rules.residents import ZoneKind
from rules.words import Words, _

MOST_OPEN = 5
MOST_ASKED = 20
MOST_WITHDRAWN = 3  # promises taken back in a day
NOTE_LENGTH = 200
RELAY_LENGTH = 500
LIFE, LONGEST = timedelta(days=15), timedelta(days=90)
LAST_DAYS = timedelta(days=3)
PATIENCE, PATIENCE_TODAY = timedelta(hours=24), timedelta(hours=2)
UNSERVED, BEFORE_SLOT = timedelta(hours=48), timedelta(hours=3)
LATE = timedelta(hours=24)
KEPT_AFTER = timedelta(hours=72)
ASKED_AT, SILENT_DAYS = time(18), timedelta(days=7)
DURATIONS = (15, 30, 60, 120)


class Slot(StrEnum):
    MORNING = "matin"
    AFTERNOON = "apres-midi"
    EVENING = "soir"
    ANY = "journee"


class RequestState(StrEnum):
    """open → proposed → confirmed → done; cancelled, expired and closed end it.

    Open while a seat is left; proposed when all are taken and somebody waits for an answer; then confirmed.
    """

    OPEN = "open"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DONE = "done"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    CLOSED = "closed"


class AcceptanceState(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DONE = "done"
    NOT_DONE = "not_done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    FREED = "freed"


class Side(StrEnum):
    ASKER = "asker"
    VOLUNTEER = "volunteer"


class Way(StrEnum):
    """How one side chose to be reached: by telephone, or through the bot."""

    UNDECIDED = "undecided"
    PHONE = "phone"
    RELAY = "relay"


class Pillar(StrEnum):
    """Who answered a request, or was to: one’s family, the neighbours, or who is organised for it."""

    FAMILY = "family"
    NEIGHBOURS = "neighbours"
    ORGANISED = "organised"


class CloseReason(StrEnum):
    DONE = "done"
    NOBODY = "nobody"
    NO_REPLY = "no_reply"
    MISSED = "missed"
    NOT_NEEDED = "not_needed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    ERASED = "erased"
    ELSEWHERE = "elsewhere"


LIVING = (RequestState.OPEN, RequestState.PROPOSED, RequestState.CONFIRMED)
HELD = (AcceptanceState.PROPOSED, AcceptanceState.CONFIRMED)
SEATED = (*HELD, AcceptanceState.DONE)

SLOT_WORDS: dict[str, Words] = {
    Slot.MORNING: _("le matin"), Slot.AFTERNOON: _("l’après-midi"), Slot.EVENING: _("en fin de journée"),
    Slot.ANY: _("à l’heure qui convient"),
}
_STARTS = {Slot.MORNING: time(9), Slot.AFTERNOON: time(14), Slot.EVENING: time(18), Slot.ANY: time(9)}
_TOO_LATE = {Slot.MORNING: 12, Slot.AFTERNOON: 17, Slot.EVENING: 20, Slot.ANY: 18}


@dataclass(frozen=True, slots=True)
class Request:
    """One request, and the civil zone its day is counted in (the asker's). taken: of the `need` people it is for."""

    id: int
    asker: int
    asker_name: str
    zone: int
    zone_label: str
    kind: str
    day: date
    slot: Slot
    minutes: int
    note: str
    state: RequestState
    visit_code: str
    created_at: datetime
    expires_at: datetime
    closed_at: datetime | None
    timezone: str
    zone_shown: str = ""
    need: int = 1
    taken: int = 0
    zone_kind: ZoneKind = ZoneKind.STREET

    @property
    def living(self) -> bool:
        return self.state in LIVING

    def seen_from(self, zones: Collection[int | None]) -> Request:
        """As people of these zones may read it: the place as its people call it, or only what a list says of it."""
        return self if self.zone in zones else replace(self, zone_label=self.zone_shown)


@dataclass(frozen=True, slots=True)
class Acceptance:
    id: int
    request: int
    asker: int
    volunteer: int
    volunteer_name: str
    state: AcceptanceState
    asker_way: Way
    volunteer_way: Way
    asker_says: str | None
    volunteer_says: str | None
    at: datetime
    changed_at: datetime

    def other(self, person: int) -> int:
        return self.volunteer if person == self.asker else self.asker


def when(day: date, slot: str) -> Words:
    return _("{day}, {slot}", day=day, slot=SLOT_WORDS[slot])


def first_day(now: datetime) -> date:
    """The first day one may still ask for, from a local instant."""
    return now.date() if now.hour < max(_TOO_LATE.values()) else now.date() + timedelta(days=1)


def slots_left(day: date, now: datetime) -> tuple[Slot, ...]:
    """The moments of a day that are still ahead of a local instant."""
    return tuple(s for s in Slot if day > now.date() or now.hour < _TOO_LATE[s])


def starts_at(day: date, slot: Slot, zone: str) -> datetime:
    return instant(day, _STARTS[slot], zone)


def moment_of(request: Request, since: datetime) -> datetime:
    """When somebody must have said yes, for who looks for them from `since` on: before it starts, or before it is too
    late in the day for one that may start already.
    """
    return moment_at(request.day, request.slot, request.timezone, since)


def moment_at(day: date, slot: Slot, zone: str, since: datetime) -> datetime:
    starts = starts_at(day, slot, zone)
    return starts if starts > since else instant(day, time(_TOO_LATE[slot]), zone)


def is_late(request: Request, now: datetime) -> bool:
    """Whether a promise taken back now leaves less than a day to find somebody else."""
    return moment_of(request, now) - now < LATE


def reminders(day: date, slot: Slot, zone: str) -> dict[str, datetime]:
    """When the eve and the three-hour reminders are said; a morning's two would share an evening: it has one."""
    before = waking(starts_at(day, slot, zone) - BEFORE_SLOT, zone)
    if before < instant(day, time(0), zone):
        return {"eve": before}
    return {"eve": instant(day - timedelta(days=1), time(18), zone), "soon": before}


def unserved_at(request: Request) -> datetime:
    """When the asker is told that nobody came forward yet: 48 h, or three hours before a near slot."""
    near = starts_at(request.day, request.slot, request.timezone)
    if near - request.created_at >= UNSERVED:
        return request.created_at + UNSERVED
    due = waking(near - BEFORE_SLOT, request.timezone)
    return next_open_minute(max(due, request.created_at + timedelta(hours=1)), request.timezone)


def silent_at(acceptance: Acceptance, request: Request, asked: datetime | None = None) -> datetime:
    """When a volunteer whom the asker leaves without an answer is freed. asked: when the question reached them."""
    since = max(acceptance.at, asked or acceptance.at)
    same_day = instant(request.day, time(0), request.timezone) <= since
    return since + (PATIENCE_TODAY if same_day else PATIENCE)


def after_at(request: Request) -> datetime:
    """When both are asked whether it was done: the day after."""
    return after_at_day(request.day, request.timezone)


def after_at_day(day: date, timezone: str) -> datetime:
    return instant(day + timedelta(days=1), ASKED_AT, timezone)


def over_at(request: Request) -> datetime:
    """When the day of a request is over where it was asked."""
    return instant(request.day + timedelta(days=1), time(0), request.timezone)


def is_over(request: Request, now: datetime) -> bool:
    return now >= over_at(request)


def last_day(request: Request) -> date:
    return request.expires_at.astimezone(ZoneInfo(request.timezone)).date()


def extended(request: Request) -> datetime:
    return min(request.expires_at + LIFE, request.created_at + LONGEST)
