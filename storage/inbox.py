"""Updates already handled, and those set aside. An id is recorded in the transaction of its effects."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlmodel import Session

from storage.tables import SeenUpdate, SetAside, table

KEPT = timedelta(hours=48)
_seen = table(SeenUpdate)
_aside = table(SetAside)


def already_seen(session: Session, updates: Iterable[int]) -> set[int]:
    rows = session.connection().execute(select(_seen.c.id).where(_seen.c.id.in_(list(updates))))
    return {row[0] for row in rows}


def record(session: Session, updates: Iterable[int], now: datetime) -> None:
    """Raises IntegrityError when one of them was recorded meanwhile: the turn must not run twice."""
    rows = [{"id": update, "seen_at": now} for update in updates]
    if rows:
        session.connection().execute(insert(_seen), rows)


def set_aside(session: Session, update: int | None, raw: str, reason: str, now: datetime) -> None:
    session.connection().execute(
        insert(_aside).values(update_id=update, raw=raw[:20000], reason=reason[:200], at=now))


def forget_old(session: Session, now: datetime) -> None:
    session.connection().execute(delete(_seen).where(_seen.c.seen_at < now - KEPT))
    session.connection().execute(delete(_aside).where(_aside.c.at < now - timedelta(days=30)))
