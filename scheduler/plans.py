"""Plans that come back at a civil hour: the one that has been due the longest, one transaction a plan."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from actions.agenda import RINGS
from rules.schedules import Plan, due, next_ring
from scheduler.agenda import AN_HOUR, DeskOf
from storage import schedules
from storage.away import is_away
from storage.engine import transaction

log = logging.getLogger(__name__)
REMEMBERED = timedelta(days=10)


def ring_one(engine: Engine, desk: DeskOf, now: datetime) -> bool:
    """Ring the plan that has been due the longest; False when none is. One that fails comes again in an hour."""
    plan = None
    try:
        with transaction(engine) as session:
            plan = next(iter(schedules.ringing(session, RINGS, now, 1)), None)
            if plan is not None:
                _look_again(session, plan, now)
                found = due(plan, schedules.done(session, plan.id, (now - REMEMBERED).date()), now)
                if found:
                    RINGS[plan.kind](desk(session, now), found)
    except Exception as fault:
        if plan is None or is_away(fault):
            raise
        log.exception("the %s of %s failed", plan.kind, plan.owner, extra={"event": "plan_failed"})
        with transaction(engine) as session:
            schedules.look_again(session, plan.id, now + AN_HOUR)
    return plan is not None


def _look_again(session: Session, plan: Plan, now: datetime) -> None:
    again = next_ring(plan, now)
    if again is None:
        schedules.rest(session, plan.id)
    else:
        schedules.look_again(session, plan.id, again)
