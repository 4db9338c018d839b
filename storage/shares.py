"""Shares and who takes a part: one conditional statement a part, and everything goes at the hour of the end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from rules.residents import Person as PersonFacts
from rules.shares import Share, ShareState
from rules.theirs import Theirs
from storage import residents
from storage.help import apart
from storage.once import insert_new
from storage.tables import Participation, Person, table
from storage.tables import shares as tables

_s, _c = table(tables.Share), table(tables.Claim)
_in, _p = table(Participation), table(Person)
S = ShareState
MOST_SHOWN = 30
_QUERY = select(_s, _p.c.first_name).join(_p, _p.c.id == _s.c.author_id)


def _share(r: Any) -> Share:
    return Share(r.id, r.group_id, r.author_id, Theirs(r.first_name, r.author_id), r.what, r.parts, r.taken, r.place,
                 r.day, r.at, r.ends_at, r.eat_by, r.allergens, r.cold, r.state, r.delivery_id)


def add(session: Session, now: datetime, **columns: Any) -> int:
    return int(session.connection().execute(insert(_s).values(
        state=S.OPEN, taken=0, created_at=now, **columns).returning(_s.c.id)).scalar_one())


def by_id(session: Session, number: int) -> Share | None:
    r = session.connection().execute(_QUERY.where(_s.c.id == number)).first()
    return _share(r) if r else None


def placed(session: Session, number: int, delivery: int) -> None:
    session.connection().execute(update(_s).where(_s.c.id == number).values(delivery_id=delivery))


def end(session: Session, number: int, into: ShareState) -> bool:
    return bool(session.connection().execute(update(_s).where(_s.c.id == number, _s.c.state == S.OPEN).values(
        state=into)).rowcount)


def standing(session: Session, author: int) -> list[Share]:
    return [_share(r) for r in session.connection().execute(_QUERY.where(
        _s.c.author_id == author, _s.c.state == S.OPEN).order_by(_s.c.ends_at, _s.c.id))]


def _open_to(person: int, now: datetime) -> tuple[Any, ...]:
    """In a group of theirs, of somebody else, whom they are not kept apart from."""
    mine = select(_in.c.group_id).where(_in.c.person_id == person)
    return (_s.c.group_id.in_(mine), _s.c.state == S.OPEN, _s.c.ends_at > now, _s.c.author_id != person,
            ~apart(_s.c.author_id, person))


def near(session: Session, person: int, now: datetime, *, number: int | None = None) -> list[Share]:
    """What is open to somebody, the next to end first."""
    query = _QUERY.where(*_open_to(person, now))
    if number is not None:
        query = query.where(_s.c.id == number)
    return [_share(r) for r in session.connection().execute(query.order_by(_s.c.ends_at, _s.c.id).limit(MOST_SHOWN))]


def takes(session: Session, number: int, person: int) -> bool:
    return session.connection().execute(select(_c.c.at).where(
        _c.c.share_id == number, _c.c.person_id == person)).first() is not None


def take(session: Session, number: int, person: int, now: datetime) -> bool:
    """One part. False when none is left, it is over, or they have one."""
    if not session.connection().execute(update(_s).where(
            _s.c.id == number, *_open_to(person, now), _s.c.taken < _s.c.parts).values(
                taken=_s.c.taken + 1)).rowcount:
        return False
    if insert_new(session, _c, share_id=number, person_id=person, at=now) is not None:
        return True
    _give(session, number)
    return False


def _give(session: Session, number: int) -> None:
    session.connection().execute(update(_s).where(_s.c.id == number).values(taken=_s.c.taken - 1))


def give_back(session: Session, number: int, person: int) -> bool:
    """Their part is anybody’s again."""
    if not session.connection().execute(delete(_c).where(
            _c.c.share_id == number, _c.c.person_id == person)).rowcount:
        return False
    _give(session, number)
    return True


def release(session: Session, number: int) -> list[int]:
    """Nobody has a part any more: who had one."""
    return sorted(session.connection().execute(delete(_c).where(_c.c.share_id == number).returning(
        _c.c.person_id)).scalars())


def of_person(session: Session, person: int) -> list[int]:
    """The open shares of which this person takes a part."""
    return list(session.connection().execute(select(_c.c.share_id).join(_s, _s.c.id == _c.c.share_id).where(
        _c.c.person_id == person, _s.c.state == S.OPEN).order_by(_c.c.share_id)).scalars())


def takers(session: Session, number: int) -> list[PersonFacts]:
    """Who takes a part, in the order in which they said so."""
    found: Iterable[int] = session.connection().execute(select(_c.c.person_id).where(
        _c.c.share_id == number).order_by(_c.c.at, _c.c.person_id)).scalars().all()
    return [person for one in found if (person := residents.by_id(session, one))]
