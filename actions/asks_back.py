"""« Un autre jour »: the ask comes back on that day, and they are the first of those asked then."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from actions.agenda import when
from actions.desk import Desk, reader
from actions.vouches import may_help
from messages.asks import AwaitedAsk
from rules.civil import instant, local_date
from rules.help import Request, RequestState
from rules.manners import Hours, next_open
from rules.residents import Person
from storage import asks, help_lists, readers, residents

BACK, SMALL = "asks.back", "asks.small"


def comes_back(desk: Desk, ask: int, person: Person, day: date) -> None:
    there = reader(readers.of(desk.session, [person.address]).get(person.address))
    desk.at(BACK, ask, next_open(Hours.WORKDAYS, instant(day, time(9), person.timezone), there))


@when(BACK)
def back(desk: Desk, number: int) -> None:
    """What they were asked, if it still waits; else the soonest need near them; else they are first in line today."""
    ask = asks.by_id(desk.session, number)
    person = residents.by_id(desk.session, ask.person_id) if ask else None
    if ask is None or person is None or not person.is_resident or person.stopped:
        return None
    if person.paused_until and person.paused_until > desk.now:
        return None
    found = waiting(desk, ask, person)
    if found is None:
        return None if ask.request_id else desk.later(SMALL, person.id)
    said = awaited(desk, found)
    told = desk.tell_all([person.address], said, last=found.day)
    if told and found.id == ask.request_id:
        asks.asked_again(desk.session, number, person.id, told[person.address])
    elif told:
        asks.record(desk.session, [person.id], desk.now, request=found.id, asker=found.asker, carried=told.values())
    return None


def waiting(desk: Desk, ask: Any, person: Person) -> Request | None:
    """The same need before any other; never one they were asked for and did not choose to see again."""
    today = local_date(desk.now, person.timezone)
    near = help_lists.near(desk.session, person.id, today)
    near.sort(key=lambda one: one.id != ask.request_id)
    return next((one for one in near if may(desk, one, ask, person)), None)


def may(desk: Desk, request: Request, ask: Any, person: Person) -> bool:
    new = request.id == ask.request_id or asks.of_request(desk.session, request.id, person.id) is None
    return new and request.state is RequestState.OPEN and may_help(desk, person.id, request)


def awaited(desk: Desk, request: Request) -> AwaitedAsk:
    kind = desk.content.kind(request.kind)
    if kind.discreet:
        return AwaitedAsk(request.id, kind.title, request.minutes)
    return AwaitedAsk(request.id, kind.title, request.minutes, request.zone_label, request.day, request.slot)
