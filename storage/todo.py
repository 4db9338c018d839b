"""Who looks after places, page by page; who wants no weekly list; what they could do there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlmodel import Session

from rules.console import RoleState, TownRole
from rules.groups import GroupState
from rules.help import Request, RequestState
from storage import help as requests
from storage import stand_ins
from storage.once import insert_new
from storage.tables import HelpRequest, NeighbourGroup, RoleHeld, table
from storage.tables.todo import TodoOff

_g, _role, _off, _q = table(NeighbourGroup), table(RoleHeld), table(TodoOff), table(HelpRequest)


def leaders_after(session: Session, person: int, now: datetime, most: int) -> list[int]:
    """Référents, who stands in for one, those who coordinate, and those who installed a group, by number."""
    roles = select(_role.c.person_id).where(
        _role.c.person_id > person, _role.c.state == RoleState.ACTIVE, _role.c.role != TownRole.PARTNER).distinct()
    groups = select(_g.c.installed_by).where(
        _g.c.installed_by > person, _g.c.state == GroupState.INSTALLED).distinct()
    found = set(stand_ins.deputies_after(session, person, now, most))
    for query, number in ((roles, _role.c.person_id), (groups, _g.c.installed_by)):
        found |= set(session.connection().execute(query.order_by(number).limit(most)).scalars())
    return sorted(found)[:most]


def leads(session: Session, person: int, now: datetime) -> bool:
    return leaders_after(session, person - 1, now, 1) == [person]


def is_off(session: Session, person: int) -> bool:
    return session.connection().execute(select(_off.c.person_id).where(_off.c.person_id == person)).first() is not None


def want(session: Session, person: int, wanted: bool, now: datetime) -> None:
    if wanted:
        session.connection().execute(delete(_off).where(_off.c.person_id == person))
    else:
        insert_new(session, _off, person_id=person, since=now)


def unserved(session: Session, zones: Collection[int], person: int, since: datetime) -> list[Request]:
    """Open for long in these places, of others, none kept apart from this person; the oldest first."""
    rows = session.connection().execute(requests.requests().where(
        _q.c.zone_id.in_(list(zones)), _q.c.state == RequestState.OPEN, _q.c.created_at <= since,
        _q.c.asker_id != person, ~requests.apart(_q.c.asker_id, person)).order_by(_q.c.id).limit(50))
    return [requests.request_of(r) for r in rows]
