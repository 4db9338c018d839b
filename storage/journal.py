"""The journal of decisions: written once, read by anybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select
from sqlmodel import Session

from rules.journal import Entry, Line
from storage.tables import table
from storage.tables.journal import JournalLine

_j = table(JournalLine)


def add(session: Session, what: Entry, said: Mapping[str, str], now: datetime) -> None:
    session.connection().execute(insert(_j).values(what=what, said=dict(said), at=now))


def lines(session: Session, timezone: str, skip: int = 0, most: int = 1000) -> list[Line]:
    """The newest first."""
    rows = session.connection().execute(
        select(_j).where(_j.c.id > 0).order_by(_j.c.id.desc()).offset(skip).limit(most))
    return [Line(r.id, r.at.astimezone(ZoneInfo(timezone)).date(), r.what, r.said) for r in rows]


def count(session: Session) -> int:
    return int(session.connection().execute(select(func.count()).select_from(_j).where(_j.c.id > 0)).scalar_one())
