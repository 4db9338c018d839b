"""The card of a request in its groups: put up in its turn, changed in place, never twice."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.asks_sent import follow
from actions.desk import Desk
from messages.deliveries import Erase
from messages.help import HelpCard
from messages.help_care import HelpPutOff
from rules.cards import CardState, Placed
from rules.civil import instant, local_date
from rules.deliveries import DeliveryState
from rules.groups import Group
from rules.help import Request, RequestState
from storage import groups, residents, shutting
from storage import help as store
from storage import help_cards as placed

_STATES = {RequestState.OPEN: CardState.OPEN, RequestState.PROPOSED: CardState.TAKEN,
           RequestState.CONFIRMED: CardState.TAKEN, RequestState.DONE: CardState.DONE}


def title(desk: Desk, request: Request) -> str:
    return desk.content.kind(request.kind).title


def card(desk: Desk, request: Request, state: CardState, group: Group) -> HelpCard:
    """The card as this group may read it."""
    request, kind = request.seen_from((group.zone,)), desk.content.kind(request.kind)
    coming = request.taken if request.need > 1 else 0
    if kind.discreet:
        return HelpCard(request.id, kind.title, request.minutes, state, coming=coming, need=request.need)
    return HelpCard(request.id, kind.title, request.minutes, state, request.zone_label, request.day, request.slot,
                    coming, request.need)


def put_up(desk: Desk, request: Request, group: Group) -> datetime:
    """Put the card in this group, at its hour, in place of one that is there already; returns that hour."""
    moment, instead = placed.leaves_at(desk.session, group, request.asker, desk.now)
    told = desk.tell_group(group, card(desk, request, CardState.OPEN, group), at=moment, author=request.asker)
    assert told is not None
    if group.is_shut:
        shutting.waits(desk.session, told.delivery, desk.now, told=True)
    placed.keep(desk.session, request.id, group.id, told.delivery)
    if instead:
        put_off(desk, instead, group, moment)
    return moment


def put_off(desk: Desk, late: Placed, group: Group, moment: datetime) -> None:
    """Somebody's second card of a day gives way to another's first; its asker is told the new hour."""
    after = instant(local_date(moment, group.timezone) + timedelta(days=1), time(0), group.timezone)
    leaves, _none = placed.leaves_at(desk.session, group, late.asker, after, pushing=False)
    placed.postpone(desk.session, late.delivery, leaves)
    request, asker = store.by_id(desk.session, late.request), residents.by_id(desk.session, late.asker)
    if request and asker:
        local = leaves.astimezone(ZoneInfo(asker.timezone))
        desk.tell(asker, HelpPutOff(late.request, title(desk, request), local.date(), f"{local:%H:%M}"))


def refresh(desk: Desk, number: int, *, undone: bool = False) -> None:
    """Every card says how the request stands now. One that has not left waits its turn, or never leaves; one that is
    leaving is changed once it has arrived. undone: one that is there goes, as if nothing had been asked.
    """
    request = store.by_id(desk.session, number)
    if request is None:
        return
    state = _STATES.get(request.state, CardState.CLOSED)
    if state is CardState.OPEN and not store.reachable(desk.session, number):
        state = CardState.CLOSED
    follow(desk, request)
    for row in placed.of(desk.session, number):
        group = groups.by_id(desk.session, row.group_id)
        if group is None:
            continue
        if row.telegram_id is not None and undone:
            desk.tell_group(group, Erase(row.telegram_id))
            continue
        if row.telegram_id is not None or row.state is DeliveryState.SENDING:
            desk.tell_group(group, card(desk, request, state, group), replaces=row.id)
            continue
        placed.take_back(desk.session, row.id, desk.now)
        if state is CardState.OPEN and group.is_installed:
            put_up(desk, request, group)


def again(desk: Desk, request: Request) -> datetime | None:
    """Ask the groups once more with a new card; the older one says where it went. The first hour it leaves."""
    hours = []
    for row in placed.of(desk.session, request.id):
        group = groups.by_id(desk.session, row.group_id)
        if group is None or not group.is_installed:
            continue
        desk.tell_group(group, card(desk, request, CardState.AGAIN, group), replaces=row.id)
        hours.append(put_up(desk, request, group))
    return min(hours, default=None)
