"""How often somebody acted: one counter an owner and kind, kept as long as its window lasts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import case, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from rules.limits import FIGURES, Limit
from storage.engine import is_sqlite
from storage.tables import Spent, table

_s = table(Spent)


def spend(session: Session, limit: Limit, owner: int | str, now: datetime) -> bool:
    """Count one act; False when it is one too many. owner: a person's id, or the mark of something else ("g12")."""
    mark = mark_of(owner)
    return spend_all(session, limit, {mark: 1}, now)[mark] <= FIGURES[limit].most


def spend_all(session: Session, limit: Limit, acts: Mapping[str, int], now: datetime) -> dict[str, int]:
    """Count the acts of many owners in one statement: how many each has made in its window, these included."""
    if not acts:
        return {}
    make = sqlite.insert if is_sqlite(session) else postgresql.insert
    span = FIGURES[limit].span
    new: Any = make(_s).values([{"owner": owner, "what": limit.value, "until": now + span, "count": acts[owner]}
                                for owner in sorted(acts)])
    # The second half is a window written before the clock was set back.
    over = or_(_s.c.until <= now, _s.c.until > now + span)
    counted = new.on_conflict_do_update(index_elements=[_s.c.owner, _s.c.what], set_={
        "count": case((over, new.excluded.count), else_=_s.c.count + new.excluded.count),
        "until": case((over, new.excluded.until), else_=_s.c.until)}).returning(_s.c.owner, _s.c.count)
    return {str(row.owner): int(row[1]) for row in session.connection().execute(counted)}


def is_spent(session: Session, limit: Limit, owner: int | str, now: datetime) -> bool:
    """Whether the next act would be one too many. Counts nothing."""
    span = FIGURES[limit].span
    found = session.connection().execute(select(_s.c.count).where(
        _s.c.owner == mark_of(owner), _s.c.what == limit.value, _s.c.until > now, _s.c.until <= now + span)).scalar()
    return (found or 0) >= FIGURES[limit].most


def mark_of(owner: int | str) -> str:
    return owner if isinstance(owner, str) else f"p{owner}"
