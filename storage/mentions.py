"""Of whom each message speaks, so that erasing somebody finds what carries their name or words, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, insert, select, update
from sqlmodel import Session

from rules.deliveries import DeliveryState, Lane
from rules.kinds import encode
from rules.screens import Message as AnyMessage
from rules.screens import screen
from rules.theirs import mentioned
from rules.words import _
from storage.tables import Delivery, Mention, Message, Person, table

_n, _m, _d, _p = (table(t) for t in (Mention, Message, Delivery, Person))
PENDING = (DeliveryState.READY, DeliveryState.WAITING, DeliveryState.PAUSED)
ERASED = _("Ce message a été effacé.")


def keep(session: Session, said: Iterable[tuple[int, AnyMessage]]) -> None:
    """Write down of whom these new messages speak."""
    rows = [{"message_id": number, "person_id": person} for number, message in said
            for person in sorted(mentioned(message))]
    if rows:
        session.connection().execute(insert(_n), rows)


def forget(session: Session, message: int) -> None:
    """This message carries nobody's name or words any more."""
    session.connection().execute(delete(_n).where(_n.c.message_id == message))


def unname(session: Session, person: int, name: str, own: int, now: datetime) -> None:
    """What others were told with their name or words: sent, the words go; still to leave, it never leaves.

    own: the person's address, whose messages go with it. A message that also names others only loses this name.
    """
    elsewhere = exists().where(_d.c.message_id == _m.c.id, _d.c.address_id != own)
    _unname(session, (_n.c.person_id == person) & elsewhere, name, now)


def unname_the_gone(session: Session, after: int, last: int, now: datetime) -> None:
    """Of the messages of these numbers, those that were written while their person was being erased."""
    these = (_n.c.message_id > after) & (_n.c.message_id <= last)
    _unname(session, these & ~exists().where(_p.c.id == _n.c.person_id), "", now)


def _unname(session: Session, which: ColumnElement[bool], name: str, now: datetime) -> None:
    connection = session.connection()
    rows = connection.execute(select(_m.c.id, _m.c.params, _n.c.person_id).join(
        _n, _n.c.message_id == _m.c.id).where(which)).all()
    kind, params = encode(screen(ERASED))
    for row in rows:
        connection.execute(delete(_n).where(_n.c.message_id == row.id, _n.c.person_id == row.person_id))
        left = without(row.params, name)
        if left is not None:
            connection.execute(update(_m).where(_m.c.id == row.id).values(params=left))
            continue
        connection.execute(update(_d).where(
            _d.c.message_id == row.id, _d.c.state.in_(PENDING), _d.c.lane != Lane.ANSWER).values(
                state=DeliveryState.CANCELLED, reason="erased", changed_at=now))
        connection.execute(update(_m).where(_m.c.id == row.id).values(kind=kind, params=params))


def without(params: dict[str, Any], name: str) -> dict[str, Any] | None:
    """These parameters less one name of a list of names; None when they have no such list."""
    for field, value in params.items():
        if isinstance(value, list) and name in value:
            place = value.index(name)
            return params | {field: value[:place] + value[place + 1:]}
    return None
