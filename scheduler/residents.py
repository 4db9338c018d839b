"""Who has just joined is asked for something real within seven days, once: on a weekday, at a civil hour."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from content.catalogue import Catalogue
from content.days import holidays_where
from rules.civil import instant
from rules.deliveries import Lane, Purpose, Window
from rules.help import Request
from rules.help_messages import HelpAsk
from rules.residents import FIRST_NEED, NEWCOMER
from storage import asks, help_cards, help_lists, ledger, residents, schedules
from storage.ledger import Draft
from storage.once import first_time
from storage.vouches import is_vouched

EVERY = timedelta(minutes=1)
OPENS, CLOSES = time(9), time(18, 30)


def step(session: Session, now: datetime, content: Catalogue) -> None:
    if not schedules.turn_has_come(session, "first-needs", EVERY, now):
        return
    for person in residents.newcomers(session, now - NEWCOMER, now):
        local = now.astimezone(ZoneInfo(person.timezone))
        if not OPENS <= local.time() < CLOSES or is_off(session, person, local.date()):
            continue
        found = need(session, content, person, local) if asks.may_be_asked(session, person.address_id, now) else None
        if found and first_time(session, f"p{person.id}", FIRST_NEED, now):
            until = instant(local.date(), CLOSES, person.timezone)
            delivery = ledger.add(session, Draft(asked(content, found), person.address_id, Lane.NOTICE, Purpose.ASK,
                                                 window=Window(None, until)), now)
            asks.record(session, [person.id], now, request=found.id, asker=found.asker, deliveries=[delivery])


def is_off(session: Session, person: Any, day: date) -> bool:
    """A weekend, or a public holiday where they live."""
    known = asks.neighbour(session, person.id)
    return day.weekday() > 4 or holidays_where(known.commune if known else None, person.timezone)(day)


def need(session: Session, content: Catalogue, person: Any, local: datetime) -> Request | None:
    """The soonest open need nearby that this person may take, and was not asked for in private already."""
    for request in help_lists.near(session, person.id, local.date()):
        asked_then = request.created_at >= person.joined_at and not help_cards.placed(session, request.id)
        free = not content.kind(request.kind).needs_vouch or is_vouched(session, person.id, request.zone)
        if free and not asked_then:
            return request
    return None


def asked(content: Catalogue, request: Request) -> HelpAsk:
    kind = content.kind(request.kind)
    if kind.discreet:
        return HelpAsk(request.id, kind.title, request.minutes)
    return HelpAsk(request.id, kind.title, request.minutes, request.zone_label, request.day, request.slot)
