"""Ateliers and pledges. Never more is promised than the ceiling: one conditional statement each time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from rules.workshops import STANDING, Pledge, Workshop, WorkshopState, ceiling
from storage.help import apart
from storage.once import insert_new
from storage.tables import NeighbourGroup, Participation, table
from storage.tables import workshops as tables

_w, _p = table(tables.Workshop), table(tables.Pledge)
_in, _g = table(Participation), table(NeighbourGroup)
S = WorkshopState
MOST_SHOWN = 30


def _workshop(r: Any) -> Workshop:
    return Workshop(r.id, r.group_id, r.author_id, r.what, r.goal, r.place, r.day, r.ends_at, r.state, r.pledged,
                    r.deposited, r.told, r.delivery_id, r.changed_at)


def add(session: Session, now: datetime, *, goal: int, state: WorkshopState, **columns: Any) -> int:
    return int(session.connection().execute(insert(_w).values(
        goal=goal, ceiling=ceiling(goal), state=state, pledged=0, deposited=0, told=0, nudged=False, created_at=now,
        changed_at=now, **columns).returning(_w.c.id)).scalar_one())


def by_id(session: Session, number: int) -> Workshop | None:
    r = session.connection().execute(select(_w).where(_w.c.id == number)).first()
    return _workshop(r) if r else None


def become(session: Session, number: int, before: Iterable[WorkshopState], state: WorkshopState, now: datetime,
           **columns: Any) -> bool:
    return bool(session.connection().execute(update(_w).where(_w.c.id == number, _w.c.state.in_(list(before))).values(
        state=state, changed_at=now, **columns)).rowcount)


def placed(session: Session, number: int, delivery: int) -> None:
    session.connection().execute(update(_w).where(_w.c.id == number).values(delivery_id=delivery))


def tell(session: Session, number: int, step: int) -> bool:
    """True for the one who may tell this step: no step is told twice, nor one below it later."""
    return bool(session.connection().execute(update(_w).where(
        _w.c.id == number, _w.c.state == S.OPEN, _w.c.told < step).values(told=step)).rowcount)


def untell(session: Session, number: int, step: int, before: int) -> None:
    session.connection().execute(update(_w).where(_w.c.id == number, _w.c.told == step).values(told=before))


def nudge(session: Session, number: int) -> bool:
    """True once."""
    return bool(session.connection().execute(update(_w).where(
        _w.c.id == number, _w.c.state == S.OPEN, _w.c.nudged.is_(False)).values(nudged=True)).rowcount)


def waiting(session: Session, zones: Sequence[int], reader: int) -> list[Workshop]:
    """What this person is to read in these places: nothing of their own, nor of somebody they are kept apart from."""
    rows = session.connection().execute(select(_w).join(_g, _g.c.id == _w.c.group_id).where(
        _g.c.zone_id.in_(zones), _w.c.state == S.SENT, _w.c.author_id != reader,
        ~apart(_w.c.author_id, reader)).order_by(_w.c.changed_at, _w.c.id).limit(MOST_SHOWN))
    return [_workshop(r) for r in rows]


def standing(session: Session, author: int) -> list[Workshop]:
    return [_workshop(r) for r in session.connection().execute(select(_w).where(
        _w.c.author_id == author, _w.c.state.in_(STANDING)).order_by(_w.c.id))]


def _open_to(person: int, now: datetime) -> tuple[Any, ...]:
    """In a group of theirs; not of somebody they are kept apart from."""
    mine = select(_in.c.group_id).where(_in.c.person_id == person)
    return (_w.c.group_id.in_(mine), _w.c.state == S.OPEN, _w.c.ends_at > now, ~apart(_w.c.author_id, person))


def near(session: Session, person: int, now: datetime, *, number: int | None = None) -> list[Workshop]:
    """What is open to somebody, the next to end first."""
    query = select(_w).where(*_open_to(person, now))
    if number is not None:
        query = query.where(_w.c.id == number)
    return [_workshop(r) for r in session.connection().execute(query.order_by(_w.c.ends_at, _w.c.id).limit(MOST_SHOWN))]


# what is brought
def pledge_of(session: Session, number: int, person: int) -> Pledge | None:
    r = session.connection().execute(select(_p).where(
        _p.c.workshop_id == number, _p.c.person_id == person)).first()
    return Pledge(r.workshop_id, r.person_id, r.amount, r.deposited) if r else None


def pledges(session: Session, number: int) -> list[Pledge]:
    return [Pledge(r.workshop_id, r.person_id, r.amount, r.deposited) for r in session.connection().execute(
        select(_p).where(_p.c.workshop_id == number).order_by(_p.c.at, _p.c.person_id))]


def of_person(session: Session, person: int) -> list[Pledge]:
    """Theirs, where it is not over."""
    return [Pledge(r.workshop_id, r.person_id, r.amount, r.deposited) for r in session.connection().execute(
        select(_p).join(_w, _w.c.id == _p.c.workshop_id).where(
            _p.c.person_id == person, _w.c.state == S.OPEN).order_by(_p.c.workshop_id))]


def pledge(session: Session, number: int, person: int, amount: int, now: datetime) -> bool:
    """This much from this person, instead of whatever they said before. False when it is more than is wanted, or over.
    """
    before = pledge_of(session, number, person)
    if before is not None and before.deposited:
        return False
    more = amount - (before.amount if before else 0)
    if not session.connection().execute(update(_w).where(
            _w.c.id == number, *_open_to(person, now), _w.c.pledged + more <= _w.c.ceiling).values(
                pledged=_w.c.pledged + more)).rowcount:
        return False
    if _say(session, number, person, amount, before.amount if before else None, now):
        return True
    _give(session, number, more)  # the same person, twice at once: they keep one pledge
    return False


def _say(session: Session, number: int, person: int, amount: int, before: int | None, now: datetime) -> bool:
    if before is None:
        return insert_new(session, _p, workshop_id=number, person_id=person, amount=amount, deposited=False,
                          at=now) is not None
    return bool(session.connection().execute(update(_p).where(
        _p.c.workshop_id == number, _p.c.person_id == person, _p.c.amount == before,
        _p.c.deposited.is_(False)).values(amount=amount, at=now)).rowcount)


def _give(session: Session, number: int, amount: int) -> None:
    session.connection().execute(update(_w).where(_w.c.id == number).values(pledged=_w.c.pledged - amount))


def withdraw(session: Session, number: int, person: int) -> bool:
    """What was not brought yet is wanted again."""
    gone = session.connection().execute(delete(_p).where(
        _p.c.workshop_id == number, _p.c.person_id == person, _p.c.deposited.is_(False)).returning(
            _p.c.amount)).scalar()
    if gone is None:
        return False
    _give(session, number, gone)
    return True


def deposit(session: Session, number: int, person: int, *, there: bool) -> bool:
    """« C’est déposé », or not after all."""
    amount = session.connection().execute(update(_p).where(
        _p.c.workshop_id == number, _p.c.person_id == person, _p.c.deposited.is_(not there)).values(
            deposited=there).returning(_p.c.amount)).scalar()
    if amount is None:
        return False
    session.connection().execute(update(_w).where(_w.c.id == number).values(
        deposited=_w.c.deposited + (amount if there else -amount)))
    return True
