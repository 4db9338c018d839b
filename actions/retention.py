"""Once an hour: drafts are recalled, sleeping accounts warned, and what is past its date is forgotten."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from actions import privacy as leave
from actions.agenda import when
from actions.desk import Desk
from messages.retention import AccountSleeps, DraftWaits
from rules import privacy as rules
from rules.civil import local_date
from rules.privacy import a_month_after, months_before
from storage import fleeting, mentions, privacy, residents, retention
from storage import said as pages
from storage.housekeeping import Piece

EVERY = timedelta(hours=1)
A_WEEK = timedelta(days=7)


@when("retention.drafts", every=EVERY)
def drafts(desk: Desk, _house: int = 0) -> None:
    desk.later("retention.draft", 0)


@when("retention.draft")
def recall(desk: Desk, after: int) -> None:
    """Recalled once after a day; two days before they go, it is said. A page at a time."""
    now, oldest = desk.now, desk.now - rules.DRAFTS_KEPT
    found, last = retention.drafts_idle(desk.session, after, oldest, now - rules.RECALL_AFTER, oldest + rules.ANNOUNCED)
    for row in found:
        if row.name not in rules.RECALLED or not row.answers:
            continue
        goes = row.updated_at + rules.DRAFTS_KEPT
        ending = now >= goes - rules.ANNOUNCED
        day = local_date(goes, row.timezone) if ending else None
        what = f"end-{row.name}-{day}" if day else f"recall-{row.name}-{row.run}"
        if desk.once(f"p{row.person_id}", what):
            desk.tell(row.person_id, DraftWaits(row.name, day))
    if last:
        desk.later("retention.draft", last)


@when("retention.accounts", every=EVERY)
def accounts(desk: Desk, _house: int = 0) -> None:
    """A year without a word: one warning, and a month later the account goes, as visitors do after thirty days."""
    now, session = desk.now, desk.session
    gone = [*retention.silent_visitors(session, now - rules.VISITORS_KEPT),
            *retention.abandoned(session, months_before(now, rules.ERASED_AT), now - rules.NOTICE)]
    desk.at_each("retention.erase", dict.fromkeys(gone, now))
    desk.at_each("retention.warn", dict.fromkeys(
        retention.sleeping(session, months_before(now, rules.WARNED_AT)), now))


@when("retention.erase")
def erase(desk: Desk, person: int) -> None:
    """Unless they wrote a word since."""
    known = residents.by_id(desk.session, person)
    if known and retention.is_gone(desk.session, person, desk.now - rules.VISITORS_KEPT,
                                   months_before(desk.now, rules.ERASED_AT), desk.now - rules.NOTICE):
        leave.erase(desk, known, marked=False)


@when("retention.warn")
def warn(desk: Desk, person: int) -> None:
    known = residents.by_id(desk.session, person)
    if known is None:
        return
    row = residents.row(desk.session, person)
    if row.warned_at is not None or row.seen_at > months_before(desk.now, rules.WARNED_AT):
        return
    last = max(datetime.combine(a_month_after(row.seen_at.date(), rules.ERASED_AT), time(0), desk.now.tzinfo),
               desk.now + rules.NOTICE)
    residents.change(desk.session, person, warned_at=desk.now)
    desk.tell(known, AccountSleeps(known.first_name, local_date(last, known.timezone)))


@when("retention.forget", every=EVERY)
def forget(desk: Desk, _house: int = 0) -> None:
    """What is more than old rows: those go by what their table declares, with the rest of the housekeeping.

    Each kind has a look of its own, and comes back until nothing is left of it.
    """
    desk.at_each("retention.piece", dict.fromkeys(range(len(PIECES)), desk.now))
    desk.later("retention.zones", 0)
    desk.later("retention.said", pages.newest_before(desk.session, desk.now - A_WEEK))


@when("retention.piece")
def piece(desk: Desk, which: int) -> None:
    if which < len(PIECES) and PIECES[which](desk.session, desk.now):
        desk.later("retention.piece", which)


@when("retention.zones")
def zones(desk: Desk, after: int) -> None:
    last = retention.forget_zones(desk.session, after)
    if last:
        desk.later("retention.zones", last)


@when("retention.said")
def said_once(desk: Desk, after: int) -> None:
    """A week of messages, a page at a time: what arrived, or will not, is not kept; nor the words of who is gone."""
    last = pages.page_after(desk.session, after)
    mentions.unname_the_gone(desk.session, after, last, desk.now)
    privacy.forget_exports(desk.session, after, last)
    fleeting.forget_between(desk.session, after, last)
    if last > after:
        desk.later("retention.said", last)


PIECES: tuple[Piece, ...] = (
    lambda session, now: retention.fold_hours(session, a_month_after(now.date(), -rules.HOURS_KEPT)),
    lambda session, now: privacy.forget_addresses(session, now - A_WEEK))
