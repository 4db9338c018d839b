"""What two people do each week: proposed, agreed, left out, ended. Every change is one conditional statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlmodel import Session

from rules.help import LIVING, Request, Slot
from rules.theirs import Theirs
from rules.weekly import WeeklyState
from storage.help import answers, local_time, request_of, requests
from storage.once import insert_new
from storage.tables import HelpAcceptance, HelpRequest, Person, Zone, table
from storage.tables.weekly import Weekly as WeeklyRow

_w, _p, _q, _acc, _z = (table(t) for t in (WeeklyRow, Person, HelpRequest, HelpAcceptance, Zone))
_helper = _p.alias("weekly_helper")
S = WeeklyState


@dataclass(frozen=True, slots=True)
class Weekly:
    id: int
    asker: int
    asker_name: str
    helper: int
    helper_name: str
    zone: int
    kind: str
    slot: Slot
    minutes: int
    state: WeeklyState
    next_day: date
    missed: int
    timezone: str

    def other(self, person: int) -> int:
        return self.helper if person == self.asker else self.asker

    def other_name(self, person: int) -> str:
        return self.helper_name if person == self.asker else self.asker_name


def _read(session: Session, *which: ColumnElement[bool]) -> list[Weekly]:
    rows = session.connection().execute(
        select(_w, _p.c.first_name.label("asker_name"), _p.c.timezone, _z.c.commune,
               _helper.c.first_name.label("helper_name"))
        .join(_z, _z.c.id == _w.c.zone_id).join(_p, _p.c.id == _w.c.asker_id)
        .join(_helper, _helper.c.id == _w.c.helper_id)
        .where(*which).order_by(_w.c.id))
    return [_of(r) for r in rows]


def _of(r: Any) -> Weekly:
    return Weekly(r.id, r.asker_id, Theirs(r.asker_name, r.asker_id), r.helper_id, Theirs(r.helper_name, r.helper_id),
                  r.zone_id, r.kind, Slot(r.slot), r.minutes, WeeklyState(r.state), r.next_day, r.missed, local_time(r))


def by_id(session: Session, number: int) -> Weekly | None:
    return next(iter(_read(session, _w.c.id == number)), None)


def of_person(session: Session, person: int) -> list[Weekly]:
    return _read(session, or_(_w.c.asker_id == person, _w.c.helper_id == person))


def between(session: Session, one: int, other: int) -> list[Weekly]:
    return _read(session, or_(and_(_w.c.asker_id == one, _w.c.helper_id == other),
                              and_(_w.c.asker_id == other, _w.c.helper_id == one)))


def count(session: Session, person: int) -> int:
    return int(session.connection().execute(select(func.count()).select_from(_w).where(
        or_(_w.c.asker_id == person, _w.c.helper_id == person))).scalar_one())


def propose(session: Session, request: Request, helper: int, day: date, now: datetime) -> int | None:
    """None when these two have it already."""
    return insert_new(session, _w, asker_id=request.asker, helper_id=helper, zone_id=request.zone, kind=request.kind,
                      slot=request.slot, minutes=request.minutes, state=S.PROPOSED, next_day=day, missed=0, since=now)


def step(session: Session, number: int, before: WeeklyState, after: WeeklyState) -> bool:
    return bool(session.connection().execute(update(_w).where(_w.c.id == number, _w.c.state == before).values(
        state=after)).rowcount)


def onward(session: Session, number: int, day: date, *, missed: int) -> None:
    session.connection().execute(update(_w).where(_w.c.id == number).values(next_day=day, missed=missed))


def end(session: Session, number: int) -> bool:
    return bool(session.connection().execute(delete(_w).where(_w.c.id == number)).rowcount)


def coming(session: Session, found: Weekly) -> list[tuple[Request, int]]:
    """The living requests that are this one's, and the hand of each: the same two, the same kind, from its day on."""
    rows = session.connection().execute(requests().add_columns(_acc.c.id.label("hand")).join(
        _acc, _acc.c.request_id == _q.c.id).where(
            _q.c.asker_id == found.asker, _q.c.kind == found.kind, _q.c.state.in_(LIVING),
            _acc.c.volunteer_id == found.helper).order_by(_q.c.id))
    return [(request_of(r), int(r.hand)) for r in rows]


def reached(session: Session, person: int) -> bool:
    """The bot may still write to this person."""
    return bool(session.connection().execute(select(answers(person))).scalar())
