"""The cards of requests in groups: where they are, and when there is room for one more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import case, insert, select, update
from sqlmodel import Session

from rules.cards import Placed, place
from rules.civil import instant, local_date, next_open_minute
from rules.deliveries import DeliveryState
from rules.groups import Group
from storage import groups, ledger
from storage.tables import Delivery, HelpCard, HelpRequest, table

_card, _d, _q = table(HelpCard), table(Delivery), table(HelpRequest)
UNSENT = (DeliveryState.READY, DeliveryState.WAITING, DeliveryState.PAUSED)


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


def keep(session: Session, request: int, group: int, delivery: int) -> None:
    """This delivery is the card of the request in this group."""
    key = (_card.c.request_id == request) & (_card.c.group_id == group)
    if not session.connection().execute(update(_card).where(key).values(delivery_id=delivery)).rowcount:
        session.connection().execute(insert(_card).values(request_id=request, group_id=group, delivery_id=delivery))


def postpone(session: Session, delivery: int, leaves: datetime) -> None:
    session.connection().execute(update(_d).where(
        _d.c.id == delivery, _d.c.state == DeliveryState.WAITING).values(not_before=leaves))


def take_back(session: Session, delivery: int, now: datetime) -> None:
    """A card that has not left never leaves."""
    ledger.finish(session, delivery, DeliveryState.CANCELLED, now, only=UNSENT)


def of(session: Session, request: int) -> Sequence[Any]:
    """The cards of a request: group, delivery, how it stands, its number there."""
    return session.connection().execute(
        select(_card.c.group_id, _d.c.id, _d.c.state, _d.c.telegram_id).join(
            _d, _d.c.id == _card.c.delivery_id).where(_card.c.request_id == request)).all()


def groups_of(session: Session, request: int) -> list[int]:
    """The groups where a request has a card."""
    return list(session.connection().execute(
        select(_card.c.group_id).where(_card.c.request_id == request).order_by(_card.c.group_id)).scalars())


def placed(session: Session, request: int) -> int:
    """In how many groups a request has a card."""
    return len(groups_of(session, request))
