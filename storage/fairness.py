"""Fair order inside a lane, by virtual time: each message's rows advance by 1/weight.

A message starts level with the furthest-behind ready row, neither first nor after everybody: when it is written, and
again whenever rows of it that waited, were paused or are tried again become ready. Its next rows follow its own last.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import exists, insert, literal_column, select, text, update
from sqlmodel import Session

from rules.deliveries import Course, DeliveryState
from storage.engine import is_sqlite
from storage.tables import Delivery, Message, table
from storage.tables.deliveries import TO_MANY
from storage.tables.runs import Run

STEP = 1000
_d, _m, _r = table(Delivery), table(Message), table(Run)
# Spelled out, never bound: a planner proves a partial index from literals.
IS_READY = _d.c.state == literal_column(f"'{DeliveryState.READY}'")


def floor(session: Session, lane: int) -> int:
    """Where the furthest-behind ready row of a lane stands."""
    pending = session.connection().execute(
        select(_d.c.vt).where(IS_READY, _d.c.lane == lane).order_by(_d.c.vt).limit(1)).scalar()
    return int(pending or 0)


def begin(session: Session, message: int, last: int) -> None:
    """A message to many; its rows that are ready stand before `last`."""
    session.connection().execute(insert(_r).values(message_id=message, course=Course.ON, vt=last, again="", until=None))


def places(session: Session, counts: Mapping[tuple[int, int], int]) -> dict[int, range]:
    """Places in the fair order for so many more rows of each (message, lane), which are becoming ready."""
    asked = session.connection().execute(select(_m.c.id, _m.c.weight, _r.c.vt, _goes_on(session).label("on")).outerjoin(
        _r, _r.c.message_id == _m.c.id).where(_m.c.id.in_([message for message, _lane in counts])))
    known = {row.id: row for row in asked}
    floors = {lane: floor(session, lane) for lane in {lane for _message, lane in counts}}
    found: dict[int, range] = {}
    for (message, lane), count in counts.items():
        row = known[message]
        start, step = max(row.vt if row.on else 0, floors[lane]), max(1, STEP // row.weight)
        found[message] = range(start, start + count * step, step)
        if row.vt is not None:
            session.connection().execute(update(_r).where(_r.c.message_id == message).values(vt=found[message].stop))
    return found


def _goes_on(session: Session) -> Any:
    """Whether some of its rows are ready already: the next ones follow those."""
    of = of_runs(session)
    return exists(select(literal_column("1")).select_from(of).where(
        text(f"delivery.message_id = message.id AND {TO_MANY.text} AND state = 'ready'")))


def of_runs(session: Session) -> Any:
    """The deliveries of what goes to many, by the index that holds these alone."""
    return text("delivery INDEXED BY ix_delivery_run" if is_sqlite(session) else "delivery")
