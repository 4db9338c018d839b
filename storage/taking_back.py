"""What two people gave each other for a hand, taken back in the turn that ends it: rows, ledger and both screens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlmodel import Session

from rules.deliveries import DeliveryState, Lane, Policy, Purpose
from rules.help import HELD, LONGEST
from rules.kinds import TAKEN_BACK, Json, decode
from storage import ledger, mentions
from storage.ledger import Draft
from storage.reach import hands_of
from storage.tables import Delivery, HelpAcceptance, HelpContact, HelpRequest, Message, Person, table

MOST_KEPT = LONGEST + timedelta(days=10)
"""What holds a phone, a door, a word or the visit code is kept while the hand lasts, never longer than this."""
PENDING = (DeliveryState.READY, DeliveryState.WAITING, DeliveryState.PAUSED)
_c, _q, _acc, _m, _d, _p = (
    table(t) for t in (HelpContact, HelpRequest, HelpAcceptance, Message, Delivery, Person))


def of_hand(session: Session, hand: int, now: datetime) -> None:
    _of(session, _acc.c.id == hand, now)


def of_request(session: Session, request: int, now: datetime) -> None:
    _of(session, _acc.c.request_id == request, now)


def of_person(session: Session, person: int, now: datetime) -> None:
    """Of every hand this person gave or was given."""
    _of(session, _acc.c.id.in_(hands_of(person)), now)


def of_pair(session: Session, one: int, other: int, now: datetime) -> None:
    _of(session, or_(and_(_acc.c.volunteer_id == one, _q.c.asker_id == other),
                     and_(_acc.c.volunteer_id == other, _q.c.asker_id == one)), now)


def _of(session: Session, which: ColumnElement[bool], now: datetime) -> None:
    asker = _p.alias("asker")
    hands = session.connection().execute(
        select(_acc.c.id, _acc.c.request_id, _q.c.created_at, _p.c.address_id.label("volunteer"),
               asker.c.address_id.label("asker"), _acc.c.volunteer_id)
        .join(_q, _q.c.id == _acc.c.request_id).join(_p, _p.c.id == _acc.c.volunteer_id)
        .join(asker, asker.c.id == _q.c.asker_id).where(which)).all()
    for hand in hands:
        session.connection().execute(delete(_c).where(_c.c.request_id == hand.request_id, or_(
            _c.c.person_id == hand.volunteer_id, ~_others(hand))))
        carried = _carried(session, hand)
        title = next((row.params["title"] for row in carried if "title" in row.params), "")
        for row in carried:
            _wipe(session, row, {"title": title} if title else {}, now)


def _others(hand: Any) -> Any:
    """Somebody else still comes for the same request: what the asker gave is given to them too."""
    return exists().where(_acc.c.request_id == hand.request_id, _acc.c.id != hand.id, _acc.c.state.in_(HELD))


def _carried(session: Session, hand: Any) -> Sequence[Any]:
    rows = session.connection().execute(
        select(_m.c.id, _m.c.kind, _m.c.params, _d.c.id.label("delivery"), _d.c.address_id, _d.c.state)
        .join(_d, _d.c.message_id == _m.c.id)
        .where(_d.c.address_id.in_((hand.asker, hand.volunteer)), _m.c.kind.in_(TAKEN_BACK),
               _m.c.created_at >= hand.created_at).order_by(_d.c.id)).all()
    return [row for row in rows if row.params.get("acceptance") == hand.id
            or ("acceptance" not in row.params and row.params.get("request") == hand.request_id)]


def _wipe(session: Session, row: Any, params: dict[str, Json], now: datetime) -> None:
    """What has not left never leaves; what has is changed on the screen, even of who said /stop, to what its kind
    says of itself."""
    kind = TAKEN_BACK[row.kind]
    session.connection().execute(update(_m).where(_m.c.id == row.id).values(kind=kind, params=params))
    mentions.forget(session, row.id)
    stopped = session.connection().execute(update(_d).where(
        _d.c.id == row.delivery, _d.c.state.in_(PENDING)).values(
            state=DeliveryState.CANCELLED, reason="taken back", changed_at=now)).rowcount
    if not stopped and row.state not in (DeliveryState.CANCELLED, DeliveryState.MISSED, DeliveryState.FAILED):
        empty = decode(kind, params)
        ledger.add(session, Draft(empty, row.address_id, Lane.ANSWER, Purpose.ANSWER, Policy.AT_LEAST_ONCE,
                                  replaces=row.delivery), now)
