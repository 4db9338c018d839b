"""Good practices told by neighbours: each step once; and copies, one a group whoever is first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlmodel import Session

from rules.practices import Ground, Practice, PracticeState, Told
from storage.help import apart
from storage.once import insert_new
from storage.tables import GesteTap, NeighbourGroup, table
from storage.tables import practices as tables

_t, _copy = table(tables.Practice), table(tables.PracticeCopy)
_g, _tap = table(NeighbourGroup), table(GesteTap)
S = PracticeState
MOST_SHOWN = 60
GONE = {"title": "", "steps": "", "pitfalls": "", "needs": "", "named": False}
"""What is left of one that nobody is to read any more."""
_QUERY = select(_t, _g.c.name).outerjoin(_g, _g.c.id == _t.c.group_id)


def _told(r: Any) -> Told:
    practice = Practice(f"n{r.id}", r.title, "", tuple(Ground(one) for one in r.grounds.split()), r.cost, r.crowd,
                        r.takes, (r.steps,) if r.steps else (), r.pitfalls, r.needs, r.kit, ours=False,
                        author=r.author_id, group=(r.name or "") if r.named else "")
    return Told(r.id, r.author_id, r.group_id, r.state, r.named, practice)


def add(session: Session, now: datetime, **columns: Any) -> int | None:
    """None when this project, or this geste, is told already."""
    return insert_new(session, _t, state=S.SENT, created_at=now, changed_at=now, **columns)


def is_told(session: Session, *, project: int = 0, idea: int = 0) -> bool:
    """Whether a practice was told of this project, or of this geste."""
    return session.connection().execute(select(_t.c.id).where(
        or_(_t.c.project_id == project, _t.c.idea_id == idea))).first() is not None


def by_id(session: Session, number: int) -> Told | None:
    r = session.connection().execute(_QUERY.where(_t.c.id == number)).first()
    return _told(r) if r else None


def become(session: Session, number: int, before: Iterable[PracticeState], state: PracticeState, now: datetime,
           **columns: Any) -> bool:
    return bool(session.connection().execute(update(_t).where(_t.c.id == number, _t.c.state.in_(list(before))).values(
        state=state, changed_at=now, **columns)).rowcount)


def hush(session: Session, person: int) -> None:
    """The groups where theirs were born are named no more."""
    session.connection().execute(update(_t).where(_t.c.author_id == person).values(named=False))


def _listed(session: Session, *which: ColumnElement[bool]) -> list[Told]:
    rows = session.connection().execute(_QUERY.where(*which).order_by(_t.c.id.desc()).limit(MOST_SHOWN))
    return [_told(r) for r in rows]


def published(session: Session, viewer: int) -> list[Told]:
    """The newest first; nothing of somebody apart from them."""
    return _listed(session, _t.c.state == S.PUBLISHED, _may_read(viewer))


def stands_for(session: Session, number: int, viewer: int) -> bool:
    return session.connection().execute(select(_t.c.id).where(
        _t.c.id == number, _t.c.state == S.PUBLISHED, _may_read(viewer))).first() is not None


def _may_read(viewer: int) -> ColumnElement[bool]:
    return or_(_t.c.author_id.is_(None), ~apart(_t.c.author_id, viewer))


def to_read(session: Session, zones: Sequence[int], reader: int, *, everywhere: bool = False) -> list[Told]:
    """What this person is to read first, in these places; never their own."""
    where = [] if everywhere else [_g.c.zone_id.in_(list(zones))]
    return _listed(session, _t.c.state == S.SENT, _t.c.author_id.is_distinct_from(reader), _may_read(reader), *where)


def of_author(session: Session, person: int, states: Iterable[PracticeState]) -> list[Told]:
    return _listed(session, _t.c.author_id == person, _t.c.state.in_(list(states)))


# copies
def copy(session: Session, practice: str, group: int, now: datetime) -> bool:
    """True for the first of this group, and never again while it lives."""
    return insert_new(session, _copy, practice=practice, group_id=group, at=now) is not None


def opens(session: Session, practice: str, group: int, project: int) -> None:
    session.connection().execute(update(_copy).where(
        _copy.c.practice == practice, _copy.c.group_id == group).values(project_id=project))


def copied(session: Session, practice: str, group: int) -> int | None:
    """The project that this group made of it: 0 when it is no longer there."""
    row = session.connection().execute(select(_copy.c.project_id).where(
        _copy.c.practice == practice, _copy.c.group_id == group)).first()
    return None if row is None else int(row.project_id or 0)


def uncopy(session: Session, project: int) -> None:
    """It ended before anything took place: the group has not adopted it, and may again."""
    session.connection().execute(delete(_copy).where(_copy.c.project_id == project))


def adopted(session: Session, practices: Sequence[str]) -> dict[str, int]:
    """By how many groups each was adopted: distinct ones, as a row is a group."""
    rows = session.connection().execute(select(_copy.c.practice, func.count()).where(
        _copy.c.practice.in_(list(practices))).group_by(_copy.c.practice))
    return {str(practice): int(count) for practice, count in rows}


# gestes of a group that are done often
def done(session: Session, owner: str, geste: str) -> tuple[int, int]:
    """How often, and by how many people."""
    row = session.connection().execute(select(
        func.count(), func.count(func.distinct(_tap.c.person_id))).where(
            _tap.c.owner == owner, _tap.c.geste == geste, _tap.c.action == "done")).one()
    return int(row[0]), int(row[1])
