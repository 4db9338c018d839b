"""Heures civiques: noted, confirmed, and asked for on the 25th of those who noted nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from actions.agenda import when
from actions.desk import Desk, holidays
from messages.hours import HourConfirmed, HourProposal, HourToConfirm, SmallAsk
from rules.civil import instant
from rules.hours import ASKED_AT, ASKED_ON, Entry, EntryState, HourKind, asked_at
from rules.privacy import a_month_after
from storage import asks, groups, readers, residents
from storage import hours as store

A_PAGE = 100
EAST = timedelta(hours=15)
MONTH = timedelta(days=31)


def note(desk: Desk, person: int, first_name: str, kind: HourKind, minutes: int, day: date, *,
         replaces: Entry | None = None, partner: int | None = None, request: int | None = None) -> int:
    """Append to the log; whoever was helped is asked to confirm, once a request. What it replaces lends its partner
    and request.
    """
    if replaces is not None:
        partner, request = replaces.partner, replaces.request
    mine = groups.of_person(desk.session, person)
    state = EntryState.CORRECTED if replaces is not None and minutes == 0 else EntryState.DECLARED
    number = store.note(desk.session, person, kind, minutes, day, desk.now, state=state, partner=partner,
                        request=request, replaces=replaces.id if replaces else None,
                        group=mine[0].id if mine else None)
    if partner is not None and minutes:
        earlier = store.asked(desk.session, partner, replaces.id) if replaces else None
        ask_once(desk, partner, HourToConfirm(number, first_name, minutes, day), f"help:{request}", earlier)
    return number


def ask_once(desk: Desk, partner: int, question: HourToConfirm, subject: str, earlier: int | None) -> None:
    """Once a request; a correction changes what was asked, in place, and disturbs nobody."""
    if earlier is not None:
        desk.change(partner, question, earlier)
    elif desk.once(subject, "hours-asked"):
        desk.tell(partner, question)


def withdraw(desk: Desk, entry: Entry) -> None:
    store.note(desk.session, entry.person, entry.kind, 0, entry.day, desk.now, state=EntryState.CORRECTED,
               replaces=entry.id, request=entry.request)


def confirm(desk: Desk, entry: Entry, first_name: str) -> None:
    """The other side says so too; once is enough."""
    if entry.state is EntryState.CONFIRMED:
        return
    store.note(desk.session, entry.person, entry.kind, entry.minutes, entry.day, desk.now, partner=entry.partner,
               state=EntryState.CONFIRMED, request=entry.request, replaces=entry.id)
    desk.tell(entry.person, HourConfirmed(first_name, entry.minutes))


def propose(desk: Desk, helper: int, minutes: int, day: date, request: int) -> None:
    """After a « Oui »: offer the helper to note these minutes."""
    desk.tell(helper, HourProposal(minutes, day, request))


@when("hours.month", every=MONTH)
def month(desk: Desk, _house: int) -> None:
    """When the 25th comes to the easternmost zone, each resident gets an hour of their own to be asked at."""
    this_month = desk.now.date().replace(day=1)
    if desk.now < sweep(this_month):
        desk.at("hours.month", 0, sweep(this_month))
        return
    desk.later("hours.page", 0)
    desk.at("hours.month", 0, sweep(a_month_after(this_month)))


def sweep(first: date) -> datetime:
    return instant(first.replace(day=ASKED_ON), ASKED_AT, "UTC") - EAST


@when("hours.page")
def page(desk: Desk, after: int) -> None:
    """A hundred residents at a time: whoever talks to the bot meanwhile waits for one page at most."""
    listed = residents.residents_after(desk.session, after, A_PAGE)
    places = readers.of(desk.session, [address for _person, address in listed])
    desk.at_each("hours.ask", {person: due(desk.now, places[address]) for person, address in listed})
    if len(listed) == A_PAGE:
        desk.later("hours.page", listed[-1][0])


def due(now: datetime, place: readers.Place) -> datetime:
    local = now.astimezone(ZoneInfo(place.timezone))
    return asked_at(local.year, local.month, place.timezone, holidays(place.commune, place.timezone))


@when("hours.ask")
def ask(desk: Desk, person: int) -> None:
    """One small thing, once a month, of somebody who noted and promised nothing; after a pause, if the day is young."""
    known = residents.by_id(desk.session, person)
    if known is None:
        return
    place = readers.of(desk.session, [known.address])[known.address]
    local = desk.now.astimezone(ZoneInfo(place.timezone)).date()
    first = local.replace(day=1)
    idle = store.idle(desk.session, [person], first, a_month_after(first) - timedelta(days=1))
    if not idle:
        return
    if known.paused_until and known.paused_until > desk.now:
        desk.at("hours.ask", person, known.paused_until)
    elif desk.once(f"p{person}", f"hours-{local:%Y-%m}"):
        told = desk.tell(known, SmallAsk(known.first_name), due=due(desk.now, place))
        asks.record(desk.session, [person] if told else [], told or desk.now)
