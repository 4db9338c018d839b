"""Asking neighbours one by one where no group shows the request: each within what they chose, at an hour of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from actions.desk import Desk
from messages.asks import HelpAsk
from rules.groups import Group
from rules.help import MOST_ASKED, Request
from storage import asks, zones


@dataclass(frozen=True, slots=True)
class Asked:
    """How many people are asked in private, and when the first of them reads it; None when nobody is.

    elsewhere: the groups of this place, in which the asker takes no part.
    """

    people: int
    first: datetime | None
    elsewhere: tuple[Group, ...] = ()


def ask(desk: Desk, request: Request, elsewhere: Sequence[Group] = ()) -> Asked:
    """The residents near, the least recently asked first. Where it is, is told to those who live there."""
    here = set(zones.residents(desk.session, request.zone))
    chosen = reachable(desk, request)
    leave: list[datetime] = []
    for lives in (True, False):
        people = {one.address: one.id for one in chosen if (one.id in here) is lives}
        seen = request if lives else request.seen_from(())
        told = desk.tell_all(list(people), help_ask(desk, seen), last=request.day)
        asks.record(desk.session, [people[address] for address in told], desk.now, request=request.id,
                    asker=request.asker, deliveries=[one.delivery for one in told.values()])
        leave += [one.at for one in told.values()]
    return Asked(len(leave), min(leave, default=None), tuple(elsewhere))


def reachable(desk: Desk, request: Request) -> list[asks.Neighbour]:
    """Who is asked; those whom it reaches soonest before the others."""
    near = {one.address: one for one in asks.neighbours(desk.session, request.id, desk.now)}
    windows = desk.windows(list(near), help_ask(desk, request), last=request.day)
    most = min(MOST_ASKED, asks.left_today(desk.session, request.asker, desk.now))
    chosen = [near[address] for address in list(windows)[:most]]
    return sorted(chosen, key=lambda one: (windows[one.address].not_before or desk.now, one.id))


def help_ask(desk: Desk, request: Request) -> HelpAsk:
    kind = desk.content.kind(request.kind)
    if kind.discreet:
        return HelpAsk(request.id, kind.title, request.minutes)
    return HelpAsk(request.id, kind.title, request.minutes, request.zone_label, request.day, request.slot)
