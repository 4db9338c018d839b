"""Rounds of doorsteps: each given to one volunteer at a time, by a conditional write, and answered once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, delete, exists, func, insert, or_, select, update
from sqlmodel import Session

from rules.rounds import (
    AGAIN,
    REFERENTS,
    TO_SEE,
    Door,
    DoorState,
    Found,
    Helper,
    HelperState,
    Round,
    RoundState,
    RoundStreet,
    next_state,
)
from storage import help as requests
from storage.once import insert_new
from storage.tables import Block, Zone, table
from storage.tables.rounds import WatchDoor, WatchHelper, WatchRound, WatchStreet

_w, _s, _d, _h, _z, _b = (table(t) for t in (WatchRound, WatchStreet, WatchDoor, WatchHelper, Zone, Block))
S = DoorState
MOST_TRIED, MOST_OPEN = 20, 20


# --- rounds and streets --------------------------------------------------------------------------

def _round(r: Any) -> Round:
    return Round(r.id, r.alert_id, r.state, r.ended_at)


def open_(session: Session, alert: int, by: int, now: datetime) -> int | None:
    """None when one is open for this alert already."""
    return insert_new(session, _w, alert_id=alert, by_id=by, state=RoundState.OPEN, opened_at=now)


def by_id(session: Session, number: int) -> Round | None:
    r = session.connection().execute(select(_w).where(_w.c.id == number)).first()
    return _round(r) if r else None


def of_alert(session: Session, alert: int) -> Round | None:
    """The newest."""
    r = session.connection().execute(select(_w).where(_w.c.alert_id == alert).order_by(_w.c.id.desc()).limit(1)).first()
    return _round(r) if r else None


def all_open(session: Session) -> list[Round]:
    """The newest first."""
    return [_round(r) for r in session.connection().execute(select(_w).where(
        _w.c.state == RoundState.OPEN).order_by(_w.c.id.desc()).limit(MOST_OPEN))]


def end(session: Session, number: int, now: datetime) -> bool:
    return bool(session.connection().execute(update(_w).where(
        _w.c.id == number, _w.c.state == RoundState.OPEN).values(state=RoundState.OVER, ended_at=now)).rowcount)


def wipe(session: Session, number: int) -> None:
    """Everything of it."""
    session.connection().execute(delete(_w).where(_w.c.id == number, _w.c.state == RoundState.OVER))


def street_of(session: Session, number: int, zone: int) -> int:
    """Of this round, made when it is new."""
    insert_new(session, _s, round_id=number, zone_id=zone, lacks=False)
    return int(session.connection().execute(select(_s.c.id).where(
        _s.c.round_id == number, _s.c.zone_id == zone)).scalar_one())


def street(session: Session, number: int, *, over: bool = False) -> RoundStreet | None:
    """over: also of a round that has ended."""
    query = select(_s.c.id, _s.c.round_id, _s.c.zone_id, _z.c.label).join(_z, _z.c.id == _s.c.zone_id).where(
        _s.c.id == number)
    r = session.connection().execute(query if over else query.where(_going(_s.c.round_id))).first()
    return RoundStreet(r.id, r.round_id, r.zone_id, r.label) if r else None


def streets(session: Session, number: int) -> list[RoundStreet]:
    rows = session.connection().execute(select(_s.c.id, _s.c.round_id, _s.c.zone_id, _z.c.label).join(
        _z, _z.c.id == _s.c.zone_id).where(_s.c.round_id == number).order_by(_s.c.id))
    return [RoundStreet(r.id, r.round_id, r.zone_id, r.label) for r in rows]


def streets_led(session: Session, zones: Sequence[int]) -> list[int]:
    """Those of these places, of rounds not wiped yet, the newest first."""
    return list(session.connection().execute(select(_s.c.id).where(_s.c.zone_id.in_(zones)).order_by(
        _s.c.id.desc())).scalars())


def lacks(session: Session, street: int) -> bool:
    """True the first time."""
    return bool(session.connection().execute(update(_s).where(_s.c.id == street, _s.c.lacks.is_(False)).values(
        lacks=True)).rowcount)


# --- doorsteps -----------------------------------------------------------------------------------

def _doors() -> Select[Any]:
    return select(_d, _s.c.round_id, _s.c.zone_id, _z.c.label).join(_s, _s.c.id == _d.c.street_id).join(
        _z, _z.c.id == _s.c.zone_id)


def _door(r: Any) -> Door:
    return Door(r.id, r.street_id, r.round_id, r.zone_id, r.label, r.who, r.state, r.tries, r.asker_id, r.by_id,
                r.volunteer_id, r.given_at)


def add(session: Session, street: int, now: datetime, **columns: Any) -> int:
    return int(session.connection().execute(insert(_d).values(
        street_id=street, state=S.WAITING, tries=0, made_at=now, changed_at=now, **columns).returning(
            _d.c.id)).scalar_one())


def door(session: Session, number: int) -> Door | None:
    r = session.connection().execute(_doors().where(_d.c.id == number)).first()
    return _door(r) if r else None


def asked_by(session: Session, person: int) -> list[Door]:
    """What this person asked for themselves and nobody came for yet, of rounds that go on."""
    return [_door(r) for r in session.connection().execute(_doors().where(
        _d.c.asker_id == person, _d.c.state.in_(TO_SEE), _going(_s.c.round_id)).order_by(_d.c.id))]


def of_street(session: Session, street: int, reader: int) -> list[Door]:
    """All of a street, those that wait for whoever looks after it first; nobody whom this reader is kept apart from."""
    first = case((_d.c.state.in_(REFERENTS), 0), (_d.c.state.in_(TO_SEE), 1), else_=2)
    return [_door(r) for r in session.connection().execute(_doors().where(
        _d.c.street_id == street, _d.c.state != S.WITHDRAWN, ~requests.apart(_d.c.asker_id, reader)).order_by(
            first, _d.c.id))]


def for_referent(session: Session, zones: Sequence[int], reader: int) -> list[tuple[Door, datetime]]:
    """What waits for whoever looks after these places, and since when."""
    mine = select(_s.c.id).where(_s.c.zone_id.in_(zones))
    return [(_door(r), r.changed_at) for r in session.connection().execute(_doors().where(
        _d.c.street_id.in_(mine), _d.c.state.in_(REFERENTS), ~requests.apart(_d.c.asker_id, reader)).order_by(
            _d.c.changed_at, _d.c.id))]


def unseen(session: Session, street: int) -> list[Door]:
    return [_door(r) for r in session.connection().execute(_doors().where(
        _d.c.street_id == street, _d.c.state.in_(TO_SEE)).order_by(_d.c.id))]


def _going(number: ColumnElement[int]) -> ColumnElement[bool]:
    return exists().where(_w.c.id == number, _w.c.state == RoundState.OPEN)


def free(person: Any, now: datetime) -> ColumnElement[bool]:
    """A doorstep that this person may be given now: not their own, nor of somebody they are kept apart from.

    person: a number, or a column of any statement around this one.
    """
    apart = requests.apart(_d.c.asker_id, person)
    return and_(_d.c.state == S.WAITING, or_(_d.c.not_before.is_(None), _d.c.not_before <= now),
                _d.c.asker_id.is_distinct_from(person), ~apart)


def waiting(session: Session, street: int, now: datetime) -> int:
    """How many may be given to somebody now."""
    return int(session.connection().execute(select(func.count()).select_from(_d).where(
        _d.c.street_id == street, _d.c.state == S.WAITING,
        or_(_d.c.not_before.is_(None), _d.c.not_before <= now))).scalar_one())


def claim(session: Session, helper: Helper, now: datetime) -> Door | None:
    """The next doorstep of their street: given to nobody else, and one at a time. None when there is none for them."""
    c, going = session.connection(), exists().where(
        _s.c.id == helper.street, _s.c.round_id == _w.c.id, _w.c.state == RoundState.OPEN)
    for _again in range(MOST_TRIED):
        number = c.execute(select(_d.c.id).where(
            _d.c.street_id == helper.street, free(helper.person, now)).order_by(_d.c.tries, _d.c.id).limit(
                1).with_for_update(skip_locked=True)).scalar()
        if number is None or not c.execute(update(_h).where(
                _h.c.id == helper.id, _h.c.state == HelperState.YES, _h.c.door_id.is_(None)).values(
                    door_id=number)).rowcount:
            return None
        if c.execute(update(_d).where(_d.c.id == number, _d.c.state == S.WAITING, going).values(
                state=S.GIVEN, volunteer_id=helper.person, given_at=now, changed_at=now)).rowcount:
            return door(session, number)
        _let_go(session, number, helper.id)
    return None


def answer(session: Session, given: Door, found: Found, now: datetime) -> DoorState | None:
    """What its volunteer found, said once; what it becomes. None when it was answered, or is theirs no more."""
    state, tries = next_state(found, given.tries)
    again = now + AGAIN if state is S.WAITING else None
    kept = {"volunteer_id": None} if state is S.WAITING else {}
    if not session.connection().execute(update(_d).where(_theirs(given)).values(
            state=state, tries=tries, not_before=again, changed_at=now, **kept)).rowcount:
        return None
    _let_go(session, given.id)
    return state


def give_back(session: Session, given: Door, now: datetime) -> bool:
    """It waits for another volunteer."""
    if not session.connection().execute(update(_d).where(_theirs(given)).values(
            state=S.WAITING, volunteer_id=None, given_at=None, changed_at=now)).rowcount:
        return False
    _let_go(session, given.id)
    return True


def _theirs(given: Door) -> ColumnElement[bool]:
    """In this volunteer’s hands since that very moment."""
    return and_(_d.c.id == given.id, _d.c.state == S.GIVEN, _d.c.volunteer_id.is_not_distinct_from(given.volunteer),
                _d.c.given_at == given.given_at)


def _let_go(session: Session, number: int, helper: int | None = None) -> None:
    mine = _h.c.door_id == number
    session.connection().execute(update(_h).where(mine if helper is None else mine & (_h.c.id == helper)).values(
        door_id=None))


def become(session: Session, number: int, before: Sequence[DoorState], state: DoorState, now: datetime) -> bool:
    if not session.connection().execute(update(_d).where(_d.c.id == number, _d.c.state.in_(before)).values(
            state=state, changed_at=now, **({"who": ""} if state is S.WITHDRAWN else {}))).rowcount:
        return False
    _let_go(session, number)
    return True
