"""What a message carries but the ledger does not keep: gone once none of its deliveries is on its way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, exists, select, update
from sqlmodel import Session

from rules.deliveries import DeliveryState
from rules.kinds import FLEETING
from storage.tables import Delivery, Message, table

S = DeliveryState
ON_ITS_WAY = (S.READY, S.WAITING, S.PAUSED, S.SENDING)
_m, _d = table(Message), table(Delivery)


def forget_said(session: Session, deliveries: Iterable[int]) -> None:
    """In the transaction that ends these deliveries."""
    _forget(session, _m.c.id.in_(select(_d.c.message_id).where(_d.c.id.in_(list(deliveries)))))


def forget_between(session: Session, after: int, last: int) -> None:
    """Messages of these numbers whose deliveries were cancelled, missed or left in doubt."""
    _forget(session, (_m.c.id > after) & (_m.c.id <= last))


def _forget(session: Session, which: ColumnElement[bool]) -> None:
    connection = session.connection()
    awaited = exists().where(_d.c.message_id == _m.c.id, _d.c.state.in_(ON_ITS_WAY))
    rows = connection.execute(select(_m.c.id, _m.c.kind, _m.c.params).where(
        which, _m.c.kind.in_(FLEETING), ~awaited)).all()
    for row in rows:
        kept: dict[str, Any] = {name: value for name, value in row.params.items() if name not in FLEETING[row.kind]}
        if kept != row.params:
            connection.execute(update(_m).where(_m.c.id == row.id).values(params=kept))
