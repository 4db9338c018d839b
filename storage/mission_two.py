"""Invitations to come to a mission together: one link, one person, one answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, or_, select, update
from sqlmodel import Session

from rules.mission_two import Invitation
from storage.tables import missions as tables
from storage.tables import table

_i = table(tables.MissionInvitation)


def invite(session: Session, mission: int, by: int, now: datetime, until: datetime) -> int:
    return int(session.connection().execute(insert(_i).values(
        mission_id=mission, by_id=by, created_at=now, expires_at=until).returning(_i.c.id)).scalar_one())


def by_id(session: Session, number: int) -> Invitation | None:
    r = session.connection().execute(select(_i).where(_i.c.id == number)).first()
    return Invitation(r.id, r.mission_id, r.by_id, r.person_id, r.expires_at, r.answered_at) if r else None


def opened(session: Session, number: int, person: int, now: datetime) -> bool:
    """The first who opens it has it, but whoever sent it; False for everybody else, and once its time is over."""
    return bool(session.connection().execute(update(_i).where(
        _i.c.id == number, _i.c.by_id != person, _i.c.expires_at > now, _i.c.answered_at.is_(None),
        or_(_i.c.person_id.is_(None), _i.c.person_id == person)).values(person_id=person)).rowcount)


def answered(session: Session, number: int, person: int, now: datetime) -> bool:
    """Once, by who opened it."""
    return bool(session.connection().execute(update(_i).where(
        _i.c.id == number, _i.c.person_id == person, _i.c.answered_at.is_(None), _i.c.expires_at > now).values(
            answered_at=now)).rowcount)
