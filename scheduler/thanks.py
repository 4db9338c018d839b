"""On the first weekday of a month, each group reads what it did in the month before: once, or nothing at all."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from actions.geste_day import is_holiday
from content.catalogue import Catalogue
from rules.civil import instant, is_quiet, open_until
from rules.deliveries import Lane, Purpose, Window
from rules.geste_messages import group_key
from rules.hours import SMALL
from rules.thanks_month import ANIMATION_A_WEEK, MOST_NAMES, GroupThanks, Month, first_weekday, month_before
from storage import gestes, groups, ledger, schedules, thanks_month
from storage.ledger import Draft
from storage.once import first_time

EVERY = timedelta(minutes=1)
LATEST = timedelta(hours=4)
DAYS = 11
WEEK = timedelta(days=7)


def step(session: Session, now: datetime, _content: Catalogue) -> None:
    """Late by more than four hours it is said on the next weekday; a week late it is not said."""
    here = (now + timedelta(hours=14)).date()
    if here.day > DAYS + 1 or not schedules.turn_has_come(session, "group-thanks", EVERY, now):
        return
    for number in thanks_month.unthanked(session, said_in(now)):
        thank(session, number, now)


def said_in(now: datetime) -> str:
    """The mark of this month's Merci, the same in every zone from the first local day to the last."""
    return f"merci-{now + timedelta(hours=14):%Y-%m}"


def thank(session: Session, number: int, now: datetime) -> None:
    owner, row = gestes.owner_of(session, group_key(number), now), groups.row(session, number)
    if owner is None or not owner.willing:
        return
    today = now.astimezone(ZoneInfo(owner.timezone)).date()
    due = instant(today, time.fromisoformat(row.geste_hour), owner.timezone)
    quiet = owner.timezone, owner.quiet_from, owner.quiet_to
    closed = today.weekday() > 4 or is_holiday(owner, today)
    first_open = first_weekday(today.year, today.month, lambda day: is_holiday(owner, day))
    if closed or not first_open <= today <= first_open + WEEK or not due <= now < due + LATEST or is_quiet(now, *quiet):
        return
    monday = instant(today - timedelta(days=today.weekday()), time(0), owner.timezone)
    if thanks_month.animations(session, owner.address, monday) >= ANIMATION_A_WEEK:
        return
    if not first_time(session, group_key(number), said_in(now), now):
        return
    first, last = month_before(today)
    month = thanks_month.month_of(session, number, first, last)
    if not month.empty:
        until = min(due + LATEST, open_until(now, *quiet))
        ledger.add(session, Draft(message(row.name, month), owner.address, Lane.CAMPAIGN, Purpose.CAMPAIGN,
                                  window=Window(None, until)), now)


def message(name: str, month: Month) -> GroupThanks:
    hours = month.minutes // 60 if month.noted_by >= SMALL else -1
    return GroupThanks(name, month.helps, month.gestes, hours, month.members, month.names[:MOST_NAMES])
