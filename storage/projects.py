"""Projects of neighbours: each step is one conditional statement, and none passes before three neighbours are in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, insert, or_, select, update
from sqlmodel import Session

from rules.projects import (
    LIVING,
    MOST_IN,
    NEIGHBOURS,
    OF,
    TASK,
    Loan,
    Posted,
    Project,
    ProjectState,
    Support,
    Town,
)
from rules.seating import Seat, SeatState
from storage import seating
from storage.help import apart
from storage.tables import Participation, table
from storage.tables import projects as tables
from storage.tables import seating as seats

_t, _task, _in = table(tables.Project), table(tables.ProjectTask), table(Participation)
_ing, _seat = table(seats.Seating), table(seats.Seat)
_their, _who = _ing.alias("their_seating"), _seat.alias("their_seat")
S = ProjectState
SEATED = (SeatState.SEATED,)
MOST_SHOWN = 40
EMPTY = {"what": "", "does": "", "needs": "", "word": "", "told": ""}
"""What is left of a project whose author is erased when nobody goes on with it."""


@dataclass(frozen=True, slots=True)
class Task:
    id: int
    project: int
    what: str
    seats: int
    taken: int

    @property
    def free(self) -> int:
        return self.seats - self.taken


def _project(r: Any) -> Project:
    return Project(r.id, r.group_id, r.author_id, r.what, r.state, tuple(Support(one) for one in r.supports.split()),
                   r.does, r.day, r.slot, r.needs, r.insured, r.town, tuple(Loan(one) for one in r.lends.split()),
                   r.word, r.told, r.posted, r.delivery_id, r.nudged, r.until, r.since, r.created_at)


def add(session: Session, now: datetime, **columns: Any) -> int:
    number = int(session.connection().execute(insert(_t).values(
        state=S.IDEA, town=Town.NOT_ASKED, posted=Posted.NOTHING, nudged=False, since=now, created_at=now,
        **columns).returning(_t.c.id)).scalar_one())
    seating.open_(session, OF, number, MOST_IN)
    return number


def by_id(session: Session, number: int) -> Project | None:
    r = session.connection().execute(select(_t).where(_t.c.id == number)).first()
    return _project(r) if r else None


def become(session: Session, number: int, before: Iterable[ProjectState], *also: ColumnElement[bool],
           **columns: Any) -> bool:
    """From one of these states, while `also` holds; False when it does not any more."""
    return bool(session.connection().execute(update(_t).where(
        _t.c.id == number, _t.c.state.in_(list(before)), *also).values(**columns)).rowcount)


def backed() -> ColumnElement[bool]:
    """Three neighbours are in, besides whoever proposed it."""
    count = select(func.count()).select_from(_seat).join(_ing, _ing.c.id == _seat.c.seating_id).where(
        _ing.c.of == OF, _ing.c.subject == _t.c.id, _seat.c.state.in_(SEATED),
        _seat.c.person_id.is_distinct_from(_t.c.author_id)).scalar_subquery()
    return count >= NEIGHBOURS


def hold(session: Session, number: int) -> None:
    """Nobody comes in or goes out until this transaction ends."""
    session.connection().execute(select(_ing.c.id).where(
        _ing.c.of == OF, _ing.c.subject == number).with_for_update()).first()


def gathering_is_over(now: datetime) -> ColumnElement[bool]:
    return _t.c.until <= now


def written_by(author: int | None) -> ColumnElement[bool]:
    return _t.c.author_id.is_not_distinct_from(author)


def town_is(town: Town) -> ColumnElement[bool]:
    return _t.c.town == town


def mark(session: Session, number: int, **columns: Any) -> None:
    session.connection().execute(update(_t).where(_t.c.id == number).values(**columns))


def nudge(session: Session, number: int) -> bool:
    """True once a stage."""
    return bool(session.connection().execute(update(_t).where(
        _t.c.id == number, _t.c.nudged.is_(False)).values(nudged=True)).rowcount)


# who may see it and come in
def is_for(person: int) -> ColumnElement[bool]:
    """In their group, and nobody apart from them carries it or is in."""
    there = exists().where(_in.c.person_id == person, _in.c.group_id == _t.c.group_id)
    met = exists().where(_their.c.of == OF, _their.c.subject == _t.c.id, _who.c.seating_id == _their.c.id,
                         _who.c.state.in_(SEATED), apart(_who.c.person_id, person))
    return and_(there, ~met, or_(_t.c.author_id.is_(None), ~apart(_t.c.author_id, person)))


def shown_to(session: Session, number: int, person: int) -> bool:
    return session.connection().execute(select(_t.c.id).where(_t.c.id == number, is_for(person))).first() is not None


def join(session: Session, number: int, person: int, now: datetime) -> Seat | None:
    """« J’en suis »: of this group, another person than who carries it, while it still looks for people or goes on."""
    may = exists().where(_t.c.id == number, _t.c.author_id != person, is_for(person), or_(
        and_(_t.c.state == S.IDEA, _t.c.until > now), _t.c.state.in_((S.BACKED, S.OPEN))))
    return seating.ask(session, OF, number, person, now, unless=or_(~may, _ing.c.taken >= _ing.c.seats))


def people_in(session: Session, number: int) -> list[Seat]:
    return seating.everybody(session, OF, number, SEATED)


def count_in(session: Session, number: int) -> int:
    return len(people_in(session, number))


# lists
def _listed(session: Session, *which: ColumnElement[bool]) -> list[Project]:
    rows = session.connection().execute(select(_t).where(*which).order_by(_t.c.id.desc()).limit(MOST_SHOWN))
    return [_project(r) for r in rows]


def carried_by(session: Session, person: int, states: Iterable[ProjectState] = LIVING) -> list[Project]:
    return _listed(session, _t.c.author_id == person, _t.c.state.in_(list(states)))


def with_me(session: Session, person: int) -> list[Project]:
    """Those this person is in, or takes a mission of, as long as they live."""
    numbers = [one.subject for one in seating.mine(session, OF, person)]
    return _listed(session, _t.c.id.in_(numbers), _t.c.state.in_(LIVING))


def of_groups(session: Session, groups: Iterable[int], person: int) -> list[Project]:
    return _listed(session, _t.c.group_id.in_(list(groups)), _t.c.state.in_(LIVING), is_for(person))


def asking_the_town(session: Session) -> list[Project]:
    return _listed(session, _t.c.town == Town.ASKED, _t.c.state.in_(LIVING))


# missions
def add_task(session: Session, project: int, what: str, places: int) -> int:
    number = int(session.connection().execute(insert(_task).values(
        project_id=project, what=what).returning(_task.c.id)).scalar_one())
    seating.open_(session, TASK, number, places)
    return number


def drop_task(session: Session, number: int) -> None:
    session.connection().execute(_task.delete().where(_task.c.id == number))


_TASKS = select(_task, _ing.c.seats, _ing.c.taken).join(_ing, and_(_ing.c.of == TASK, _ing.c.subject == _task.c.id))


def tasks(session: Session, project: int) -> list[Task]:
    rows = session.connection().execute(_TASKS.where(_task.c.project_id == project).order_by(_task.c.id))
    return [Task(r.id, r.project_id, r.what, r.seats, r.taken) for r in rows]


def task(session: Session, number: int) -> Task | None:
    r = session.connection().execute(_TASKS.where(_task.c.id == number)).first()
    return Task(r.id, r.project_id, r.what, r.seats, r.taken) if r else None


def take(session: Session, one: Task, person: int, now: datetime) -> Seat | None:
    """A seat of this mission while its project is open; no list behind it."""
    open_ = exists().where(_t.c.id == one.project, _t.c.state == S.OPEN, or_(
        _t.c.author_id == person, is_for(person)))
    return seating.ask(session, TASK, one.id, person, now, unless=or_(~open_, _ing.c.taken >= _ing.c.seats))
