"""What has no term of its own, and what was said of it this year."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select
from sqlmodel import Session

from rules.console import RoleState
from rules.groups import GroupState
from rules.privacy import months_before
from rules.sorting import UNUSED, Item, Pile
from storage.once import first_time
from storage.tables import (
    NeighbourGroup,
    Once,
    Participation,
    Person,
    RoleHeld,
    TownCode,
    TownLink,
    table,
)

_c, _role, _p, _l, _g, _in, _once = (table(t) for t in (
    TownCode, RoleHeld, Person, TownLink, NeighbourGroup, Participation, Once))
ASKED, OVER = "asked", "over"


def items(session: Session, pile: Pile, now: datetime) -> list[Item]:
    """Of one pile, the oldest first, those already kept or taken away this year apart."""
    since = months_before(now, UNUSED)
    found = {Pile.CODES: _codes, Pile.ROLES: _roles, Pile.GROUPS: _groups}[pile](session, since)
    decided = marks(session, now.year)
    return [one for one in found if f"kept:{pile}:{one.key}" not in decided]


def _codes(session: Session, since: datetime) -> list[Item]:
    rows = session.connection().execute(select(_c).where(_c.c.commune >= "", _c.c.created_at <= since).order_by(
        _c.c.created_at, _c.c.code))
    return [Item(Pile.CODES, r.code, r.code, r.created_at.date(), r.uses, r.commune) for r in rows]


def _roles(session: Session, since: datetime) -> list[Item]:
    rows = session.connection().execute(
        select(_role.c.id, _role.c.name, _role.c.role, _p.c.seen_at).join(_p, _p.c.id == _role.c.person_id).where(
            _role.c.state == RoleState.ACTIVE, _role.c.since <= since, _p.c.seen_at <= since).order_by(
                _p.c.seen_at, _role.c.id))
    return [Item(Pile.ROLES, str(r.id), r.name, r.seen_at.date(), detail=r.role.value) for r in rows]


def _groups(session: Session, since: datetime) -> list[Item]:
    here = exists().where(_in.c.group_id == _l.c.group_id, _p.c.id == _in.c.person_id, _p.c.seen_at > since)
    rows = session.connection().execute(select(_g.c.id, _g.c.name, _l.c.since).join(_g, _g.c.id == _l.c.group_id).where(
        _l.c.group_id > 0, _l.c.since <= since, _g.c.state == GroupState.INSTALLED, ~here).order_by(
            _l.c.since, _g.c.id))
    return [Item(Pile.GROUPS, str(r.id), r.name, r.since.date()) for r in rows]


def subject(year: int) -> str:
    return f"sort-{year}"


def marks(session: Session, year: int) -> set[str]:
    return set(session.connection().execute(select(_once.c.what).where(_once.c.subject == subject(year))).scalars())


def mark(session: Session, what: str, now: datetime) -> bool:
    """Once a year."""
    return first_time(session, subject(now.year), what, now)
