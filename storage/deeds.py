"""« J’ai fait un geste »: counted for the group, never added to hours."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, insert, select
from sqlmodel import Session

from storage.tables import Deed, table

_t = table(Deed)


def count_of_day(session: Session, person: int, day: date) -> int:
    return int(session.connection().execute(select(func.count()).select_from(_t).where(
        _t.c.person_id == person, _t.c.day == day)).scalar_one())


def add(session: Session, person: int, group: int | None, theme: str, minutes: int | None, day: date,
        now: datetime) -> None:
    session.connection().execute(insert(_t).values(
        person_id=person, group_id=group, theme=theme, minutes=minutes, day=day, at=now))


def count_of_group(session: Session, group: int, since: date) -> int:
    return int(session.connection().execute(select(func.count()).select_from(_t).where(
        _t.c.group_id == group, _t.c.day >= since)).scalar_one())
