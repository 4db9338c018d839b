"""On the 25th, people who noted nothing this month get one small ask; moved off Sundays and public holidays."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from content.catalogue import Catalogue
from content.days import is_public_holiday
from rules.calendar import Territory
from rules.deliveries import Lane, Policy, Purpose, Window
from rules.geste_messages import person_key
from rules.hours import SmallAsk
from scheduler import geste_day
from storage import gestes, hours, ledger
from storage.ledger import Draft
from storage.once import first_time

DAY, HOUR = 25, 10
LATEST = timedelta(hours=8)


def asking_day(year: int, month: int, territory: Territory) -> date:
    """The 25th, or the next day that is neither a Sunday nor a public holiday there."""
    day = date(year, month, DAY)
    while day.weekday() == 6 or is_public_holiday(day, territory):
        day += timedelta(days=1)
    return day


def territory_of(session: Session, person: Any, now: datetime) -> Territory:
    owner = gestes.owner_of(session, person_key(person.id), now)
    return geste_day.territory_of(owner) if owner else Territory.METROPOLE


def step(session: Session, now: datetime, _content: Catalogue) -> None:
    """Each person once a month, in their own zone, between ten and the evening."""
    if not DAY - 1 <= now.day <= DAY + 6:
        return
    first = now.date().replace(day=1)
    for person in hours.idle_residents(session, first, first + timedelta(days=31)):
        local = now.astimezone(ZoneInfo(person.timezone))
        if local.day < DAY or not HOUR <= local.hour < 18:
            continue
        if local.date() != asking_day(local.year, local.month, territory_of(session, person, now)):
            continue
        if person.paused_until and person.paused_until > now:
            continue
        if first_time(session, f"p{person.id}", f"hours-{local:%Y-%m}", now):
            ledger.add(session, Draft(SmallAsk(person.first_name), person.address_id, Lane.NOTICE, Purpose.ASK,
                                      Policy.AT_MOST_ONCE, Window(None, now + LATEST)), now)
