"""Numbers of messages, for what goes through them a page at a time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session

from storage.tables import Message, table

_m = table(Message)
A_PAGE = 300


def newest_before(session: Session, moment: datetime) -> int:
    """The number of the last message made by then, or 0."""
    return int(session.connection().execute(select(_m.c.id).where(_m.c.created_at <= moment).order_by(
        _m.c.created_at.desc(), _m.c.id.desc()).limit(1)).scalar() or 0)


def page_after(session: Session, after: int) -> int:
    """The number of the last message of the next page; `after` itself when there is none."""
    found = session.connection().execute(
        select(_m.c.id).where(_m.c.id > after).order_by(_m.c.id).limit(A_PAGE)).scalars().all()
    return int(found[-1]) if found else after
