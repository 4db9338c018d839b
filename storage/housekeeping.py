"""What is past its date is forgotten, as its table declares it, a bounded number of rows at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Table, and_, delete, exists, or_, select, true, tuple_, update
from sqlmodel import Session

from rules.deliveries import DeliveryState
from rules.privacy import DELIVERIES_KEPT, months_before
from rules.register import Age
from storage import inbox, taking_back
from storage.tables import REGISTER, Delivery, HelpCard, HelpRequest, Message, metadata, table

FINISHED = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNCERTAIN, DeliveryState.CANCELLED,
            DeliveryState.MISSED)
CHUNK = 5000
_d, _m = table(Delivery), table(Message)
_card, _request = table(HelpCard), table(HelpRequest)


def forget(session: Session, now: datetime) -> None:
    """Each table by its own time; what a living card still changes is kept."""
    for name, held in REGISTER.items():
        for age in held.ages:
            if not age.acted:
                _forget(session, metadata.tables[name], age, now)
    inbox.forget_albums(session, now)
    forget_deliveries(session, now - DELIVERIES_KEPT)


def _forget(session: Session, of: Table, age: Age, now: datetime) -> None:
    which = past(of, age, now)
    if age.empties:
        texts = [of.c[name] for name in age.empties.split()]
        full = _first(of, which & or_(*(text != "" for text in texts)))
        session.connection().execute(update(of).where(full).values(dict.fromkeys(texts, "")))
    else:
        session.connection().execute(delete(of).where(_first(of, which)))


def past(of: Table, age: Age, now: datetime) -> ColumnElement[bool]:
    """The rows of this table that are past this age. A day is past when it is over."""
    until = months_before(now, age.months) - age.kept
    column, _dot, theirs = age.column.partition(".")
    if theirs:
        (key,) = of.c[column].foreign_keys
        return of.c[column].in_(select(key.column).where(key.column.table.c[theirs] <= until))
    kept = of.c[age.unless[0]] != age.unless[1] if age.unless else true()
    day = isinstance(of.c[column].type, Date)
    return and_(of.c[column] < until.date() if day else of.c[column] <= until, kept)


def forget_deliveries(session: Session, before: datetime) -> None:
    alive = exists().where(_card.c.delivery_id == _d.c.id, _request.c.id == _card.c.request_id,
                           _request.c.closed_at.is_(None))
    given = exists().where(_m.c.id == _d.c.message_id, _m.c.kind.in_(taking_back.CARRIED))
    late = _d.c.changed_at < before + DELIVERIES_KEPT - taking_back.MOST_KEPT
    old = _d.c.state.in_(FINISHED) & (_d.c.changed_at < before) & ~alive & (~given | late)
    session.connection().execute(delete(_d).where(_first(_d, old)))
    used = exists().where(_d.c.message_id == _m.c.id)
    session.connection().execute(delete(_m).where(_first(_m, (_m.c.created_at < before) & ~used)))


def _first(of: Table, which: ColumnElement[bool]) -> ColumnElement[bool]:
    """No more of them than one look may take."""
    key: Any = list(of.primary_key.columns)
    wanted = key[0] if len(key) == 1 else tuple_(*key)
    return wanted.in_(select(*key).where(which).limit(CHUNK))
