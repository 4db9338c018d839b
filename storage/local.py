"""What a group has of its own, and what the town shares of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, true, update
from sqlmodel import Session

from rules.local import Local, LocalKind, LocalState
from storage.tables import NeighbourGroup, Participation, Person, table
from storage.tables.local import LocalEntry

_e, _g, _in, _p = table(LocalEntry), table(NeighbourGroup), table(Participation), table(Person)
S = LocalState
OURS = (S.HERE, S.ASKED, S.TOWN)
MOST_SHOWN = 60


def _local(r: Any) -> Local:
    return Local(r.id, r.group_id, r.author_id, r.kind, r.text, r.state, r.weekday, r.hour, r.changed_at)


def add(session: Session, group: int, author: int, kind: LocalKind, now: datetime, **columns: Any) -> int:
    return int(session.connection().execute(insert(_e).values(
        group_id=group, author_id=author, kind=kind, state=S.HERE, changed_at=now, **columns).returning(
            _e.c.id)).scalar_one())


def by_id(session: Session, number: int) -> Local | None:
    r = session.connection().execute(select(_e).where(_e.c.id == number)).first()
    return _local(r) if r else None


def of_group(session: Session, group: int) -> list[Local]:
    return [_local(r) for r in session.connection().execute(select(_e).where(
        _e.c.group_id == group, _e.c.state.in_(OURS)).order_by(_e.c.id).limit(MOST_SHOWN))]


def gestes(session: Session, group: int) -> list[Local]:
    """Its own, and those that other groups share."""
    return [_local(r) for r in session.connection().execute(select(_e).where(or_(
        _e.c.group_id == group, _e.c.state == S.TOWN), _e.c.state.in_(OURS), _e.c.kind == LocalKind.GESTE).order_by(
            _e.c.id))]


def shown_in(session: Session, number: int, group: int) -> Local | None:
    found = by_id(session, number)
    mine = found and (found.state is S.TOWN or (found.group == group and found.state in OURS))
    return found if mine else None


def become(session: Session, number: int, before: Iterable[LocalState], state: LocalState, now: datetime,
           **columns: Any) -> bool:
    return bool(session.connection().execute(update(_e).where(_e.c.id == number, _e.c.state.in_(list(before))).values(
        state=state, changed_at=now, **columns)).rowcount)


def forget(session: Session, number: int) -> None:
    session.connection().execute(delete(_e).where(_e.c.id == number, _e.c.state == S.GONE))


def waiting(session: Session, zones: Sequence[int], reader: int, *, whole_town: bool) -> list[Local]:
    """What was shared and waits: in these places, or everywhere; never one's own."""
    where = true() if whole_town else _g.c.zone_id.in_(list(zones))
    return [_local(r) for r in session.connection().execute(select(_e).join(_g, _g.c.id == _e.c.group_id).where(
        _e.c.state == S.ASKED, where, _e.c.author_id.is_distinct_from(reader)).order_by(
            _e.c.changed_at, _e.c.id).limit(MOST_SHOWN))]


def first_names(session: Session, group: int) -> frozenset[str]:
    """Of those who take part, casefolded."""
    return frozenset(name.casefold() for name in session.connection().execute(select(_p.c.first_name).join(
        _in, _in.c.person_id == _p.c.id).where(_in.c.group_id == group, func.length(_p.c.first_name) > 2)).scalars())
