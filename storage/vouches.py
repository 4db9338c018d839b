"""Recommendations for help at home: one by an admin, or two by recommended neighbours."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, func, select
from sqlmodel import Session

from storage.once import insert_new
from storage.tables import NeighbourGroup, Participation, Vouch, table

_v, _in, _g = table(Vouch), table(Participation), table(NeighbourGroup)
NEEDED = 2


def runs_a_group(session: Session, person: int) -> bool:
    """Whether this person installed a group or runs one: they have a recommendation by that, and may give one."""
    found = session.connection().execute(select(
        exists().where(_g.c.installed_by == person) | exists().where(_in.c.person_id == person, _in.c.admin.is_(True))))
    return bool(found.scalar())


def is_vouched(session: Session, person: int) -> bool:
    """Whether this person may help at home."""
    if runs_a_group(session, person):
        return True
    givers = list(session.connection().execute(select(_v.c.by_id).where(_v.c.person_id == person)).scalars())
    return len(givers) >= NEEDED or any(runs_a_group(session, giver) for giver in givers)


def give(session: Session, person: int, by: int, now: datetime) -> bool:
    """Record a recommendation; True when the person may help at home from now on. Nobody recommends themselves."""
    if person != by:
        insert_new(session, _v, person_id=person, by_id=by, at=now)
    return is_vouched(session, person)


def given(session: Session, by: int) -> int:
    return int(session.connection().execute(
        select(func.count()).select_from(_v).where(_v.c.by_id == by)).scalar_one())
