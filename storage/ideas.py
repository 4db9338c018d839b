"""Neighbours' own ideas of gestes: proposed to the group's admin, adopted or not, then part of its rotation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, insert, select, update
from sqlmodel import Session

from storage.tables import GesteIdea, table

_i = table(GesteIdea)
PROPOSED, ADOPTED, DECLINED = "proposed", "adopted", "declined"
MOST_WAITING = 5


@dataclass(frozen=True, slots=True)
class Idea:
    id: int
    person: int | None
    group: int
    text: str
    state: str


def by_id(session: Session, idea: int) -> Idea | None:
    r = session.connection().execute(select(_i).where(_i.c.id == idea)).first()
    return Idea(r.id, r.person_id, r.group_id, r.text, r.state) if r else None


def propose(session: Session, person: int, group: int, text: str, now: datetime) -> int | None:
    """The new idea's id; None when this person already made as many as one may in a week."""
    connection = session.connection()
    recent = connection.execute(select(func.count()).select_from(_i).where(
        _i.c.person_id == person, _i.c.at > now - timedelta(days=7))).scalar_one()
    if recent >= MOST_WAITING:
        return None
    return int(connection.execute(insert(_i).values(
        person_id=person, group_id=group, text=text, state=PROPOSED, at=now).returning(_i.c.id)).scalar_one())


def decide(session: Session, idea: int, group: int, adopted: bool) -> bool:
    """False when somebody already answered."""
    return bool(session.connection().execute(update(_i).where(
        _i.c.id == idea, _i.c.group_id == group, _i.c.state == PROPOSED).values(
            state=ADOPTED if adopted else DECLINED)).rowcount)


def adopted(session: Session, group: int) -> list[int]:
    return [int(i) for i in session.connection().execute(
        select(_i.c.id).where(_i.c.group_id == group, _i.c.state == ADOPTED).order_by(_i.c.id)).scalars()]
