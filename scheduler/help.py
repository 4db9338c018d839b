"""No request dies in silence: a silent asker, nobody who comes, the last days, the end."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from content.catalogue import Catalogue
from rules.civil import local_date, next_open_minute
from rules.deliveries import DeliveryState, Window
from rules.help import (
    LAST_DAYS,
    Acceptance,
    AcceptanceState,
    CloseReason,
    Request,
    RequestState,
    silent_at,
    unserved_at,
)
from rules.help_messages import HelpEnded, HelpExpiring, HelpFreed, HelpProposed, HelpUnserved, HelpUnservedAdmin, Side
from rules.messages import Message
from scheduler import help_after
from storage import help as store
from storage import help_cards, help_due, help_lists, ledger, residents
from storage.ledger import Draft
from storage.once import first_time

log = logging.getLogger(__name__)
ON_THE_WAY = (DeliveryState.READY, DeliveryState.WAITING, DeliveryState.PAUSED, DeliveryState.SENDING)


def step(session: Session, now: datetime, content: Catalogue) -> None:
    for request, helper in help_due.helpers(session, AcceptanceState.PROPOSED, date.max):
        if now >= silent_at(helper, request):
            safely(session, unanswered, session, now, content, request, helper)
    for request in help_due.in_state(session, RequestState.OPEN):
        safely(session, watch, session, now, content, request)
    help_after.step(session, now, content, safely)


def safely(session: Session, work: Callable[..., None], *args: Any) -> None:
    """One request that cannot be dealt with keeps none of the others waiting."""
    try:
        with session.begin_nested():
            work(*args)
    except Exception:
        log.exception("help: %s failed", work.__name__)


def tell(session: Session, person: int, message: Message, now: datetime) -> None:
    """In private, never at night."""
    facts = residents.by_id(session, person)
    if facts is not None:
        opens = next_open_minute(now, facts.timezone)
        ledger.add(session, Draft(message, facts.address, window=Window(opens if opens > now else None)), now)


def unanswered(session: Session, now: datetime, content: Catalogue, request: Request, helper: Acceptance) -> None:
    """Nobody is silent who was not asked: the time counts from the arrival of the question, asked again if lost."""
    asked = help_due.asked(session, helper)
    over = local_date(now, request.timezone) > request.day
    if asked is None or over:
        free(session, now, content, request, helper.id, helper.volunteer)
    elif asked.state is DeliveryState.SENT:
        if now >= silent_at(helper, request, asked.changed_at):
            free(session, now, content, request, helper.id, helper.volunteer)
    elif asked.state not in ON_THE_WAY:
        if first_time(session, f"help:{request.id}", f"asked-{helper.id}-{helper.at:%m%d%H%M}", now):
            tell(session, helper.asker, HelpProposed(
                helper.id, helper.volunteer_name, content.kind(request.kind).title, request.day, request.slot), now)
        else:
            free(session, now, content, request, helper.id, helper.volunteer, asked=False)


def free(session: Session, now: datetime, content: Catalogue, request: Request, acceptance: int,
         volunteer: int, *, asked: bool = True) -> None:
    """The asker did not answer: the helper's day is their own again, and the request is open.

    asked: False when the question never reached them; nothing is held against them.
    """
    if not store.release(session, acceptance, AcceptanceState.FREED, now, only=(AcceptanceState.PROPOSED,)):
        return
    title = content.kind(request.kind).title
    tell(session, volunteer, HelpFreed(Side.VOLUNTEER, request.id, title), now)
    if asked and local_date(now, request.timezone) <= request.day:
        tell(session, request.asker, HelpFreed(Side.ASKER, request.id, title), now)
    refresh(session, now, content, request.id)


def refresh(session: Session, now: datetime, content: Catalogue, number: int) -> None:
    found = store.by_id(session, number)
    if found is not None:
        help_cards.refresh(session, found, content.kind(found.kind), now)


def watch(session: Session, now: datetime, content: Catalogue, listed: Request) -> None:
    """An open request: ended, about to end, or waiting for too long."""
    request = store.by_id(session, listed.id)
    if request is None or request.state is not RequestState.OPEN:
        return
    title = content.kind(request.kind).title
    if local_date(now, request.timezone) > request.day:
        end(session, now, content, request, RequestState.CLOSED, CloseReason.NOBODY)
    elif now >= request.expires_at:
        end(session, now, content, request, RequestState.EXPIRED, CloseReason.EXPIRED)
    elif now >= request.expires_at - LAST_DAYS and request.day >= last_day(request):
        if first_time(session, f"help:{request.id}", f"expiring-{last_day(request)}", now):
            tell(session, request.asker, HelpExpiring(request.id, title, last_day(request)), now)
    elif now >= unserved_at(request) and first_time(session, f"help:{request.id}", "unserved", now):
        again = help_cards.placed(session, request.id) > 0
        tell(session, request.asker, HelpUnserved(request.id, title, again), now)
        for admin, group in help_lists.admins(session, request.id):
            tell(session, admin, HelpUnservedAdmin(title, group), now)


def last_day(request: Request) -> date:
    return request.expires_at.astimezone(ZoneInfo(request.timezone)).date()


def end(session: Session, now: datetime, content: Catalogue, request: Request, state: RequestState,
        reason: CloseReason) -> None:
    what = "unserved" if reason is CloseReason.NOBODY else "expired"
    if store.close(session, request.id, state, reason, now, only=(RequestState.OPEN,), what=what):
        tell(session, request.asker, HelpEnded(content.kind(request.kind).title, reason), now)
        refresh(session, now, content, request.id)
