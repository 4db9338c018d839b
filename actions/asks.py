"""Asking neighbours one by one: a few at a time, each within what they chose, at an hour of theirs; then the group's
card, then whoever looks after the street. Whoever asked is told what comes next, and when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from actions import asks_wave, help_cards
from actions.agenda import when
from actions.asks_call import about, called
from actions.asks_sign import leader
from actions.desk import Desk
from messages.asks import AskWider
from messages.help_care import HelpUnserved
from rules.asks_order import unasked
from rules.asks_waves import ALONE_ON_A_CARD, CALL_WHEN_LATE, Card, Outlook, Phase, Step, Wave, next_wave
from rules.civil import local_date
from rules.groups import Group
from rules.help import BEFORE_SLOT, MOST_ASKED, Request, RequestState, is_over, moment_of, unserved_at
from rules.manners import Hours, next_open
from storage import agenda, asks, asks_waves, people
from storage import help as store
from storage import help_cards as cards

WIDEN, CALL, CALL_LATE = "asks.widen", "asks.call", "asks.call_late"
UNREACHED = timedelta(hours=4)  # an asker who cannot be told anything: nobody is asked for them meanwhile


class Next(StrEnum):
    """What comes when nobody says yes."""

    WIDER = "wider"
    GROUP = "group"
    LEADER = "leader"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Asked:
    """How many people are asked in private, and when the first of them reads it; None when nobody is.

    elsewhere: the groups of this place, in which the asker takes no part; grouped: one of theirs sees it later. after,
    at: what comes next, and when; who: the first name of whoever is told then.
    """

    people: int
    first: datetime | None
    elsewhere: tuple[Group, ...] = ()
    after: Next = Next.NOBODY
    at: datetime | None = None
    who: str = ""
    grouped: bool = False


def begin(desk: Desk, request: Request, elsewhere: Sequence[Group] = ()) -> Asked | None:
    """The first wave; None when its group is to see it at once."""
    asks_waves.begin(desk.session, request.id, desk.now)
    asked = step(desk, request, tuple(elsewhere))
    if asked is None:
        asks_waves.end(desk.session, request.id)
    return asked


def reopen(desk: Desk, request: Request, *, late: bool = False) -> Asked | None:
    """Whoever was to come does not: asking goes on. late: it is for soon, so more people are asked at once, and whoever
    looks after the street is called within the hour.
    """
    found = store.by_id(desk.session, request.id)
    if found is None or not waits(desk, found):
        return None
    so_far = asks_waves.of(desk.session, found.id)
    if late:
        asks_waves.begin(desk.session, found.id, desk.now)
        desk.later(CALL_LATE, found.id, CALL_WHEN_LATE)
        return step(desk, found) or Asked(0, None)
    if so_far and so_far.phase is Phase.ASKING:
        desk.later(WIDEN, found.id)
    elif so_far:
        desk.later(CALL, found.id, ALONE_ON_A_CARD)
    return None


def under_way(desk: Desk, request: Request) -> bool:
    """Whether more people, the group or whoever looks after the street are still to be asked in time."""
    looks = (agenda.next_look(desk.session, what, request.id) for what in (WIDEN, CALL))
    return any(at and desk.now < at < moment_of(request, desk.now) - BEFORE_SLOT for at in looks)


@when(WIDEN)
def widen(desk: Desk, number: int) -> None:
    request, so_far = store.by_id(desk.session, number), asks_waves.of(desk.session, number)
    if request is None or so_far is None or so_far.phase is not Phase.ASKING or not waits(desk, request):
        return
    if not store.reachable(desk.session, number):
        desk.later(WIDEN, number, UNREACHED)
    elif step(desk, request) is None:
        to_group(desk, request)


def waits(desk: Desk, request: Request) -> bool:
    return request.state is RequestState.OPEN and not is_over(request, desk.now)


def step(desk: Desk, request: Request, elsewhere: tuple[Group, ...] = ()) -> Asked | None:
    """The next wave, and when one looks again. None: it is the group's turn."""
    so_far = asks_waves.of(desk.session, request.id)
    assert so_far is not None
    found = asks_wave.willing(desk, request)
    need = outlook(desk, request, so_far, asks_wave.Found(found, unasked(found, desk.now)))
    match next_wave(need, desk.now):
        case Card():
            return None
        case Wave(size, patience):
            told = asks_wave.send(desk, request, found[:size], so_far.wave + 1)
            if told:
                first = min(told)
                after = replace(need, wave=need.wave + 1, asked=need.asked + len(told), left=need.left - len(told))
                asked = Asked(len(told), first, elsewhere, grouped=need.group)
                return then(desk, request, asked, after, first + patience)
    desk.at(CALL, request.id, max(desk.now, unserved_at(request)))
    return Asked(0, None, elsewhere, grouped=need.group)


def outlook(desk: Desk, request: Request, so_far: asks_waves.SoFar, found: asks_wave.Found) -> Outlook:
    group = bool(groups_left(desk, request))
    most = min(MOST_ASKED, so_far.asked + asks.left_today(desk.session, request.asker, desk.now))
    return Outlook(so_far.wave, so_far.asked, found.rested if group else len(found.people), so_far.since,
                   moment_of(request, so_far.since), local_date(desk.now, request.timezone) == request.day, group,
                   most, asks_waves.rate(desk.session, request.zone))


def groups_left(desk: Desk, request: Request) -> list[Group]:
    """The groups of the place that the asker takes part in, where it has no card yet."""
    placed = set(cards.groups_of(desk.session, request.id))
    return [group for group in cards.willing(desk.session, request.zone, desk.now)
            if group.id not in placed and people.takes_part(desk.session, request.asker, group.id)]


def then(desk: Desk, request: Request, asked: Asked, need: Outlook, until: datetime) -> Asked:
    """When one looks again, and what would come then: as far as it can be known now."""
    at = next_open(Hours.WORKDAYS, until, asks_wave.there(desk, request))
    desk.at(WIDEN, request.id, at)
    after, who = coming(desk, request, next_wave(need, at))
    return replace(asked, after=after, at=at, who=who)


def coming(desk: Desk, request: Request, following: Step) -> tuple[Next, str]:
    match following:
        case Wave():
            return Next.WIDER, ""
        case Card():
            return Next.GROUP, ""
    found = leader(desk, request)
    return (Next.LEADER, found.first_name) if found else (Next.NOBODY, "")


def to_group(desk: Desk, request: Request) -> None:
    """Nobody said yes: the group sees it, without a name, and the asker knows."""
    leaves = min(help_cards.put_up(desk, request, group) for group in groups_left(desk, request))
    asks_waves.step(desk.session, request.id, phase=Phase.GROUP)
    at = next_open(Hours.OPEN, leaves + ALONE_ON_A_CARD, asks_wave.there(desk, request))
    desk.at(CALL, request.id, at)
    found, local = leader(desk, request), at.astimezone(ZoneInfo(request.timezone))
    told = AskWider(request.id, help_cards.title(desk, request))
    desk.tell(request.asker, replace(told, day=local.date(), hour=f"{local:%H:%M}", who=found.first_name)
              if found else told)


def ahead(desk: Desk, request: Request) -> Asked | None:
    """What comes next for a need that waits, and when, as far as it is known now; None when nothing is to come."""
    so_far = asks_waves.of(desk.session, request.id)
    looks = {what: agenda.next_look(desk.session, what, request.id) for what in (WIDEN, CALL, CALL_LATE)}
    if (late := looks[CALL_LATE]) and late > desk.now:
        who = to_call(desk, request)
        return Asked(0, None, after=Next.LEADER, at=late, who=who) if who else None
    if so_far and so_far.phase is Phase.ASKING and (at := looks[WIDEN]):
        found = asks_wave.willing(desk, request)
        need = outlook(desk, request, so_far, asks_wave.Found(found, unasked(found, desk.now)))
        after, who = coming(desk, request, next_wave(need, max(at, desk.now)))
        return Asked(so_far.asked, None, after=after, at=at, who=who)
    if so_far and so_far.phase is Phase.CALLED:
        return None
    at, name = looks[CALL] if so_far else unserved_at(request), to_call(desk, request)
    return Asked(0, None, after=Next.LEADER, at=at, who=name) if name and at else None


@when(CALL)
def call(desk: Desk, number: int) -> None:
    """Nobody came: whoever looks after the street is told, once, and the asker."""
    request = store.by_id(desk.session, number)
    if request is None or not waits(desk, request):
        return
    asks_waves.step(desk.session, number, phase=Phase.CALLED)
    title = help_cards.title(desk, request)
    if called(desk, request, title):
        desk.tell(request.asker, HelpUnserved(number, title, cards.placed(desk.session, number) > 0,
                                              request.taken, request.need))


@when(CALL_LATE)
def call_late(desk: Desk, number: int) -> None:
    """An hour after a promise was taken back at the last moment, and still nobody."""
    request = store.by_id(desk.session, number)
    found = leader(desk, request) if request and waits(desk, request) else None
    if request and found:
        desk.tell(found, about(desk, request, late=True))


def to_call(desk: Desk, request: Request) -> str:
    """The first name of whoever is called when nobody comes."""
    found = leader(desk, request)
    return found.first_name if found else ""


def open_still(desk: Desk, number: int) -> bool:
    request = store.by_id(desk.session, number)
    return request is not None and waits(desk, request)
