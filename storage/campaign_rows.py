"""The deliveries of what the town says: the message that carries it, how its rows stand, and changes of them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, literal, select, update
from sqlmodel import Session

from rules.deliveries import DeliveryState, Lane, Policy, Purpose
from rules.kinds import encode
from rules.screens import Message as AnyMessage
from storage import fairness
from storage.tables import Delivery, Message, NeighbourGroup, table

_m, _d, _g = table(Message), table(Delivery), table(NeighbourGroup)
S = DeliveryState
LEFT = (S.SENT, S.SENDING)
TO_COME = (S.READY, S.WAITING, S.PAUSED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it in one group."""

    group: int
    name: str
    state: DeliveryState
    reason: str


def outcomes(session: Session, message: int, wanted: Sequence[DeliveryState], after: int, most: int) -> list[
        tuple[int, Outcome]]:
    """Groups alone, never a person: (row, what became of it), from after a row, a page at a time."""
    rows = session.connection().execute(
        select(_d.c.id, _d.c.state, _d.c.reason, _g.c.id.label("group"), _g.c.name).join(
            _g, _g.c.address_id == _d.c.address_id).where(
            _d.c.message_id == message, _d.c.state.in_(wanted), _d.c.id > after).order_by(_d.c.id).limit(most))
    return [(r.id, Outcome(r.group, r.name, r.state, r.reason or "")) for r in rows]


def take_over(session: Session, message: int, person: int) -> None:
    """Whose right is looked at when it is sent, from now on."""
    session.connection().execute(update(_m).where(_m.c.id == message).values(author_id=person))


def reword(session: Session, message: int, to: AnyMessage) -> None:
    """What has not left yet leaves in these words."""
    kind, params = encode(to)
    session.connection().execute(update(_m).where(_m.c.id == message).values(kind=kind, params=params))


def change_each(session: Session, message: int, to: AnyMessage, now: datetime, *, since: datetime | None = None,
                before: datetime | None = None) -> int:
    """Everywhere it was said, or is being said, it says this instead: one message, a row for each in one statement.

    since, before: only where it was said in between.
    """
    kind, params = encode(to)
    made = session.connection().execute(insert(_m).values(
        kind=kind, params=params, purpose=Purpose.NOTICE, policy=Policy.AT_LEAST_ONCE, weight=1, created_at=now
    ).returning(_m.c.id)).scalar_one()
    where = [_d.c.message_id == message, _d.c.state.in_(LEFT)]
    where += [_d.c.changed_at >= since] if since else []
    where += [_d.c.changed_at < before] if before else []
    start = fairness.floor(session, Lane.CAMPAIGN)
    rank = func.row_number().over(order_by=_d.c.id) * fairness.STEP
    copied = select(literal(made), _d.c.address_id, literal(int(Lane.CAMPAIGN)), rank + start, literal(S.READY.value),
                    literal(0), literal(0), _d.c.id, literal(now, _d.c.changed_at.type)).where(*where)
    names = ["message_id", "address_id", "lane", "vt", "state", "attempts", "epoch", "replaces", "changed_at"]
    spread: Any = insert(_d).from_select(names, copied).execution_options(preserve_rowcount=True)
    count = int(session.connection().execute(spread).rowcount)
    fairness.begin(session, int(made), start + (count + 1) * fairness.STEP)
    return count


def card_in(session: Session, campaign: int, address: int) -> Any:
    """The delivery that carries it to this place: its number, and the platform's."""
    return session.connection().execute(
        select(_d.c.id, _d.c.telegram_id, _d.c.state).join(_m, _m.c.id == _d.c.message_id).where(
            _m.c.campaign_id == campaign, _d.c.address_id == address)).first()


def said_as(session: Session, addresses: Sequence[int], telegram_id: int) -> int | None:
    """The campaign that a message of one of these places carries, by the platform's number; None when it is no such."""
    return session.connection().execute(
        select(_m.c.campaign_id).join(_d, _d.c.message_id == _m.c.id).where(
            _d.c.address_id.in_(addresses), _d.c.telegram_id == telegram_id, _m.c.campaign_id.is_not(None)
        ).limit(1)).scalar()
