"""Deep links: only the hash of a token is kept; a single one works once, within its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlmodel import Session

from storage.tables import Link, table

_t = table(Link)


@dataclass(frozen=True, slots=True)
class Opened:
    purpose: str
    params: dict[str, Any]
    by: int | None


def add(session: Session, hash_: str, purpose: str, params: dict[str, Any], *, single: bool, by: int | None,
        now: datetime, expires: datetime | None) -> None:
    """`params["group"]` is the group it leads to."""
    session.connection().execute(insert(_t).values(
        hash=hash_, purpose=purpose, params=params, single=single, by_id=by, group_id=params.get("group") or None,
        created_at=now, expires_at=expires, uses=0))


def use(session: Session, hash_: str, person: int, now: datetime) -> Opened | None:
    """Open a link once for a person; None when unknown, expired or already used by somebody.

    The person who used a single link may press it again: they get the same thing, not a refusal.
    """
    usable = or_(_t.c.single.is_(False), _t.c.used_by.is_(None), _t.c.used_by == person)
    row = session.connection().execute(
        update(_t).where(_t.c.hash == hash_, usable, or_(_t.c.expires_at.is_(None), _t.c.expires_at > now)).values(
            used_at=now, used_by=person, uses=_t.c.uses + 1).returning(_t.c.purpose, _t.c.params, _t.c.by_id)).first()
    return Opened(row.purpose, dict(row.params), row.by_id) if row else None


def uses(session: Session, purpose: str, by: int) -> int:
    rows = session.connection().execute(select(_t.c.uses).where(_t.c.purpose == purpose, _t.c.by_id == by))
    return sum(r[0] for r in rows)
