"""Geste schedules follow what groups and people chose: rows that differ from their settings are written again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, case, cast, literal, or_, select
from sqlmodel import Session

from rules.geste_owners import group_key, person_key
from rules.groups import GroupRhythm, GroupState
from rules.residents import Rhythm, Standing
from rules.schedules import EVERY_DAY, MONDAYS, WEEKDAYS, Plan
from storage import schedules
from storage.tables import NeighbourGroup, Person, Schedule, table

_g, _p, _s = table(NeighbourGroup), table(Person), table(Schedule)
KIND, NO_DAY = "geste", "0000000"
A_PAGE, LAST = 200, 2**62
_group_days = case((_g.c.geste_rhythm == GroupRhythm.WEEKDAYS, WEEKDAYS),
                   (_g.c.geste_rhythm == GroupRhythm.WEEKLY, MONDAYS), else_=NO_DAY)
_person_days = case((_p.c.geste_rhythm == Rhythm.DAY, EVERY_DAY), (_p.c.geste_rhythm == Rhythm.WEEK, MONDAYS),
                    else_=NO_DAY)


def _differing(owner: Any, letter: str, days: Any, began: Any) -> Any:
    """Joined by key, not by id: (kind, owner) is the unique index."""
    key = literal(letter).concat(cast(owner.c.id, String))
    differs = or_(_s.c.id.is_(None), _s.c.hour != owner.c.geste_hour, _s.c.days != days,
                  _s.c.timezone != owner.c.timezone)
    return select(owner.c.id, owner.c.geste_hour, owner.c.timezone, days.label("days"), began.label("began"),
                  _s.c.id.label("plan")).outerjoin(_s, and_(_s.c.kind == KIND, _s.c.owner == key)).where(differs)


_GROUPS = _differing(_g, "g", _group_days, _g.c.installed_at).where(
    _g.c.state == GroupState.INSTALLED).order_by(_g.c.id)
_PEOPLE = _differing(_p, "p", _person_days, _p.c.joined_at).where(
    _p.c.standing == Standing.RESIDENT).order_by(_p.c.id)


def follow_groups(session: Session, after: int, now: datetime) -> int:
    """The next groups: a new one's plan counts from the day it came, a changed one's from now. The last, or 0."""
    last = _last(session, _g, after)
    _follow_groups(session, _GROUPS.where(_g.c.id > after, _g.c.id <= (last or LAST)), now)
    return last


def follow_people(session: Session, after: int, now: datetime) -> int:
    last = _last(session, _p, after)
    _follow_people(session, _PEOPLE.where(_p.c.id > after, _p.c.id <= (last or LAST)), now)
    return last


def _last(session: Session, of: Any, after: int) -> int:
    found = session.connection().execute(
        select(of.c.id).where(of.c.id > after).order_by(of.c.id).offset(A_PAGE - 1).limit(1)).scalar()
    return int(found or 0)


def follow_group(session: Session, group: int, now: datetime) -> None:
    _follow_groups(session, _GROUPS.where(_g.c.id == group), now)


def follow_person(session: Session, person: int, now: datetime) -> None:
    _follow_people(session, _PEOPLE.where(_p.c.id == person), now)


def _follow_groups(session: Session, found: Any, now: datetime) -> None:
    for r in session.connection().execute(found).all():
        plan = Plan(0, KIND, group_key(r.id), r.geste_hour, r.days, r.timezone, _since(r, now), group=r.id)
        schedules.keep(session, plan, now, active=r.days != NO_DAY)


def _follow_people(session: Session, found: Any, now: datetime) -> None:
    for r in session.connection().execute(found).all():
        plan = Plan(0, KIND, person_key(r.id), r.geste_hour, r.days, r.timezone, _since(r, now), person=r.id)
        schedules.keep(session, plan, now, active=r.days != NO_DAY)


def _since(r: Any, now: datetime) -> datetime:
    return now if r.plan is not None or r.began is None else min(r.began, now)
