"""Nobody is left unasked: at least once a month everybody available is asked for something they can do, a real need
first, else news of somebody they helped, else a small kindness. Never more often than they chose.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeAlias

from actions import geste_day
from actions.agenda import when
from actions.asks_wave import ask
from actions.desk import Desk, reader
from actions.vouches import may_help
from messages.asks_small import AskGeste, AskNews
from rules.asks import due, look_again
from rules.civil import DAY, local_date
from rules.geste_owners import person_key
from rules.manners import Reader
from rules.residents import Person
from rules.screens import Message
from storage import agenda, asks, asks_month, gestes, help_lists, readers, residents

DUE, SWEEP, PAGE = "asks.due", "asks.sweep", "asks.page"
A_WEEK, A_MOMENT, A_PAGE = timedelta(days=7), timedelta(minutes=10), 100
Small: TypeAlias = Callable[[Desk, Person, int], "Message | None"]
SMALL: list[Small] = []
"""What is proposed when nobody near needs a hand, in order; each is given the number of the ask."""


@when(SWEEP, every=A_WEEK)
def sweep(desk: Desk, _house: int) -> None:
    desk.later(PAGE, 0)


@when(PAGE)
def page(desk: Desk, after: int) -> None:
    """A hundred residents at a time: who has no next look gets one, spread over the week."""
    listed = asks_month.unwatched_after(desk.session, after, A_PAGE, DUE)
    desk.at_each(DUE, {person: desk.now + timedelta(days=person % 7) for person in listed.unwatched})
    if listed.last:
        desk.later(PAGE, listed.last)


@when(DUE)
def look(desk: Desk, number: int) -> None:
    """Who was not asked for a month is; the next look is set in any case, unless they are gone."""
    person = residents.by_id(desk.session, number)
    if person is None or not person.is_resident or person.stopped:
        return
    there = reader(readers.of(desk.session, [person.address]).get(person.address))
    at = next_look(desk, person, there)
    if at <= desk.now:
        propose(desk, person)
        at = due(desk.now, there)
    desk.at(DUE, number, at)


def next_look(desk: Desk, person: Person, there: Reader) -> datetime:
    """Now when they may and must be asked; else when one looks at them again."""
    if person.paused_until and person.paused_until > desk.now:
        return person.paused_until
    last = asks.last_of(desk.session, [person.id]).get(person.id) or asks_month.joined(desk.session, person.id)
    at = look_again(last, *asks.in_month(desk.session, person.address, desk.now), desk.now, there)
    other = agenda.next_look(desk.session, "hours.ask", person.id) if at <= desk.now else None
    if other and other <= desk.now + DAY:
        return max(other, desk.now) + A_MOMENT  # the small ask of the 25th is theirs: one thing at a time
    return at


def propose(desk: Desk, person: Person) -> None:
    """A need of somebody near; else something small of their own."""
    if not real_need(desk, person):
        something_small(desk, person)


@when("asks.small")
def small_again(desk: Desk, number: int) -> None:
    """They said « un autre jour », and it is this one."""
    person = residents.by_id(desk.session, number)
    if person is not None and person.is_resident:
        something_small(desk, person)


def something_small(desk: Desk, person: Person) -> None:
    number = asks.record_one(desk.session, person.id, desk.now)
    message = next((said for small in (*SMALL, news, geste) if (said := small(desk, person, number))), None)
    told = desk.tell_all([person.address], message) if message else {}
    if told:
        asks.carried(desk.session, number, person.id, told[person.address])
    else:
        asks.take_back(desk.session, number, person.id)


def real_need(desk: Desk, person: Person) -> bool:
    today = local_date(desk.now, person.timezone)
    for request in help_lists.near(desk.session, person.id, today):
        new = asks.of_request(desk.session, request.id, person.id) is None
        if new and may_help(desk, person.id, request):
            told = desk.tell_all([person.address], ask(desk, request, ""), last=request.day)
            asks.record(desk.session, [person.id] if told else [], desk.now, request=request.id, asker=request.asker,
                        carried=told.values())
            return bool(told)
    return False


def news(desk: Desk, person: Person, number: int) -> Message | None:
    """Of somebody they helped, once a season for each."""
    today = local_date(desk.now, person.timezone)
    for other, first_name in asks_month.helped_by(desk.session, person.id):
        if desk.once(f"p{person.id}", f"news-{other}-{season(today)}"):
            return AskNews(number, first_name)
    return None


def season(day: date) -> str:
    return f"{day.year}-{(day.month - 1) // 3}"


def geste(desk: Desk, person: Person, number: int) -> Message | None:
    """One of this week's: the card of the day is theirs to ask for besides."""
    owner = gestes.owner_of(desk.session, person_key(person.id), desk.now)
    chosen = geste_day.pick(desk.session, desk.content, owner, local_date(desk.now, person.timezone)) if owner else None
    if chosen is None:
        return None
    one = desk.content.geste(chosen)
    return AskGeste(number, one.title, one.minutes)
