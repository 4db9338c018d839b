"""Updates already handled, and those set aside. An id is recorded in the transaction of its effects."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, text
from sqlmodel import Session

from rules.privacy import UPDATES_KEPT
from storage.engine import is_sqlite
from storage.once import first_time
from storage.pieces import delete_some
from storage.tables import Once, SeenUpdate, SetAside, table
from storage.types import UTCDateTime

_seen = table(SeenUpdate)
_aside = table(SetAside)
_once = table(Once)
_IDS = {True: "value, :at FROM json_each(:ids) WHERE true", False: "id, :at FROM unnest(CAST(:ids AS bigint[])) AS id"}
_TAKE = {sqlite: text(f"INSERT INTO seen_update (id, seen_at) SELECT {ids} ON CONFLICT DO NOTHING RETURNING id"
                      ).bindparams(bindparam("at", type_=UTCDateTime())) for sqlite, ids in _IDS.items()}
"""On SQLite or not: one text, however many updates, so that nothing is composed anew for each batch."""


def take_new(session: Session, updates: Iterable[int], now: datetime) -> set[int]:
    """Record these updates and return those nobody recorded before: only they may have effects."""
    ids = list(updates)
    if not ids:
        return set()
    sqlite = is_sqlite(session)
    found = session.connection().execute(_TAKE[sqlite], {"ids": json.dumps(ids) if sqlite else ids, "at": now})
    return {int(row[0]) for row in found}


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
