"""Two who agreed: reminded, then asked whether it was done; and what they gave each other goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import Session

from content.catalogue import Catalogue
from messages.thanks import HelpAfter, HelpUnanswered
from rules.civil import instant, next_open_minute
from rules.deliveries import Window
from rules.help import (
    ASKED_AT,
    SILENT_DAYS,
    Acceptance,
    AcceptanceState,
    CloseReason,
    Request,
    RequestState,
    reminders,
    starts_at,
)
from rules.help_messages import HelpReminder, Side
from rules.messages import Message
from storage import contacts, help_cards, help_due, ledger, residents
from storage import help as store
from storage.ledger import Draft
from storage.once import first_time

DAY = timedelta(days=1)
LATE = timedelta(hours=3)


def step(session: Session, now: datetime, content: Catalogue, safely: Callable[..., None]) -> None:
    soon = now.date() + 3 * DAY
    for request, helper in help_due.helpers(session, AcceptanceState.CONFIRMED, soon):
        safely(session, follow, session, now, content, request, helper)
    for request in contacts.to_wipe(session, now):
        safely(session, contacts.wipe, session, request, now)


def follow(session: Session, now: datetime, content: Catalogue, request: Request, helper: Acceptance) -> None:
    title = content.kind(request.kind).title
    asked = instant(request.day + DAY, ASKED_AT, request.timezone)
    if now >= asked + SILENT_DAYS:
        close(session, now, content, request, helper)
    elif now >= asked:
        if first_time(session, f"help:{request.id}", f"after-{request.day}", now):
            both(session, now, helper, (HelpAfter(helper.id, Side.ASKER, helper.volunteer_name, title),
                                        HelpAfter(helper.id, Side.VOLUNTEER, request.asker_name, title)))
    else:
        remind(session, now, request, helper, title)


def remind(session: Session, now: datetime, request: Request, helper: Acceptance, title: str) -> None:
    """Each reminder once for a day, unless it is late or they have only just agreed."""
    for name, due in reminders(request.day, request.slot, request.timezone).items():
        until = min(due + LATE, starts_at(request.day, request.slot, request.timezone))
        if not due <= now < until or helper.changed_at > due - timedelta(hours=1):
            continue
        if first_time(session, f"help:{request.id}", f"{name}-{request.day}-{helper.id}", now):
            about = helper.id, request.id
            both(session, now, helper, (
                HelpReminder(*about, Side.ASKER, helper.volunteer_name, title, request.day, request.slot),
                HelpReminder(*about, Side.VOLUNTEER, request.asker_name, title, request.day, request.slot)))


def both(session: Session, now: datetime, helper: Acceptance, messages: tuple[Message, Message]) -> None:
    """To the asker, then to the helper; never at night."""
    for person, message in zip((helper.asker, helper.volunteer), messages, strict=True):
        facts = residents.by_id(session, person)
        if facts is not None:
            opens = next_open_minute(now, facts.timezone)
            ledger.add(session, Draft(message, facts.address, window=Window(opens if opens > now else None)), now)


def close(session: Session, now: datetime, content: Catalogue, request: Request, helper: Acceptance) -> None:
    """A week without an answer: closed, and both are told."""
    if store.close(session, request.id, RequestState.CLOSED, CloseReason.NO_REPLY, now,
                   only=(RequestState.CONFIRMED,), what="unanswered"):
        kind = content.kind(request.kind)
        both(session, now, helper, (HelpUnanswered(kind.title), HelpUnanswered(kind.title)))
        found = store.by_id(session, request.id)
        if found is not None:
            help_cards.refresh(session, found, kind, now)
