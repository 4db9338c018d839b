"""How often somebody acted: one counter an owner and kind, kept as long as its window lasts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, text, update
from sqlmodel import Session

from rules.limits import DAY, FIGURES, Limit
from storage.engine import is_sqlite
from storage.tables import Spent, table
from storage.types import UTCDateTime

_s = table(Spent)
_ACTS = {True: "CAST(value AS integer), :fresh FROM json_each(:acts) WHERE true ORDER BY key",
         False: "CAST(value AS integer), :fresh FROM json_each_text(CAST(:acts AS json)) ORDER BY key"}
# The second half is a window written before the clock was set back.
_OVER = "spent.until <= :now OR spent.until > :fresh"
_SPEND = {sqlite: text(
    f"INSERT INTO spent (owner, what, count, until) SELECT key, :what, {acts} "
    "ON CONFLICT (owner, what) DO UPDATE SET "
    f"count = CASE WHEN {_OVER} THEN excluded.count ELSE spent.count + excluded.count END, "
    f"until = CASE WHEN {_OVER} THEN excluded.until ELSE spent.until END RETURNING owner, count").bindparams(
        bindparam("now", type_=UTCDateTime()), bindparam("fresh", type_=UTCDateTime()))
    for sqlite, acts in _ACTS.items()}
"""On SQLite or not: one text, however many owners."""
OUTLIVES = "~"
"""Before the secret mark of who was erased: no owner of another kind begins so."""


def spend(session: Session, limit: Limit, owner: int | str, now: datetime) -> bool:
    """Count one act; False when it is one too many. owner: a person's id, or the mark of something else ("g12")."""
    mark = mark_of(owner)
    return spend_all(session, limit, {mark: 1}, now)[mark] <= FIGURES[limit].most


def spend_all(session: Session, limit: Limit, acts: Mapping[str, int], now: datetime) -> dict[str, int]:
    """Count the acts of many owners in one statement: how many each has made in its window, these included."""
    if not acts:
        return {}
    counted = session.connection().execute(_SPEND[is_sqlite(session)], {
        "acts": json.dumps(acts), "what": limit.value, "now": now, "fresh": now + FIGURES[limit].span})
    return {str(row[0]): int(row[1]) for row in counted}


def is_spent(session: Session, limit: Limit, owner: int | str, now: datetime) -> bool:
    """Whether the next act would be one too many. Counts nothing."""
    span = FIGURES[limit].span
    found = session.connection().execute(select(_s.c.count).where(
        _s.c.owner == mark_of(owner), _s.c.what == limit.value, _s.c.until > now, _s.c.until <= now + span)).scalar()
    return (found or 0) >= FIGURES[limit].most


def outlive(session: Session, person: int, secret: str, now: datetime) -> None:
    """Before this person is erased: what they did today counts for who comes back under the same account."""
    daily = [limit.value for limit, allowance in FIGURES.items() if allowance.span >= DAY]
    mine = session.connection().execute(select(_s.c.what, _s.c.count, _s.c.until).where(
        _s.c.owner == mark_of(person), _s.c.what.in_(daily), _s.c.until > now)).all()
    connection = session.connection()
    secret = OUTLIVES + secret
    connection.execute(delete(_s).where(_s.c.owner == secret))
    if mine:
        connection.execute(insert(_s), [{"owner": secret, "what": row.what, "count": row.count, "until": row.until}
                                        for row in mine])


def come_back(session: Session, people: Mapping[str, int]) -> None:
    """These secret marks are persons again: they go on counting where they were."""
    connection = session.connection()
    known = connection.execute(select(_s.c.owner).where(_s.c.owner.in_(list(people))).distinct()).scalars().all()
    for secret in known:
        connection.execute(update(_s).where(_s.c.owner == secret).values(owner=mark_of(people[secret])))


def mark_of(owner: int | str) -> str:
    return owner if isinstance(owner, str) else f"p{owner}"
