"""Recommendations for help at home: one by the référent or who runs a group there, or two by neighbours recommended
there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlmodel import Session

from rules.console import RoleState, TownRole
from rules.groups import GroupState
from rules.residents import Standing
from rules.vouches import ENOUGH_TO_SPEAK_FOR, trusted
from storage.once import insert_new
from storage.reach import places_like
from storage.tables import NeighbourGroup, Participation, Person, RoleHeld, Vouch, table
from storage.tables.vouches import VouchAsk

_v, _in, _g, _role, _asked, _p = (table(t) for t in (
    Vouch, Participation, NeighbourGroup, RoleHeld, VouchAsk, Person))


def where_vouched(session: Session, person: int) -> frozenset[int]:
    """The zones for which this person has a recommendation."""
    givers: dict[int, set[int]] = {}
    asked: set[int] = {person}
    while asked:
        for one in asked:
            givers.setdefault(one, set())
        rows = session.connection().execute(select(_v.c.person_id, _v.c.by_id).where(_v.c.person_id.in_(asked))).all()
        for row in rows:
            givers[row.person_id].add(row.by_id)
        asked = {row.by_id for row in rows} - givers.keys()
    return trusted(person, givers, _run(session, givers))


def _run(session: Session, people: Iterable[int]) -> dict[int, set[int]]:
    """The zones these people are référents of, and those of groups they run, from five participants on."""
    everybody = _in.alias("everybody")
    several = select(func.count()).select_from(everybody).where(everybody.c.group_id == _g.c.id)
    rows = session.connection().execute(
        select(_in.c.person_id, _g.c.zone_id).join(_g, _g.c.id == _in.c.group_id).where(
            _in.c.person_id.in_(list(people)), or_(_in.c.admin.is_(True), _g.c.installed_by == _in.c.person_id),
            _g.c.state == GroupState.INSTALLED, _g.c.zone_id.is_not(None),
            several.scalar_subquery() >= ENOUGH_TO_SPEAK_FOR))
    named = session.connection().execute(select(_role.c.person_id, _role.c.zone_id).where(
        _role.c.person_id.in_(list(people)), _role.c.role == TownRole.REFERENT, _role.c.state == RoleState.ACTIVE,
        _role.c.zone_id.is_not(None)))
    found: dict[int, set[int]] = {}
    for row in (*rows, *named):
        found.setdefault(row.person_id, set()).add(row.zone_id)
    return found


def is_vouched(session: Session, person: int, zone: int) -> bool:
    """Whether this person may help at home in this zone, or in one of its cell."""
    mine = where_vouched(session, person)
    return bool(mine) and (zone in mine or not mine.isdisjoint(
        session.connection().execute(places_like(zone)).scalars()))


def give(session: Session, person: int, by: int, now: datetime) -> bool:
    """Record a recommendation; True when the person may help at home from now on. Nobody recommends themselves."""
    if person != by:
        insert_new(session, _v, person_id=person, by_id=by, at=now)
    return bool(where_vouched(session, person))


def given(session: Session, by: int) -> int:
    return int(session.connection().execute(
        select(func.count()).select_from(_v).where(_v.c.by_id == by)).scalar_one())


def ask(session: Session, person: int, to: int, now: datetime) -> None:
    session.connection().execute(delete(_asked).where(_asked.c.person_id == person))
    insert_new(session, _asked, person_id=person, to_id=to, at=now)


def asked_since(session: Session, person: int, since: datetime) -> bool:
    return session.connection().execute(select(_asked.c.to_id).where(
        _asked.c.person_id == person, _asked.c.at > since)).first() is not None


def asked_of(session: Session, person: int, to: int) -> bool:
    """Whether this person waits for the word of that one."""
    return session.connection().execute(select(_asked.c.at).where(
        _asked.c.person_id == person, _asked.c.to_id == to)).first() is not None


def asked_to(session: Session, to: int) -> list[Any]:
    """Who waits for this person’s word: person_id, first_name, at."""
    return list(session.connection().execute(select(_asked.c.person_id, _p.c.first_name, _asked.c.at).join(
        _p, _p.c.id == _asked.c.person_id).where(_asked.c.to_id == to, _p.c.standing == Standing.RESIDENT).order_by(
            _asked.c.at)))


def answered(session: Session, person: int, by: int) -> None:
    session.connection().execute(delete(_asked).where(_asked.c.person_id == person, _asked.c.to_id == by))
