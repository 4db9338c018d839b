"""Messages that may be there twice: said again after an answer was lost, and still young enough to be removed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, literal_column, or_, select, union_all, update
from sqlmodel import Session

from rules.deliveries import DeliveryState
from storage.tables import Address, Delivery, Message, NeighbourGroup, Person, table

_a, _d, _m, _p, _g = (table(t) for t in (Address, Delivery, Message, Person, NeighbourGroup))
REMOVABLE = timedelta(hours=47)
# Spelled out, never bound: a planner proves a partial index from literals.
_TRIED = _d.c.attempts > literal_column("0")
_DOUBT = _d.c.state == literal_column(f"'{DeliveryState.UNCERTAIN}'")
_WHERE = union_all(*(select(_a.c.value).join(_d, _d.c.address_id == _a.c.id).where(
    _a.c.service == "telegram", _a.c.value.in_(bindparam("chats", expanding=True)), which)
    for which in (_TRIED, _DOUBT)))


def said_again_in(session: Session, chats: Collection[int]) -> set[int]:
    """Of these chats, those where something was tried again or may have arrived: elsewhere no tap tells anything."""
    return set(session.connection().execute(_WHERE, {"chats": list(chats)}).scalars()) if chats else set()


def said_again(session: Session, chat: int, other_than: int, now: datetime) -> Sequence[Any]:
    """What was said more than once in this chat, the newest first, but for that number."""
    return _said(session, chat, now, _TRIED, _d.c.state == DeliveryState.SENT, _d.c.telegram_id.is_not(None),
                 _d.c.telegram_id != other_than)


def in_doubt(session: Session, chat: int, now: datetime) -> Sequence[Any]:
    """What may have arrived in this chat, the newest first."""
    return _said(session, chat, now, _DOUBT)


def _said(session: Session, chat: int, now: datetime, *which: ColumnElement[bool]) -> Sequence[Any]:
    return session.connection().execute(
        select(_d.c.id, _d.c.address_id, _d.c.telegram_id, _m.c.kind, _m.c.params, _p.c.simple,
               _p.c.language.label("person_language"), _g.c.language.label("group_language"))
        .join(_m, _m.c.id == _d.c.message_id).join(_a, _a.c.id == _d.c.address_id)
        .outerjoin(_p, _p.c.address_id == _d.c.address_id).outerjoin(_g, _g.c.address_id == _d.c.address_id)
        .where(_a.c.service == "telegram", _a.c.value == chat, *which, _d.c.edit.is_(None),
               _d.c.replaces.is_(None), _d.c.changed_at > now - REMOVABLE).order_by(_d.c.id.desc()).limit(10)).all()


def arrived(session: Session, delivery: int, number: int, now: datetime) -> None:
    """What was uncertain is there, under this number."""
    session.connection().execute(update(_d).where(_d.c.id == delivery, _DOUBT).values(
        state=DeliveryState.SENT, telegram_id=number, reason=None, changed_at=now))


def was_changed(session: Session, row: Any) -> bool:
    """Whether a later message took the place of this one."""
    return session.connection().execute(select(exists().where(
        _d.c.address_id == row.address_id, _d.c.id > row.id,
        or_(_d.c.edit == row.telegram_id, _d.c.replaces == row.id)))).scalar_one()


def adopt(session: Session, delivery: int, number: int) -> None:
    """The copy of that number is the one that stays: later changes are made to it."""
    session.connection().execute(update(_d).where(_d.c.id == delivery).values(telegram_id=number))
