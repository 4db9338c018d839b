"""Roles given by the town, from the invitation to the end, and who did what in its name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlmodel import Session

from rules.audience import Audience
from rules.console import Holding, RoleState, TownRole
from storage.tables import Address, Person, RoleHeld, TownAudit, table

_t, _p, _a, _did = (table(t) for t in (RoleHeld, Person, Address, TownAudit))
S = RoleState
_QUERY = select(_t, _a.c.value).outerjoin(_p, _p.c.id == _t.c.person_id).outerjoin(_a, _a.c.id == _p.c.address_id)


def facts(r: Any) -> Holding:
    return Holding(r.id, r.role, r.state, r.person_id, r.by_id, r.since, r.until, r.name, r.value, r.zone_id, r.tag)


def roles_of(session: Session, person: int) -> frozenset[TownRole]:
    """The roles this person has now."""
    return frozenset(session.connection().execute(select(_t.c.role).where(
        _t.c.person_id == person, _t.c.state == S.ACTIVE)).scalars())


def of_person(session: Session, person: int, states: Iterable[RoleState] = (S.ACTIVE,)) -> list[Holding]:
    rows = session.connection().execute(_QUERY.where(
        _t.c.person_id == person, _t.c.state.in_(list(states))).order_by(_t.c.id))
    return [facts(r) for r in rows]


def by_person(session: Session, person: int, states: Iterable[RoleState]) -> list[Holding]:
    """What this person invited to, and stands so."""
    rows = session.connection().execute(_QUERY.where(
        _t.c.by_id == person, _t.c.state.in_(list(states))).order_by(_t.c.id))
    return [facts(r) for r in rows]


def in_states(session: Session, *states: RoleState) -> list[Holding]:
    rows = session.connection().execute(_QUERY.where(_t.c.state.in_(states)).order_by(_t.c.role, _t.c.id))
    return [facts(r) for r in rows]


def by_id(session: Session, number: int) -> Holding | None:
    row = session.connection().execute(_QUERY.where(_t.c.id == number)).first()
    return facts(row) if row else None


def coordinators(session: Session) -> list[int]:
    """Who coordinates now, by person."""
    return [one.person for one in in_states(session, S.ACTIVE)
            if one.role is TownRole.COORDINATOR and one.person is not None]


def limits_of(session: Session, person: int) -> Audience | None:
    """The widest audience this person may write to: their groups, by tag or by street; None when they may not."""
    held = of_person(session, person)
    if any(one.role is TownRole.COORDINATOR for one in held):
        return Audience(people=True)
    tags = tuple(one.tag for one in held if one.role is TownRole.PARTNER and one.tag)
    zones = tuple(one.zone for one in held if one.role is TownRole.REFERENT and one.zone is not None)
    return Audience(within_tags=tags, within_zones=zones) if held else None


def invite(session: Session, role: TownRole, by: int | None, now: datetime, until: datetime, *,
           zone: int | None = None, tag: str = "") -> int:
    made = session.connection().execute(insert(_t).values(
        role=role, state=S.INVITED, by_id=by, since=now, until=until, zone_id=zone, tag=tag).returning(_t.c.id))
    return int(made.scalar_one())


def bind(session: Session, number: int, person: int) -> bool:
    """The first who opens an invitation has it; False for everybody else."""
    done = session.connection().execute(update(_t).where(
        _t.c.id == number, _t.c.state == S.INVITED, or_(_t.c.person_id.is_(None), _t.c.person_id == person)).values(
        person_id=person))
    return bool(done.rowcount)


def become(session: Session, number: int, state: RoleState, before: Iterable[RoleState], **columns: Any) -> bool:
    """From one of these states to that one; False when it is in none of them any more."""
    done = session.connection().execute(update(_t).where(_t.c.id == number, _t.c.state.in_(list(before))).values(
        state=state, **columns))
    return bool(done.rowcount)


def write_down(session: Session, what: str, now: datetime, *, by: int | None, person: int | None = None,
               group: int | None = None, said: str = "", was: str = "") -> int:
    """Who did what, and when: kept twelve months."""
    made = session.connection().execute(insert(_did).values(
        what=what, at=now, by_id=by, person_id=person, group_id=group, said=said[:80], was=was[:80]).returning(
        _did.c.id))
    return int(made.scalar_one())


def written(session: Session, number: int) -> Any:
    """One line of the journal, or None."""
    return session.connection().execute(select(_did).where(_did.c.id == number)).first()
