"""Schedules and their occurrences: who must be looked at now, and that a date rings once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import Session

from rules.schedules import Plan, Rung
from storage.engine import is_sqlite
from storage.once import insert_new
from storage.tables import Occurrence, Schedule, table

_s, _o = table(Schedule), table(Occurrence)
UNLIKELY = timedelta(days=9)
HOUSE = "house"
NEVER = datetime(9999, 1, 1, tzinfo=UTC)  # at rest: out of the way of those whose hour comes


def plan_of(r: Any) -> Plan:
    return Plan(r.id, r.kind, r.owner, r.hour, r.days, r.timezone, r.since, r.person_id, r.group_id)


def keep(session: Session, plan: Plan, now: datetime, *, active: bool = True) -> None:
    """Write the plan of this kind and owner, new or changed; it is looked at again at the next tick.

    A changed hour counts from now: an hour already past today is not caught up.
    """
    values: dict[str, Any] = {"hour": plan.hour, "days": plan.days, "timezone": plan.zone, "active": active,
                              "since": plan.since, "next_at": now if active else NEVER}
    made = insert_new(session, _s, kind=plan.kind, owner=plan.owner, person_id=plan.person, group_id=plan.group,
                      **values)
    if made is None:
        session.connection().execute(update(_s).where(
            _s.c.kind == plan.kind, _s.c.owner == plan.owner).values(**values))


def drop(session: Session, kind: str, owner: str) -> None:
    session.connection().execute(delete(_s).where(_s.c.kind == kind, _s.c.owner == owner))


def by_owner(session: Session, kind: str, owner: str) -> Plan | None:
    row = session.connection().execute(select(_s).where(_s.c.kind == kind, _s.c.owner == owner)).first()
    return plan_of(row) if row else None


def ringing(session: Session, kinds: Iterable[str], now: datetime, limit: int = 200) -> list[Plan]:
    """Plans to look at now, oldest first, locked until the end of the transaction."""
    # A kind that is an expression has no index: these are found by their hour, in its order, and never all sorted.
    statement = select(_s).where(_s.c.kind.concat("").in_(list(kinds)), _s.c.active.is_(True),
                                 _s.c.next_at <= now).order_by(_s.c.next_at).limit(limit)
    if not is_sqlite(session):
        statement = statement.with_for_update(skip_locked=True)
    return [plan_of(r) for r in session.connection().execute(statement)]


def mend(session: Session, now: datetime) -> None:
    """Plans set impossibly far ahead, by a clock that was wrong for a moment, are looked at again."""
    session.connection().execute(update(_s).where(
        _s.c.next_at > now + UNLIKELY, _s.c.active.is_(True)).values(next_at=now))


def done(session: Session, plan: int, since: date) -> set[date]:
    """The local dates this plan has rung for, from `since` on."""
    rows = session.connection().execute(select(_o.c.local_date).where(
        _o.c.schedule_id == plan, _o.c.local_date >= since))
    return set(rows.scalars())


def look_again(session: Session, plan: int, at: datetime) -> None:
    session.connection().execute(update(_s).where(_s.c.id == plan).values(next_at=at))


def rest(session: Session, plan: int) -> None:
    """This plan never comes back as it is."""
    session.connection().execute(update(_s).where(_s.c.id == plan).values(active=False, next_at=NEVER))


def ring(session: Session, plan: int, day: date, state: Rung, now: datetime) -> bool:
    """Record the occurrence of that local date. False when somebody already did: say nothing then."""
    return insert_new(session, _o, schedule_id=plan, local_date=day, state=state, at=now) is not None
