"""Who has just joined is asked for something real within seven days, once: on a weekday, at a civil hour."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from actions import circles, offers
from actions.agenda import when
from actions.desk import Desk, reader
from actions.vouches import may_help
from messages.asks import FirstAsk
from rules.help import Request
from rules.manners import Hours, next_open
from rules.residents import FIRST_NEED, NEWCOMER
from storage import asks, geste_plans, help_lists, readers, residents

AGAIN, A_MONTH = timedelta(hours=1), timedelta(days=28)


def join(desk: Desk, person: int) -> None:
    """Somebody is a resident now: their first week begins."""
    geste_plans.follow_person(desk.session, person, desk.now)
    desk.later("residents.need", person)
    desk.later("asks.due", person, A_MONTH)
    circles.after_joining(desk, person)
    offers.learn(desk, person)


def look_for(desk: Desk, request: int) -> None:
    """A new need: newcomers near it are looked at now, not within the hour."""
    desk.at_each("residents.need", dict.fromkeys(
        asks.newcomers_near(desk.session, request, desk.now - NEWCOMER), desk.now))


@when("residents.need")
def need(desk: Desk, person: int) -> None:
    who = residents.newcomer(desk.session, person, desk.now - NEWCOMER)
    if who is None:
        return
    there = reader(readers.of(desk.session, [who.address_id])[who.address_id])
    opens = next_open(Hours.OFFICE, desk.now, there)
    if opens > desk.now:
        desk.at("residents.need", person, opens)
        return
    quiet = who.stopped or (who.paused_until and who.paused_until > desk.now)
    today = desk.now.astimezone(ZoneInfo(who.timezone)).date()
    willing = not quiet and asks.may_be_asked(desk.session, who.address_id, desk.now)
    found = nearest(desk, who, today) if willing else None
    if found is None:
        desk.later("residents.need", person, AGAIN)
    elif desk.once(f"p{person}", FIRST_NEED):
        ask(desk, who, found)


def ask(desk: Desk, who: Any, found: Request) -> None:
    told = desk.tell_all([who.address_id], first_ask(desk, found))
    if told:
        asks.record(desk.session, [who.id], desk.now, request=found.id, asker=found.asker,
                    carried=told.values())


def nearest(desk: Desk, who: Any, today: date) -> Request | None:
    """The soonest open need nearby that this person may take, and was not asked for in private already."""
    for request in help_lists.near(desk.session, who.id, today):
        asked = asks.of_request(desk.session, request.id, who.id) is not None
        if not asked and may_help(desk, who.id, request):
            return request
    return None


def first_ask(desk: Desk, request: Request) -> FirstAsk:
    kind = desk.content.kind(request.kind)
    if kind.discreet:
        return FirstAsk(request.id, kind.title, request.minutes)
    return FirstAsk(request.id, kind.title, request.minutes, request.zone_label, request.day, request.slot)
