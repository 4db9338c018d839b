"""Codes of posters: one a group, as long as it lives, leading where its printed squares lead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from rules.groups import GroupState
from storage.engine import is_sqlite
from storage.tables import NeighbourGroup, PosterCode, table

_c, _g = table(PosterCode), table(NeighbourGroup)


def of_group(session: Session, group: int) -> str | None:
    return session.connection().execute(select(_c.c.code).where(_c.c.group_id == group)).scalar()


def give(session: Session, group: int, candidates: Iterable[str], now: datetime) -> str | None:
    """The group's code: the one it has, else the first candidate that is free; None when all are taken."""
    make = sqlite.insert if is_sqlite(session) else postgresql.insert
    if (known := of_group(session, group)) is not None:
        return known
    for code in candidates:
        new: Any = make(_c).values(code=code, group_id=group, created_at=now, uses=0)
        if session.connection().execute(new.on_conflict_do_nothing().returning(_c.c.code)).scalar() is not None:
            return code
        if (known := of_group(session, group)) is not None:  # given meanwhile, by who printed at the same time
            return known
    return None


def group_of(session: Session, code: str) -> int | None:
    """The installed group it leads to: a group that was removed takes its code along."""
    return session.connection().execute(select(_c.c.group_id).join(_g, _g.c.id == _c.c.group_id).where(
        _c.c.code == code, _g.c.state == GroupState.INSTALLED)).scalar()


def count(session: Session, code: str) -> None:
    """Somebody came in with it."""
    session.connection().execute(update(_c).where(_c.c.code == code).values(uses=_c.c.uses + 1))


def uses(session: Session, group: int) -> int:
    return session.connection().execute(select(_c.c.uses).where(_c.c.group_id == group)).scalar() or 0
