"""When actions look at what again: one row a thing and subject, read by its hour alone, taken one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from storage.engine import is_sqlite
from storage.tables import Agenda, table

_agenda = table(Agenda)
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Due:
    id: int
    what: str
    subject: int
    faults: int


def put(session: Session, what: str, looks: Mapping[int, datetime]) -> None:
    """Look at each subject at its hour; a look already set for it is moved there."""
    if not looks:
        return
    make = sqlite.insert if is_sqlite(session) else postgresql.insert
    rows = [{"what": what, "subject": subject, "at": at, "faults": 0} for subject, at in looks.items()]
    fresh: Any = make(_agenda)
    session.connection().execute(fresh.on_conflict_do_update(
        index_elements=["what", "subject"], set_={"at": fresh.excluded.at, "faults": 0}), rows)


def drop(session: Session, what: str, subject: int) -> None:
    """Nothing more to look at."""
    session.connection().execute(delete(_agenda).where(_agenda.c.what == what, _agenda.c.subject == subject))


def drop_all(session: Session, what: str) -> None:
    """Nothing of this kind is looked at any more."""
    session.connection().execute(delete(_agenda).where(_agenda.c.what == what))


def stand(session: Session, standing: Mapping[str, timedelta], now: datetime) -> None:
    """What always has a next look (subject 0) has one: missing ones come now, and those set impossibly far by a
    clock that was wrong for a moment.
    """
    kept = session.connection().execute(select(_agenda.c.what, _agenda.c.at).where(
        _agenda.c.what.in_(standing), _agenda.c.subject == 0))
    well = {r.what for r in kept if r.at <= now + 2 * standing[r.what] + AN_HOUR}
    for what in sorted(standing.keys() - well):
        put(session, what, {0: now})


def take(session: Session, now: datetime) -> Due | None:
    """What has been due the longest, gone from the agenda with this transaction; nobody else takes it meanwhile."""
    first = select(_agenda.c.id).where(_agenda.c.at <= now).order_by(_agenda.c.at, _agenda.c.id).limit(1)
    if not is_sqlite(session):
        first = first.with_for_update(skip_locked=True)
    r = session.connection().execute(delete(_agenda).where(_agenda.c.id == first.scalar_subquery()).returning(
        _agenda.c.id, _agenda.c.what, _agenda.c.subject, _agenda.c.faults)).first()
    return Due(r.id, r.what, r.subject, r.faults) if r else None


def put_off(session: Session, due: Due, until: datetime) -> None:
    """It failed: kept for later, and counted."""
    session.connection().execute(update(_agenda).where(_agenda.c.id == due.id).values(
        at=until, faults=_agenda.c.faults + 1))


def next_look(session: Session, what: str, subject: int) -> datetime | None:
    return session.connection().execute(select(_agenda.c.at).where(
        _agenda.c.what == what, _agenda.c.subject == subject)).scalar()
