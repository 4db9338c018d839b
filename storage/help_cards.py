"""The card of a request in its groups: posted in its turn, changed in place, never twice."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import case, func, insert, select, update
from sqlmodel import Session

from rules.civil import instant, local_date, next_open_minute
from rules.deliveries import DeliveryState, Purpose, Window
from rules.groups import Group
from rules.help import CARDS_A_DAY, Request, RequestState
from rules.help_messages import CardState
from rules.help_messages import HelpCard as Card
from rules.helpkinds import Kind
from storage import groups, ledger, shutting
from storage.ledger import Draft
from storage.tables import Delivery, HelpCard, table

_card, _d = table(HelpCard), table(Delivery)
UNSENT = (DeliveryState.READY, DeliveryState.WAITING, DeliveryState.PAUSED)
ON_ITS_WAY = (DeliveryState.SENDING,)
_STATES = {RequestState.OPEN: CardState.OPEN, RequestState.PROPOSED: CardState.TAKEN,
           RequestState.CONFIRMED: CardState.TAKEN}


def card(request: Request, kind: Kind, state: CardState) -> Card:
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


def leaves_at(session: Session, group: Group, now: datetime) -> datetime:
    """The first open minute of a day whose three new cards are not all taken."""
    quiet = group.timezone, group.quiet_from, group.quiet_to
    moment = next_open_minute(now, *quiet)
    for _day in range(60):
        day = local_date(moment, group.timezone)
        if cards_on(session, group, day) < CARDS_A_DAY:
            return moment
        moment = next_open_minute(instant(day + timedelta(days=1), time(0), group.timezone), *quiet)
    return moment


def cards_on(session: Session, group: Group, day: date) -> int:
    """New cards that left, or will leave, on this local day."""
    moment = case((_d.c.state == DeliveryState.WAITING, _d.c.not_before), else_=_d.c.changed_at)
    start = instant(day, time(0), group.timezone)
    end = instant(day + timedelta(days=1), time(0), group.timezone)
    return int(session.connection().execute(
        select(func.count()).select_from(_card).join(_d, _d.c.id == _card.c.delivery_id).where(
            _card.c.group_id == group.id, _d.c.state != DeliveryState.CANCELLED,
            moment >= start, moment < end)).scalar_one())


def post(session: Session, request: Request, kind: Kind, group: Group, now: datetime) -> datetime:
    """Put the card in this group, at its hour, in place of one that is there already; returns that hour."""
    moment = leaves_at(session, group, now)
    delivery = ledger.add(session, Draft(card(request, kind, CardState.OPEN), group.address, purpose=Purpose.NOTICE,
                                         window=Window(moment if moment > now else None), author=request.asker), now)
    if group.is_shut:
        shutting.tell_waiting(session, delivery, group.name, now, said=True)
    key = (_card.c.request_id == request.id) & (_card.c.group_id == group.id)
    old = session.connection().execute(update(_card).where(key).values(delivery_id=delivery)).rowcount
    if not old:
        session.connection().execute(insert(_card).values(
            request_id=request.id, group_id=group.id, delivery_id=delivery))
    return moment


def refresh(session: Session, request: Request, kind: Kind, now: datetime) -> None:
    """Every card says how the request stands now. One that has not left waits its turn, or never leaves; one that is
    leaving is changed once it has arrived.
    """
    state = _STATES.get(request.state, CardState.CLOSED)
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
        ledger.add(session, Draft(card(request, kind, state), group.address, purpose=Purpose.NOTICE,
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
        ledger.add(session, Draft(card(request, kind, CardState.AGAIN), group.address, purpose=Purpose.NOTICE,
                                  replaces=row.delivery_id), now)
        hours.append(post(session, request, kind, group, now))
    return min(hours, default=None)


def placed(session: Session, request: int) -> int:
    """In how many groups a request has a card."""
    return int(session.connection().execute(
        select(func.count()).select_from(_card).where(_card.c.request_id == request)).scalar_one())
