"""The geste comes by itself: at its hour, on open days, to those who want it, once a date."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlmodel import Session

from actions.geste_day import card, fix, is_holiday
from content.catalogue import Catalogue
from rules.civil import next_open_minute, open_until
from rules.deliveries import Lane, Purpose, Window
from rules.geste_messages import UNTOUCHED, GesteCalmer, Owner
from rules.groups import GroupRhythm
from rules.schedules import Due, Rung
from scheduler.due import due, next_ring, patience
from storage import geste_plans, gestes, groups, ledger, residents, schedules
from storage.ledger import Draft

log = logging.getLogger(__name__)
KIND = geste_plans.KIND
FOLLOW = timedelta(minutes=1)
A_TICK = 25
"""A quarter of a second of work: more would keep the people who are talking waiting."""


def step(session: Session, now: datetime, content: Catalogue) -> None:
    """Ring what is due. Looked at again at the next tick when there is more than one tick's worth."""
    if schedules.turn_has_come(session, "geste-plans", FOLLOW, now):
        geste_plans.follow_settings(session, now)
        schedules.mend(session, now)
    for plan in schedules.ringing(session, (KIND,), now, A_TICK):
        again = next_ring(plan, now)
        if again is None:
            schedules.rest(session, plan.id)
        else:
            schedules.look_again(session, plan.id, again)
        found = due(plan, schedules.done(session, plan.id, (now - timedelta(days=10)).date()), now)
        if found:
            _safely(session, content, found, now)


def _safely(session: Session, content: Catalogue, found: Due, now: datetime) -> None:
    """One owner whose geste cannot be made keeps nobody else waiting."""
    try:
        with session.begin_nested():
            ring(session, content, found, now)
    except Exception:
        log.exception("geste of %s on %s failed", found.plan.owner, found.day)


def ring(session: Session, content: Catalogue, found: Due, now: datetime) -> None:
    owner = gestes.owner_of(session, found.plan.owner, now)
    window = owner and leave_between(owner, found, now)
    state = Rung.LATE if found.late else Rung.SKIPPED if owner is None or not window else Rung.DONE
    if not schedules.ring(session, found.plan.id, found.day, state, now) or not (owner and window):
        return
    if owner.is_group and calm_down(session, owner.number, found, now):
        return
    chosen = fix(session, content, owner, found.day, now)
    if chosen is None or not chosen[1]:
        return
    message = card(session, content, owner, found.day, chosen[0])
    if message is None:
        return
    ledger.add(session, Draft(message, owner.address, Lane.CAMPAIGN, Purpose.GESTE, window=window), now)
    if owner.is_group:
        gestes.posted(session, owner.number)


def leave_between(owner: Owner, found: Due, now: datetime) -> Window | None:
    """When it may leave: from the first open minute, for four hours at most, never into quiet hours."""
    limit = patience(KIND)
    if found.late or limit is None or not owner.willing:
        return None
    quiet = owner.quiet_from, owner.quiet_to
    opens = next_open_minute(now, owner.timezone, *quiet, holiday=lambda day: is_holiday(owner, day))
    closes = min(found.at + limit, open_until(opens, owner.timezone, *quiet))
    return Window(opens, closes) if opens < closes else None


def calm_down(session: Session, group: int, found: Due, now: datetime) -> bool:
    """Ten gestes and not one tap: once a week from now on, and the admin is told. True when today is left out."""
    row = groups.row(session, group)
    if row.untouched < UNTOUCHED or row.geste_rhythm is not GroupRhythm.WEEKDAYS:
        return False
    groups.change(session, group, geste_rhythm=GroupRhythm.WEEKLY, untouched=0)
    geste_plans.follow_group(session, group, now)
    admin = residents.by_id(session, row.installed_by) if row.installed_by else None
    if admin:
        ledger.add(session, Draft(GesteCalmer(group, row.name), admin.address), now)
    return found.day.weekday() != 0
