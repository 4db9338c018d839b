"""What the database says of a town under test: outcomes of deliveries, requests and their helpers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from storage.engine import open_engine, transaction
from storage.tables import Address, Delivery, Message, table

_d, _m, _a = table(Delivery), table(Message), table(Address)


def rows(url: str, query: Any) -> Sequence[Any]:
    engine = open_engine(url)
    try:
        with transaction(engine) as session:
            return session.connection().execute(query).all()
    finally:
        engine.dispose()


def deliveries(url: str, chat: int | None = None, kind: str | None = None) -> Sequence[Any]:
    """Deliveries in the order they were added: id, value (the chat), kind, params, state, reason, telegram_id…"""
    query = (select(_d, _a.c.value, _m.c.kind, _m.c.params).join(_m, _m.c.id == _d.c.message_id)
             .join(_a, _a.c.id == _d.c.address_id).order_by(_d.c.id))
    if chat is not None:
        query = query.where(_a.c.value == chat)
    if kind is not None:
        query = query.where(_m.c.kind == kind)
    return rows(url, query)


def told(url: str, chat: int) -> str:
    """The ledger of one chat, a line each, for a test that fails."""
    return "\n".join(f"{d.id} {d.kind} {d.state} lane={d.lane} epoch={d.epoch} edit={d.edit} telegram={d.telegram_id} "
                     f"{d.reason or ''} {str(d.params)[:90]}" for d in deliveries(url, chat))
