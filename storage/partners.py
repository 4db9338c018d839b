"""Partners: the structure behind a role, its charter and year, the team of a company."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, insert, select, update
from sqlmodel import Session

from rules.console import RoleState, TownRole
from rules.hours import EntryState
from rules.partners import Partner, PartnerKind
from storage.once import insert_new
from storage.tables import HourEntry, RoleHeld, table
from storage.tables import partners as tables

_t, _role, _mate, _h = table(tables.Partner), table(RoleHeld), table(tables.TeamMate), table(HourEntry)
_QUERY = select(_t, _role.c.tag).join(_role, _role.c.id == _t.c.role_id)
ACTIVE = _role.c.state == RoleState.ACTIVE


def _partner(r: Any) -> Partner:
    return Partner(r.id, r.role_id, r.person_id, r.kind, r.name, r.tag, r.charter, r.charter_at, r.until, r.team)


def add(session: Session, role: int, kind: PartnerKind, name: str) -> int:
    return int(session.connection().execute(insert(_t).values(role_id=role, kind=kind, name=name).returning(
        _t.c.id)).scalar_one())


def by_id(session: Session, number: int) -> Partner | None:
    """A partner whose role stands."""
    r = session.connection().execute(_QUERY.where(_t.c.id == number, ACTIVE)).first()
    return _partner(r) if r else None


def of_role(session: Session, role: int) -> Partner | None:
    r = session.connection().execute(_QUERY.where(_t.c.role_id == role)).first()
    return _partner(r) if r else None


def without_sheet(session: Session, person: int) -> tuple[int, str] | None:
    """(role, tag) of the first role of a partner that says nothing of a structure."""
    r = session.connection().execute(select(_role.c.id, _role.c.tag).where(
        _role.c.person_id == person, _role.c.role == TownRole.PARTNER, ACTIVE,
        ~exists().where(_t.c.role_id == _role.c.id)).order_by(_role.c.id)).first()
    return (r.id, r.tag) if r else None


def of_person(session: Session, person: int) -> list[Partner]:
    """Those for which this person acts now."""
    return [_partner(r) for r in session.connection().execute(_QUERY.where(
        _role.c.person_id == person, ACTIVE).order_by(_t.c.id))]


def ever_of_person(session: Session, person: int) -> Sequence[int]:
    return session.connection().execute(select(_t.c.id).where(_t.c.person_id == person)).scalars().all()


def by_team(session: Session, code: str) -> Partner | None:
    r = session.connection().execute(_QUERY.where(_t.c.team == code, ACTIVE)).first()
    return _partner(r) if r else None


def change(session: Session, number: int, **columns: Any) -> None:
    session.connection().execute(update(_t).where(_t.c.id == number).values(**columns))


def join(session: Session, person: int, partner: int, now: datetime) -> bool:
    """Into this team, out of any other; False when they are in it."""
    if team_of(session, person) == partner:
        return False
    leave(session, person)
    return insert_new(session, _mate, person_id=person, partner_id=partner, since=now) is not None


def leave(session: Session, person: int) -> bool:
    return bool(session.connection().execute(delete(_mate).where(_mate.c.person_id == person)).rowcount)


def team_of(session: Session, person: int) -> int | None:
    """The partner whose team somebody is in, while it is one."""
    return session.connection().execute(select(_mate.c.partner_id).join(_t, _t.c.id == _mate.c.partner_id).join(
        _role, _role.c.id == _t.c.role_id).where(_mate.c.person_id == person, ACTIVE)).scalar()


def team_total(session: Session, partner: int) -> tuple[int, int]:
    """(people, minutes confirmed or declared since each joined): sums of what stands, never whose."""
    later = _h.alias("later")
    connection = session.connection()
    people = connection.execute(select(func.count()).select_from(_mate).where(
        _mate.c.partner_id == partner)).scalar_one()
    minutes = connection.execute(select(func.coalesce(func.sum(_h.c.minutes), 0)).join(
        _mate, _mate.c.person_id == _h.c.person_id).where(
            _mate.c.partner_id == partner, _h.c.at >= _mate.c.since, _h.c.minutes > 0,
            _h.c.state != EntryState.CORRECTED, ~exists().where(later.c.replaces_id == _h.c.id))).scalar_one()
    return int(people), int(minutes)
