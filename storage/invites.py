"""Personal invitations, who came by one, and the totals of what people came in by."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from rules.invites import LIVES, WHOLE_TOWN
from storage.engine import is_sqlite
from storage.once import insert_new
from storage.tables import Link, table
from storage.tables.invites import Arrivals, Invite, InvitedBy

_i, _by, _from, _link = (table(t) for t in (Invite, InvitedBy, Arrivals, Link))
PURPOSE = "invite"


def token_of(session: Session, person: int, now: datetime) -> str | None:
    """The link of somebody, if it still opens."""
    return session.connection().execute(select(_i.c.token).where(
        _i.c.person_id == person, _i.c.renewed_at > now - LIVES)).scalar()


def keep(session: Session, person: int, token: str, now: datetime) -> None:
    end(session, person)
    insert_new(session, _i, person_id=person, token=token, renewed_at=now, joined=0)


def renew(session: Session, person: int, token: str, now: datetime) -> None:
    """It lives its whole time again."""
    session.connection().execute(update(_i).where(_i.c.person_id == person).values(renewed_at=now))
    session.connection().execute(update(_link).where(_link.c.hash == _hash(token)).values(expires_at=now + LIVES))


def end(session: Session, person: int) -> bool:
    """It opens nothing any more. False when there was none."""
    token = session.connection().execute(delete(_i).where(_i.c.person_id == person).returning(_i.c.token)).scalar()
    if token:
        session.connection().execute(delete(_link).where(_link.c.hash == _hash(token)))
    return token is not None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def came(session: Session, person: int, by: int, now: datetime) -> int:
    """Somebody joined by this person's link; how many have."""
    insert_new(session, _by, person_id=person, by_id=by, at=now)
    return int(session.connection().execute(update(_i).where(_i.c.person_id == by).values(
        joined=_i.c.joined + 1).returning(_i.c.joined)).scalar() or 0)


def invited_by(session: Session, person: int) -> int | None:
    return session.connection().execute(select(_by.c.by_id).where(_by.c.person_id == person)).scalar()


def answered(session: Session, person: int) -> None:
    session.connection().execute(delete(_by).where(_by.c.person_id == person))


def count(session: Session, source: str, month: str, group: int | None) -> None:
    """One more in the town, and in this group."""
    make = sqlite.insert if is_sqlite(session) else postgresql.insert
    for where in sorted({WHOLE_TOWN, group or WHOLE_TOWN}):
        new: Any = make(_from).values(group_id=where, source=source, month=month, people=1)
        session.connection().execute(new.on_conflict_do_update(
            index_elements=[_from.c.group_id, _from.c.source, _from.c.month], set_={"people": _from.c.people + 1}))


def counted(session: Session, group: int, since: str) -> list[tuple[str, int]]:
    """People by source, from a month on."""
    rows = session.connection().execute(select(_from.c.source, func.sum(_from.c.people).label("people")).where(
        _from.c.group_id == group, _from.c.month >= since).group_by(_from.c.source).order_by(_from.c.source))
    return [(row.source, int(row.people)) for row in rows]
