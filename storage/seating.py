"""Seats and waiting lists: one conditional statement gives a seat or the next turn, and what one gives back goes to who
waited first. As many are held as there are seats, whatever the race.

A seat is free only when nobody who waits may have it: whoever frees one hands it on in the same transaction. So nobody
new is served before the list, and `ask` need not look at it. Two who wait together keep their turn until two are free.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, case, exists, func, insert, select, true, update
from sqlmodel import Session

from rules.seating import HOLDING, LIVING, Seat, Seats, SeatState
from storage.help import apart
from storage.once import insert_new
from storage.tables import Person, table
from storage.tables import seating as tables

_s: Table = table(tables.Seating)
_t: Table = table(tables.Seat)
_p: Table = table(Person)
S = SeatState
_QUERY = select(_t, _s.c.of, _s.c.subject, _p.c.first_name).join(_s, _s.c.id == _t.c.seating_id).join(
    _p, _p.c.id == _t.c.person_id)


def _seat(r: Any) -> Seat:
    return Seat(r.id, r.seating_id, r.of, r.subject, r.person_id, r.first_name, r.state, r.turn, r.at, r.until,
                r.answered_at, r.says, r.came, r.hour_id, r.beside)


def open_(session: Session, of: str, subject: int, seats: int) -> int:
    return int(session.connection().execute(insert(_s).values(
        of=of, subject=subject, seats=seats, taken=0, drawn=0, last_seated=0, open=True).returning(
            _s.c.id)).scalar_one())


def find(session: Session, of: str, subject: int) -> Seats | None:
    r = session.connection().execute(select(_s).where(_s.c.of == of, _s.c.subject == subject)).first()
    return Seats(r.id, r.of, r.subject, r.seats, r.taken, r.open) if r else None


def by_id(session: Session, number: int) -> Seat | None:
    r = session.connection().execute(_QUERY.where(_t.c.id == number)).first()
    return _seat(r) if r else None


def of_person(session: Session, of: str, subject: int, person: int) -> Seat | None:
    r = session.connection().execute(_QUERY.where(
        _s.c.of == of, _s.c.subject == subject, _t.c.person_id == person)).first()
    return _seat(r) if r else None


def mine(session: Session, of: str, person: int, states: Iterable[SeatState] = LIVING) -> list[Seat]:
    """Of one person, whatever they are for among `of`."""
    return [_seat(r) for r in session.connection().execute(_QUERY.where(
        _t.c.person_id == person, _s.c.of == of, _t.c.state.in_(list(states))).order_by(_t.c.id))]


def everybody(session: Session, of: str, subject: int, states: Iterable[SeatState] = LIVING) -> list[Seat]:
    """In the order in which they came."""
    return [_seat(r) for r in session.connection().execute(_QUERY.where(
        _s.c.of == of, _s.c.subject == subject, _t.c.state.in_(list(states))).order_by(_t.c.turn))]


def ask(session: Session, of: str, subject: int, person: int, now: datetime, *,
        unless: ColumnElement[bool] | None = None) -> Seat | None:
    """A seat, or the end of the waiting list when none is free. None: they are in already, were declined, it is closed,
    somebody kept apart from them is in, or `unless` holds (an SQL condition of whoever offers the seats).
    """
    number, known = id_of(of, subject), exists().where(
        _t.c.seating_id == _s.c.id, _t.c.person_id == person, _t.c.state.in_((*LIVING, S.DECLINED)))
    met = exists().where(_t.c.seating_id == _s.c.id, _t.c.state.in_(LIVING), apart(_t.c.person_id, person))
    free = _s.c.taken < _s.c.seats
    drawn = session.connection().execute(update(_s).where(
        _s.c.id == number, _s.c.open, ~known, ~met, ~unless if unless is not None else true()).values(
            drawn=_s.c.drawn + 1, taken=_s.c.taken + case((free, 1), else_=0),
            last_seated=case((free, _s.c.drawn + 1), else_=_s.c.last_seated)).returning(
                _s.c.id, _s.c.drawn, _s.c.last_seated)).first()
    if drawn is None:
        return None
    seated = drawn.last_seated == drawn.drawn
    if not sit(session, drawn.id, person, drawn.drawn, S.SEATED if seated else S.WAITING, now):
        if seated:  # the same person, twice at once: they keep one place
            give(session, drawn.id)
        return None
    return of_person(session, of, subject, person)


def id_of(of: str, subject: int) -> Any:
    return select(_s.c.id).where(_s.c.of == of, _s.c.subject == subject).scalar_subquery()


def sit(session: Session, seating: int, person: int, turn: int, state: SeatState, now: datetime) -> bool:
    values: dict[str, Any] = {"state": state, "turn": turn, "at": now, "until": None, "answered_at": None, "says": None,
                              "came": None, "hour_id": None, "beside": None}
    if insert_new(session, _t, seating_id=seating, person_id=person, **values) is not None:
        return True
    return bool(session.connection().execute(update(_t).where(
        _t.c.seating_id == seating, _t.c.person_id == person, _t.c.state.not_in((*LIVING, S.DECLINED))).values(
            **values)).rowcount)


def lock(session: Session, seating: Any) -> Any:
    """Nobody else changes these seats until this transaction ends."""
    return session.connection().execute(select(_s).where(_s.c.id == seating).with_for_update()).first()


def accept(session: Session, number: int, person: int, now: datetime) -> bool:
    """Who waited takes the seat that was kept for them; not beside somebody from whom they are kept apart since."""
    return bool(session.connection().execute(update(_t).where(
        _t.c.id == number, _t.c.person_id == person, _t.c.state == S.OFFERED, ~_beside(S.SEATED)).values(
            state=S.SEATED, until=None, at=now)).rowcount)


def _beside(*states: SeatState, of: Any = _t) -> ColumnElement[bool]:
    """Somebody kept apart from whose place this is has such a one there."""
    there = _t.alias("there")
    return exists().where(there.c.seating_id == of.c.seating_id, there.c.state.in_(states),
                          apart(there.c.person_id, of.c.person_id))


def leave(session: Session, number: int, into: SeatState, until: datetime, *, person: int | None = None,
          only: Iterable[SeatState] = LIVING) -> tuple[bool, Seat | None]:
    """Somebody has no place any more; whether it was so, and to whom their seat is offered until then, if anybody
    waited: with another one for whoever is `beside` them. A seat is handed on once.
    """
    found = by_id(session, number)
    seating = lock(session, found.seating) if found else None
    if found is None or seating is None:
        return False, None
    before = session.connection().execute(select(_t.c.state).where(_t.c.id == number)).scalar()
    allowed = [_t.c.id == number, _t.c.state == before, _t.c.state.in_(list(only))]
    if person is not None:
        allowed.append(_t.c.person_id == person)
    if not session.connection().execute(update(_t).where(*allowed).values(state=into, until=None)).rowcount:
        return False, None
    if before not in HOLDING:
        return True, None
    given = _next(session, seating.id, until, seating.seats - seating.taken + 1) if seating.open else []
    give(session, seating.id, 1 - len(given))
    return True, given[0] if given else None


def give(session: Session, seating: int, seats: int = 1) -> None:
    session.connection().execute(update(_s).where(_s.c.id == seating).values(taken=_s.c.taken - seats))


def _next(session: Session, seating: int, until: datetime, free: int) -> list[Seat]:
    """Who waits for longest is offered a seat, which is not counted yet: two who come together, when two are free.
    Nobody beside whom they, or who comes with them, must not be.
    """
    other = _t.alias("other")
    kept = exists().where(other.c.id == _t.c.beside, _beside(*HOLDING, of=other))
    first = session.connection().execute(select(_t.c.id, _t.c.beside).where(
        _t.c.seating_id == seating, _t.c.state == S.WAITING, ~_beside(*HOLDING),
        true() if free > 1 else _t.c.beside.is_(None), ~kept).order_by(_t.c.turn).limit(1)).first()
    if first is None or free < 1:
        return []
    those = [first.id, *([] if first.beside is None else [first.beside])]
    session.connection().execute(update(_t).where(_t.c.id.in_(those), _t.c.state == S.WAITING).values(
        state=S.OFFERED, until=until))
    return [seat for number in those if (seat := by_id(session, number)) is not None and seat.state is S.OFFERED]


def resize(session: Session, of: str, subject: int, seats: int, until: datetime) -> list[Seat] | None:
    """As many seats from now on: to whom the new ones are offered. None when more are held than that."""
    seating = lock(session, id_of(of, subject))
    if seating is None or not session.connection().execute(update(_s).where(
            _s.c.id == seating.id, _s.c.taken <= seats).values(seats=seats)).rowcount:
        return None
    return hand_on(session, seating.id, until, seats - seating.taken) if seating.open else []


def hand_on(session: Session, seating: int, until: datetime, free: int) -> list[Seat]:
    """So many seats are free: to whom they are offered, of those who wait. Under the lock of these seats."""
    offered: list[Seat] = []
    while given := _next(session, seating, until, free - len(offered)):
        give(session, seating, -len(given))
        offered += given
    return offered


def release(session: Session, of: str, subject: int, now: datetime, states: Iterable[SeatState] = LIVING) -> list[Seat]:
    """Nobody new; and nobody has a place of these kinds any more. Who had one: told nothing yet."""
    lock(session, id_of(of, subject))
    gone = everybody(session, of, subject, states)
    if gone:
        session.connection().execute(update(_t).where(_t.c.id.in_([one.id for one in gone])).values(
            state=S.FREED, until=None))
    held = select(func.count()).select_from(_t).where(_t.c.seating_id == _s.c.id, _t.c.state.in_(HOLDING))
    session.connection().execute(update(_s).where(_s.c.of == of, _s.c.subject == subject).values(
        taken=held.scalar_subquery(), open=False, closed_at=now))
    return gone


def note(session: Session, number: int, **columns: Any) -> None:
    """Set `says`, `came`, `hour_id` or `answered_at` of one place."""
    session.connection().execute(update(_t).where(_t.c.id == number).values(**columns))
