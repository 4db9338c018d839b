"""Waiting rows whose hour has come are ready, some at a time: a crowd due at nine holds up nobody's turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, literal_column, select, update
from sqlmodel import Session

from rules.deliveries import DeliveryState
from storage import fairness
from storage.engine import is_sqlite
from storage.ledger import rows_in
from storage.many import numbers
from storage.tables import Delivery, table

S = DeliveryState
_d = table(Delivery)
PIECE = 1000


def wake(session: Session, now: datetime) -> bool:
    """Whether there may be more. What was tried before keeps its place; the rest starts level with the others."""
    due = rows_in(session, "waiting").where(literal_column("not_before", _d.c.not_before.type) <= now).order_by(
        literal_column("not_before")).limit(PIECE)
    if not is_sqlite(session):
        due = due.with_for_update(skip_locked=True)
    rows = session.connection().execute(select(_d.c.id, _d.c.message_id, _d.c.lane, _d.c.epoch, _d.c.vt).where(
        _d.c.id.in_(taken(session, due))).order_by(_d.c.id)).all()
    if rows:
        ready(session, rows, (S.WAITING,), now)
    return len(rows) == PIECE


def taken(session: Session, piece: Select[Any]) -> Select[Any]:
    """The ids of a piece that is locked, found once. PostgreSQL may run what stands within IN again for each row, and
    each time it skips what it has locked already: far more than a piece would be taken.
    """
    return piece if is_sqlite(session) else select(piece.cte("taken").c.id)


def ready(session: Session, rows: Sequence[Any], those: Sequence[DeliveryState], now: datetime, **more: Any) -> int:
    """These rows (id, message_id, lane, epoch, vt) become ready if they are still in one of those states; how many."""
    fresh = [row for row in rows if not row.epoch]
    places = fairness.places(session, Counter((row.message_id, row.lane) for row in fresh)) if fresh else {}
    following = {message: iter(line) for message, line in places.items()}
    line = numbers(session, [(row.id, row.vt if row.epoch else next(following[row.message_id])) for row in rows],
                   "id", "vt")
    return int(session.connection().execute(
        update(_d).where(_d.c.id == line.c.id, _d.c.state.in_(those)).values(
            state=S.READY, not_before=None, changed_at=now, vt=line.c.vt, **more)).rowcount)
