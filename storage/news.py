"""Who asked for the town's news in private."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlmodel import Session

from storage.once import insert_new
from storage.tables import TownNews, table

_n = table(TownNews)


def wants(session: Session, person: int) -> bool:
    return session.connection().execute(select(_n.c.person_id).where(_n.c.person_id == person)).first() is not None


def choose(session: Session, person: int, now: datetime, *, wanted: bool) -> bool:
    """True when it changed."""
    if wanted:
        return insert_new(session, _n, person_id=person, since=now) is not None
    return bool(session.connection().execute(delete(_n).where(_n.c.person_id == person)).rowcount)
