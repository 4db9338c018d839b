"""The card of a request in its groups: posted in its turn, changed in place, never twice."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import case, insert, select, update
from sqlmodel import Session

from messages.help import HelpCard as Card
from messages.help_care import HelpPutOff
from rules.cards import CardState, Placed, place
from rules.civil import instant, local_date, next_open_minute
from rules.deliveries import DeliveryState, Purpose, Window
from rules.groups import Group
from rules.help import Request, RequestState
from rules.helpkinds import Kind
from storage import asks, groups, ledger, residents, shutting
from storage import help as store
from storage.ledger import Draft
from storage.tables import Delivery, HelpCard, HelpRequest, Message, table

_card, _d, _q, _m = table(HelpCard), table(Delivery), table(HelpRequest), table(Message)
UNSENT = (DeliveryState.READY, DeliveryState.WAITING, DeliveryState.PAUSED)
ON_ITS_WAY = (DeliveryState.SENDING,)
_STATES = {RequestState.OPEN: CardState.OPEN, RequestState.PROPOSED: CardState.TAKEN,
           RequestState.CONFIRMED: CardState.TAKEN}


def card(request: Request, kind: Kind, state: CardState, zone: int | None) -> Card:
    """The card as a group of this zone may read it."""
    request = request.seen_from((zone,))
    if kind.discreet:
        return Card(request.id, kind.title, request.minutes, state)
    return Card(request.id, kind.title, request.minutes, state, request.zone_label, request.day, request.slot)


def willing(session: Session, zone: int, now: datetime) -> list[Group]:
    """The installed groups of a zone that are not paused."""
    return [g for g in groups.of_zone(session, zone) if not (g.paused_until and g.paused_until > now)]


def all_shut(session: Session, zone: int, now: datetime) -> bool:
    """Whether nobody may write, for now, in any group where a card would go."""
    found = willing(session, zone, now)
    return bool(found) and all(group.is_shut for group in found)


def leaves_at(session: Session, group: Group, asker: int, after: datetime,
              *, pushing: bool = True) -> tuple[datetime, Placed | None]:
    """The first open minute of a day that has room for one more card of this asker, and whose card it puts off."""
    quiet = group.timezone, group.quiet_from, group.quiet_to
    moment = next_open_minute(after, *quiet)
    for _day in range(60):
        day = local_date(moment, group.timezone)
        found = place(cards_on(session, group, day), asker)
        if found and (pushing or not found.instead):
            return moment, found.instead
        moment = next_open_minute(instant(day + timedelta(days=1), time(0), group.timezone), *quiet)
    return moment, None


def cards_on(session: Session, group: Group, day: date) -> list[Placed]:
    """New cards that left, or will leave, on this local day, in the order they were asked."""
    moment = case((_d.c.state == DeliveryState.WAITING, _d.c.not_before), else_=_d.c.changed_at)
    start = instant(day, time(0), group.timezone)
    end = instant(day + timedelta(days=1), time(0), group.timezone)
    rows = session.connection().execute(
        select(_d.c.id, _d.c.state, _q.c.id.label("request"), _q.c.asker_id)
        .join(_card, _card.c.delivery_id == _d.c.id).join(_q, _q.c.id == _card.c.request_id).where(
            _card.c.group_id == group.id, _d.c.state != DeliveryState.CANCELLED,
            moment >= start, moment < end).order_by(_d.c.id))
    return [Placed(r.id, r.request, r.asker_id, r.state is DeliveryState.WAITING) for r in rows]


def post(session: Session, request: Request, kind: Kind, group: Group, now: datetime) -> datetime:
    """Put the card in this group, at its hour, in place of one that is there already; returns that hour."""
    moment, instead = leaves_at(session, group, request.asker, now)
    delivery = ledger.add(session, Draft(card(request, kind, CardState.OPEN, group.zone), group.address,
                                         purpose=Purpose.NOTICE, author=request.asker,
                                         window=Window(moment if moment > now else None)), now)
    if group.is_shut:
        shutting.tell_waiting(session, delivery, group.name, now, said=True)
    key = (_card.c.request_id == request.id) & (_card.c.group_id == group.id)
    old = session.connection().execute(update(_card).where(key).values(delivery_id=delivery)).rowcount
    if not old:
        session.connection().execute(insert(_card).values(
            request_id=request.id, group_id=group.id, delivery_id=delivery))
    if instead:
        put_off(session, instead, group, moment, now)
    return moment


def put_off(session: Session, late: Placed, group: Group, moment: datetime, now: datetime) -> None:
    """Somebody's second card of a day gives way to another's first; its asker is told the new hour."""
    after = instant(local_date(moment, group.timezone) + timedelta(days=1), time(0), group.timezone)
    leaves, _none = leaves_at(session, group, late.asker, after, pushing=False)
    session.connection().execute(update(_d).where(
        _d.c.id == late.delivery, _d.c.state == DeliveryState.WAITING).values(not_before=leaves))
    title = session.connection().execute(select(_m.c.params).join(_d, _d.c.message_id == _m.c.id).where(
        _d.c.id == late.delivery)).scalar_one()["title"]
    asker = residents.by_id(session, late.asker)
    if asker:
        local = leaves.astimezone(ZoneInfo(asker.timezone))
        opens = next_open_minute(now, asker.timezone)
        ledger.add(session, Draft(HelpPutOff(late.request, title, local.date(), f"{local:%H:%M}"), asker.address,
                                  window=Window(opens if opens > now else None)), now)


def refresh(session: Session, request: Request, kind: Kind, now: datetime) -> None:
    """Every card says how the request stands now. One that has not left waits its turn, or never leaves; one that is
    leaving is changed once it has arrived.
    """
    state = _STATES.get(request.state, CardState.CLOSED)
    if state is CardState.OPEN and not store.reachable(session, request.id):
        state = CardState.CLOSED
    if request.state not in (RequestState.OPEN, RequestState.PROPOSED):
        asks.call_off(session, request.id, now)
    rows = session.connection().execute(
        select(_card.c.group_id, _d.c.id, _d.c.state, _d.c.telegram_id).join(
            _d, _d.c.id == _card.c.delivery_id).where(_card.c.request_id == request.id)).all()
    for row in rows:
        group = groups.by_id(session, row.group_id)
        if group is None:
            continue
        if row.telegram_id is None and row.state not in ON_ITS_WAY:
            ledger.finish(session, row.id, DeliveryState.CANCELLED, now, only=UNSENT)
            if state is CardState.OPEN and group.is_installed:
                post(session, request, kind, group, now)
            continue
        ledger.add(session, Draft(card(request, kind, state, group.zone), group.address, purpose=Purpose.NOTICE,
                                  replaces=row.id), now)


def again(session: Session, request: Request, kind: Kind, now: datetime) -> datetime | None:
    """Ask the groups once more with a new card; the older one says where it went. The first hour it leaves."""
    rows = session.connection().execute(select(_card.c.group_id, _card.c.delivery_id).where(
        _card.c.request_id == request.id)).all()
    hours = []
    for row in rows:
        group = groups.by_id(session, row.group_id)
        if group is None or not group.is_installed:
            continue
        ledger.add(session, Draft(card(request, kind, CardState.AGAIN, group.zone), group.address,
                                  purpose=Purpose.NOTICE, replaces=row.delivery_id), now)
        hours.append(post(session, request, kind, group, now))
    return min(hours, default=None)


def groups_of(session: Session, request: int) -> list[int]:
    """The groups where a request has a card."""
    return list(session.connection().execute(
        select(_card.c.group_id).where(_card.c.request_id == request).order_by(_card.c.group_id)).scalars())


def placed(session: Session, request: int) -> int:
    """In how many groups a request has a card."""
    return len(groups_of(session, request))
