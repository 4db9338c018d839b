"""How one becomes a référent without the town hall, and the two weeks of trial of every référent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlmodel import Session

from rules.console import RoleState, TownRole
from storage.once import insert_new
from storage.tables import RoleHeld, table
from storage.tables.referents import ReferentWord, Trial

_t, _w, _role = table(Trial), table(ReferentWord), table(RoleHeld)


def places(session: Session, person: int) -> list[int]:
    """The zones of which this person is a référent now."""
    return list(session.connection().execute(select(_role.c.zone_id).where(
        _role.c.person_id == person, _role.c.role == TownRole.REFERENT, _role.c.state == RoleState.ACTIVE,
        _role.c.zone_id.is_not(None))).scalars())


def give(session: Session, person: int, zone: int, by: int | None, name: str, now: datetime) -> int:
    """The role, as the town gives it. by: who named them; nobody when their neighbours spoke for them."""
    return int(session.connection().execute(insert(_role).values(
        role=TownRole.REFERENT, state=RoleState.ACTIVE, person_id=person, by_id=by, zone_id=zone, tag="", name=name,
        since=now).returning(_role.c.id)).scalar_one())


def begin(session: Session, role: int, person: int, namer: int | None, ends: datetime) -> None:
    insert_new(session, _t, role_id=role, person_id=person, namer_id=namer, ends_at=ends)


def of(session: Session, role: int) -> Any:
    return session.connection().execute(select(_t).where(_t.c.role_id == role)).first()


def say(session: Session, role: int, who: int, goes_on: bool) -> bool:
    """By the référent or by who named them, once each."""
    connection, done = session.connection(), 0
    for column, whose in ((_t.c.self_says, _t.c.person_id), (_t.c.namer_says, _t.c.namer_id)):
        done += connection.execute(update(_t).where(
            _t.c.role_id == role, whose == who, column.is_(None)).values({column.name: goes_on})).rowcount
    return bool(done)


def speak_for(session: Session, person: int, by: int, zone: int, now: datetime) -> int:
    """One more word for somebody: how many there are for that place."""
    insert_new(session, _w, person_id=person, by_id=by, zone_id=zone, at=now)
    return int(session.connection().execute(select(func.count()).select_from(_w).where(
        _w.c.person_id == person, _w.c.zone_id == zone)).scalar_one())
