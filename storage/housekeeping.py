"""What is past its date is forgotten, as its table declares it, a piece at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeAlias

from sqlalchemy import ColumnElement, Date, Table, and_, exists, literal_column, or_, true, update
from sqlmodel import Session

from rules.deliveries import DeliveryState as S
from rules.kinds import TAKEN_BACK
from rules.privacy import DELIVERIES_KEPT, months_before
from rules.register import Age
from storage import inbox, taking_back
from storage.pieces import PIECE, delete_some, first
from storage.tables import REGISTER, Delivery, HelpCard, HelpRequest, Message, metadata, table

LIVING = (S.READY, S.WAITING, S.PAUSED, S.SENDING)
_d, _m = table(Delivery), table(Message)
_card, _request = table(HelpCard), table(HelpRequest)
Piece: TypeAlias = Callable[[Session, datetime], bool]


def forget(session: Session, now: datetime) -> None:
    """Each table by its own time, however much there is; what a living card still changes is kept."""
    for piece in PIECES:
        while piece(session, now):
            pass


def _aged(of: Table, age: Age, session: Session, now: datetime) -> bool:
    which = past(of, age, now)
    if not age.empties:
        return delete_some(session, of, which)
    texts = [of.c[name] for name in age.empties.split()]
    full = first(of, which & or_(*(text != _spelled("") for text in texts)))
    return session.connection().execute(update(of).where(full).values(dict.fromkeys(texts, ""))).rowcount >= PIECE


def past(of: Table, age: Age, now: datetime) -> ColumnElement[bool]:
    """The rows of this table that are past this age. A day is past when it is over."""
    until = months_before(now, age.months) - age.kept
    column, _dot, theirs = age.column.partition(".")
    if theirs:
        (key,) = of.c[column].foreign_keys
        return exists().where(key.column == of.c[column], key.column.table.c[theirs] <= until)
    kept = of.c[age.unless[0]] != _spelled(age.unless[1]) if age.unless else true()
    day = isinstance(of.c[column].type, Date)
    return and_(of.c[column] < until.date() if day else of.c[column] <= until, kept)


def _spelled(word: str) -> ColumnElement[str]:
    """A planner proves a partial index from literals, never from what is bound."""
    assert "'" not in word
    return literal_column(f"'{word}'")


def deliveries(session: Session, now: datetime) -> bool:
    """Not « is finished » but « does not live »: they are found by their date alone."""
    before = now - DELIVERIES_KEPT
    alive = exists().where(_card.c.delivery_id == _d.c.id, _request.c.id == _card.c.request_id,
                           _request.c.closed_at.is_(None))
    given = exists().where(_m.c.id == _d.c.message_id, _m.c.kind.in_(TAKEN_BACK))
    late = _d.c.changed_at < before + DELIVERIES_KEPT - taking_back.MOST_KEPT
    return delete_some(session, _d, _d.c.state.not_in(LIVING) & (_d.c.changed_at < before) & ~alive & (~given | late))


def once_said(session: Session, now: datetime) -> bool:
    used = exists().where(_d.c.message_id == _m.c.id)
    return delete_some(session, _m, (_m.c.created_at < now - DELIVERIES_KEPT) & ~used)


_AGED = tuple(partial(_aged, metadata.tables[name], age) for name, declared in REGISTER.items() for age in declared.ages
              if not age.acted)
PIECES: tuple[Piece, ...] = (*_AGED, inbox.forget_albums, deliveries, once_said)
"""Each forgets some rows of one table; True when there may be more."""
