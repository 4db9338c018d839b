"""Whether somebody has nearly the same words carried again and again: by marks, which are forgotten in seven days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlmodel import Session

from rules.alike import WITHIN, is_alike
from storage.tables import table
from storage.tables.moderation import Carried
from storage.tombstones import house_key

_c = table(Carried)


def key(session: Session) -> bytes:
    return house_key(session) + b"alike"


def carried(session: Session, person: int, relay: str, marks: Sequence[str], now: datetime) -> int:
    """How many of this person's messages of the last seven days are alike, this one counted."""
    if not marks:
        return 0
    connection = session.connection()
    connection.execute(insert(_c), [
        {"person_id": person, "relay": relay, "mark": one, "at": now} for one in marks])
    rows = connection.execute(select(_c.c.relay, func.count(_c.c.mark.distinct()).label("shared")).where(
        _c.c.person_id == person, _c.c.mark.in_(marks), _c.c.at > now - WITHIN).group_by(_c.c.relay))
    return sum(is_alike(r.shared, len(marks)) for r in rows)
