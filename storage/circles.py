"""Circles, their people and their invitations. Every change is one conditional statement; False: it came too late."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, insert, or_, select, update
from sqlmodel import Session

from rules.circles import MOST_CIRCLES, MOST_PEOPLE, Circle, Invitation, Member
from rules.residents import Standing
from rules.theirs import Theirs
from storage.help import answers, apart
from storage.once import insert_new
from storage.tables import Person, table
from storage.tables.circles import Circle as CircleRow
from storage.tables.circles import CircleInvitation, CircleMember

_c, _in, _i, _p = table(CircleRow), table(CircleMember), table(CircleInvitation), table(Person)


def of_person(session: Session, person: int) -> list[Circle]:
    rows = session.connection().execute(select(_c).join(_in, _in.c.circle_id == _c.c.id).where(
        _in.c.person_id == person).order_by(_in.c.since, _c.c.id))
    return [Circle(r.id, r.name, r.minutes, r.created_at) for r in rows]


def mine(session: Session, circle: int, person: int) -> Circle | None:
    """This circle, for somebody who is in it."""
    return next((one for one in of_person(session, person) if one.id == circle), None)


def with_others(session: Session, person: int) -> list[Circle]:
    """The circles in which somebody else is."""
    return [one for one in of_person(session, person) if len(people(session, one.id)) > 1]


def people(session: Session, circle: int) -> list[int]:
    """Everybody in it, the first the longest."""
    return [int(n) for n in session.connection().execute(select(_in.c.person_id).where(
        _in.c.circle_id == circle).order_by(_in.c.since, _in.c.person_id)).scalars()]


def keeper(session: Session, circle: int) -> int | None:
    return next(iter(people(session, circle)), None)


def members(session: Session, circle: int, reader: int) -> list[Member]:
    """Those whom this person may see: never somebody they are kept apart from."""
    rows = session.connection().execute(select(_p.c.id, _p.c.first_name).join(
        _in, _in.c.person_id == _p.c.id).where(_in.c.circle_id == circle, ~apart(_p.c.id, reader)).order_by(
            _in.c.since, _p.c.id)).all()
    first = keeper(session, circle)
    return [Member(r.id, Theirs(r.first_name, r.id), r.id == first) for r in rows]


def reachable(session: Session, circle: int, asker: int, now: datetime) -> list[int]:
    """Who of it may be asked by this person now."""
    return [int(n) for n in session.connection().execute(select(_p.c.id).join(
        _in, _in.c.person_id == _p.c.id).where(
        _in.c.circle_id == circle, _p.c.id != asker, _p.c.standing == Standing.RESIDENT, _p.c.stopped.is_(False),
        or_(_p.c.paused_until.is_(None), _p.c.paused_until < now), answers(_p.c.id), ~apart(_p.c.id, asker)).order_by(
            _p.c.id)).scalars()]


def create(session: Session, name: str, person: int, now: datetime) -> int | None:
    """None when they have three already."""
    if len(of_person(session, person)) >= MOST_CIRCLES:
        return None
    number = int(session.connection().execute(insert(_c).values(
        name=name, minutes=0, created_at=now).returning(_c.c.id)).scalar_one())
    session.connection().execute(insert(_in).values(circle_id=number, person_id=person, since=now))
    return number


def rename(session: Session, circle: int, name: str) -> None:
    session.connection().execute(update(_c).where(_c.c.id == circle).values(name=name))


def _locked(session: Session, circle: int) -> bool:
    """Nobody else comes into it until this transaction ends."""
    return session.connection().execute(select(_c.c.id).where(_c.c.id == circle).with_for_update()).first() is not None


def leave(session: Session, circle: int, person: int) -> bool:
    """What they invited to goes with them."""
    session.connection().execute(delete(_i).where(_i.c.circle_id == circle, _i.c.by_id == person))
    return bool(session.connection().execute(delete(_in).where(
        _in.c.circle_id == circle, _in.c.person_id == person)).rowcount)


def dissolve(session: Session, circle: int) -> None:
    """What was asked in it, and who was, go with it."""
    session.connection().execute(delete(_c).where(_c.c.id == circle))


# invitations
def _invitation(r: Any) -> Invitation:
    return Invitation(r.id, r.circle_id, r.by_id, r.person_id, r.taken_at, r.expires_at)


def pending(session: Session, circle: int, now: datetime) -> int:
    return int(session.connection().execute(select(func.count()).select_from(_i).where(
        _i.c.circle_id == circle, _i.c.taken_at.is_(None), _i.c.expires_at > now)).scalar_one())


def has_room(session: Session, circle: int, now: datetime) -> bool:
    return len(people(session, circle)) + pending(session, circle, now) < MOST_PEOPLE


def invite(session: Session, circle: int, by: int, now: datetime, until: datetime) -> int | None:
    """None when the circle is full, invitations under way included."""
    if not _locked(session, circle) or not has_room(session, circle, now):
        return None
    return int(session.connection().execute(insert(_i).values(
        circle_id=circle, by_id=by, created_at=now, expires_at=until).returning(_i.c.id)).scalar_one())


def take_back_invitations(session: Session, circle: int) -> int:
    return int(session.connection().execute(delete(_i).where(
        _i.c.circle_id == circle, _i.c.taken_at.is_(None))).rowcount)


def invitation(session: Session, number: int) -> Invitation | None:
    row = session.connection().execute(select(_i).where(_i.c.id == number)).first()
    return _invitation(row) if row else None


def opened(session: Session, number: int, person: int, now: datetime) -> bool:
    """The first who opens it has it; False for everybody else, and once its week is over."""
    return bool(session.connection().execute(update(_i).where(
        _i.c.id == number, _i.c.expires_at > now, or_(_i.c.person_id.is_(None), _i.c.person_id == person)).values(
            person_id=person)).rowcount)


def waiting_for(session: Session, person: int, now: datetime) -> list[Invitation]:
    """What this person opened and has not answered."""
    rows = session.connection().execute(select(_i).where(
        _i.c.person_id == person, _i.c.taken_at.is_(None), _i.c.expires_at > now).order_by(_i.c.id))
    return [_invitation(r) for r in rows]


def decline(session: Session, number: int, person: int) -> None:
    session.connection().execute(delete(_i).where(
        _i.c.id == number, _i.c.person_id == person, _i.c.taken_at.is_(None)))


def join(session: Session, number: int, person: int, now: datetime) -> bool:
    """By the invitation this person opened: once, while there is room."""
    found = invitation(session, number)
    if found is None or not _locked(session, found.circle) or (
            len(people(session, found.circle)) >= MOST_PEOPLE or len(of_person(session, person)) >= MOST_CIRCLES):
        return False
    here = exists().where(_in.c.circle_id == _i.c.circle_id, _in.c.person_id == _i.c.by_id)
    taken = session.connection().execute(update(_i).where(
        _i.c.id == number, _i.c.person_id == person, _i.c.taken_at.is_(None), _i.c.expires_at > now, here).values(
            taken_at=now)).rowcount
    if taken:
        insert_new(session, _in, circle_id=found.circle, person_id=person, since=now)
    return bool(taken)
