"""Updates already handled, and those set aside. An id is recorded in the transaction of its effects."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from rules.privacy import UPDATES_KEPT
from storage.engine import is_sqlite
from storage.once import first_time
from storage.pieces import delete_some
from storage.tables import Once, SeenUpdate, SetAside, table

_seen = table(SeenUpdate)
_aside = table(SetAside)
_once = table(Once)


def take_new(session: Session, updates: Iterable[int], now: datetime) -> set[int]:
    """Record these updates and return those nobody recorded before: only they may have effects."""
    rows = [{"id": update, "seen_at": now} for update in updates]
    if not rows:
        return set()
    make = sqlite.insert if is_sqlite(session) else postgresql.insert
    statement: Any = make(_seen).values(rows).on_conflict_do_nothing().returning(_seen.c.id)
    return {int(row[0]) for row in session.connection().execute(statement)}


def give_back(session: Session, updates: Iterable[int], albums: Iterable[str] = ()) -> None:
    """These were not handled after all: they will come again in this very round."""
    ids = list(updates)
    if ids:
        session.connection().execute(delete(_seen).where(_seen.c.id.in_(ids)))
    marks = [_album(one) for one in albums if one]
    if marks:
        session.connection().execute(delete(_once).where(_once.c.subject.in_(marks), _once.c.what == "album"))


def is_first_of_album(session: Session, album: str, now: datetime) -> bool:
    """Files sent together come one by one: the first stands for all of them."""
    return not album or first_time(session, _album(album), "album", now)


def _album(album: str) -> str:
    return f"album:{album}"[:40]


def set_aside(session: Session, update: int | None, raw: str, reason: str, now: datetime,
              sender: int | None = None) -> None:
    """raw: the shape of the update, never what it says. sender: the platform id of who caused it."""
    session.connection().execute(insert(_aside).values(
        update_id=update, sender=sender, raw=raw[:20000], reason=reason[:200], at=now))


def forget_albums(session: Session, now: datetime) -> bool:
    """Their marks go with the ids of their updates, long before what was said once."""
    return delete_some(session, _once, _once.c.subject.between("album:", "album;") & (
        _once.c.at <= now - UPDATES_KEPT))
