"""Once an hour: drafts are recalled, sleeping accounts warned, and what is past its date is forgotten."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from content.catalogue import Catalogue
from rules import privacy as rules
from rules.civil import local_date, next_open_minute
from rules.deliveries import Window
from rules.messages import Message
from rules.privacy import AccountSleeps, DraftWaits, a_month_after
from storage import fleeting, ledger, mentions, privacy, residents, retention
from storage.ledger import Draft
from storage.once import first_time
from storage.schedules import turn_has_come

EVERY = timedelta(hours=1)
A_WEEK = timedelta(days=7)


def step(session: Session, now: datetime, _content: Catalogue) -> None:
    if turn_has_come(session, "retention", EVERY, now):
        drafts(session, now)
        accounts(session, now)
        forget(session, now)


def months_before(now: datetime, count: int) -> datetime:
    return datetime.combine(a_month_after(now.date(), -count), now.timetz())


def drafts(session: Session, now: datetime) -> None:
    """Recalled once after a day; two days before they go, it is said; at thirty days they go."""
    oldest = now - rules.DRAFTS_KEPT
    for row in retention.drafts_idle(session, oldest, now - rules.RECALL_AFTER):
        if row.name not in rules.RECALLED or not row.answers:
            continue
        goes = row.updated_at + rules.DRAFTS_KEPT
        ending = now >= goes - rules.ANNOUNCED
        last = local_date(goes, row.timezone) if ending else None
        what = f"end-{row.name}-{last}" if last else f"recall-{row.name}-{row.run}"
        if first_time(session, f"p{row.person_id}", what, now):
            say(session, row, DraftWaits(row.name, last), now)
    retention.forget_drafts(session, oldest)


def accounts(session: Session, now: datetime) -> None:
    """A year without a word: one warning, and a month later the account goes, as visitors do after thirty days."""
    gone = [*retention.silent_visitors(session, now - rules.VISITORS_KEPT),
            *retention.abandoned(session, months_before(now, rules.ERASED_AT), now - rules.NOTICE)]
    for person in gone:
        facts = residents.by_id(session, person)
        if facts:
            privacy.erase(session, facts, now, marked=False)
    for person in retention.sleeping(session, months_before(now, rules.WARNED_AT)):
        row = residents.row(session, person)
        last = max(datetime.combine(a_month_after(row.seen_at.date(), rules.ERASED_AT), time(0), now.tzinfo),
                   now + rules.NOTICE)
        residents.change(session, person, warned_at=now)
        say(session, row, AccountSleeps(row.first_name, local_date(last, row.timezone)), now)


def say(session: Session, row: Any, message: Message, now: datetime) -> None:
    """A notice in private, in the daytime of who reads it."""
    at = next_open_minute(now, row.timezone)
    ledger.add(session, Draft(message, row.address_id, window=Window(at if at > now else None)), now)


def forget(session: Session, now: datetime) -> None:
    retention.forget_contacts(session, now - rules.CONTACTS_KEPT)
    retention.forget_texts(session, now - rules.TEXTS_KEPT)
    retention.forget_traces(session, months_before(now, rules.TRACES_KEPT))
    retention.fold_hours(session, a_month_after(now.date(), -rules.HOURS_KEPT))
    retention.forget_once(session, now - rules.ONCE_KEPT)
    mentions.unname_the_gone(session, now)
    privacy.forget_exports(session, now - A_WEEK)
    privacy.forget_addresses(session, now - A_WEEK)
    fleeting.forget_since(session, now - A_WEEK)
    retention.forget_zones(session)
