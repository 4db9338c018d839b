"""Pairs of people who never meet again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, case, delete, or_, select
from sqlmodel import Session

from rules.help import AcceptanceState, Way
from rules.theirs import Theirs
from storage import parted, taking_back
from storage.once import insert_new
from storage.reach import hands_of
from storage.tables import Block, HelpAcceptance, HelpRequest, Person, table

_b, _acc, _q, _p = (table(t) for t in (Block, HelpAcceptance, HelpRequest, Person))
A = AcceptanceState
LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody met through a hand (an acceptance). first_name: empty where it was never given."""

    acceptance: int
    id: int
    name: Theirs
    first_name: Theirs
    kind: str
    day: date


def shown_name(person: int) -> Any:
    """The first name of the other side, once it was given: whoever comes forward never learns it before the yes."""
    known = or_(_q.c.asker_id == person, _acc.c.state.in_((A.CONFIRMED, A.DONE, A.NOT_DONE)),
                _acc.c.asker_way != Way.UNDECIDED, _acc.c.volunteer_way != Way.UNDECIDED)
    return case((known, _p.c.first_name), else_="").label("first_name")


def _others(person: int) -> Select[Any]:
    other = or_(_p.c.id == _q.c.asker_id, _p.c.id == _acc.c.volunteer_id)
    return select(_acc.c.id.label("acceptance"), _p.c.id, _p.c.first_name.label("name"), shown_name(person), _q.c.kind,
                  _q.c.day).join(_q, _q.c.id == _acc.c.request_id).join(_p, other).where(
        _acc.c.id.in_(hands_of(person)), _p.c.id != person)


def counterpart(session: Session, acceptance: int, person: int) -> Met | None:
    """The other side of a hand offered or asked. None for a stranger to it."""
    row = session.connection().execute(_others(person).where(_acc.c.id == acceptance)).first()
    return _met(row) if row else None


def _met(row: Any) -> Met:
    return Met(row.acceptance, row.id, Theirs(row.name, row.id), Theirs(row.first_name, row.id), row.kind, row.day)


def met(session: Session, person: int) -> list[Met]:
    """The last people met, even those who only came forward, newest first."""
    rows = session.connection().execute(
        _others(person).order_by(_acc.c.changed_at.desc(), _acc.c.id.desc()).limit(LOOKED_AT)).all()
    newest = {row.id: row for row in reversed(rows)}
    return [_met(row) for row in sorted(newest.values(), key=rows.index)]


def block(session: Session, person: int, other: int, now: datetime) -> None:
    """From now on; and what they ever gave each other is taken back."""
    insert_new(session, _b, person_id=person, other_id=other, at=now)
    taking_back.of_pair(session, person, other, now)


def unblock(session: Session, person: int, other: int) -> None:
    session.connection().execute(delete(_b).where(_b.c.person_id == person, _b.c.other_id == other))
    parted.forget(session, person, other)


@dataclass(frozen=True, slots=True)
class Avoided:
    """Somebody whom a person chose not to meet. name: empty where it was never given."""

    id: int
    name: Theirs
    since: date


def blocked_by(session: Session, person: int) -> list[Avoided]:
    """Those whom this person chose not to meet, the latest first."""
    names = {one.id: one.first_name for one in met(session, person)}
    rows = session.connection().execute(select(_b.c.other_id, _b.c.at).where(_b.c.person_id == person).order_by(
        _b.c.at.desc(), _b.c.other_id))
    return [Avoided(r.other_id, names.get(r.other_id, Theirs("", r.other_id)), r.at.date()) for r in rows]


def blocks(session: Session, person: int, other: int) -> bool:
    """Whether this person asked for it."""
    return session.connection().execute(select(_b.c.other_id).where(
        _b.c.person_id == person, _b.c.other_id == other)).first() is not None


def still_owed(session: Session, person: int, other: int) -> list[Any]:
    """Helps under way between these two: id, request_id."""
    pair = or_((_acc.c.volunteer_id == person) & (_q.c.asker_id == other),
               (_acc.c.volunteer_id == other) & (_q.c.asker_id == person))
    return list(session.connection().execute(
        select(_acc.c.id, _acc.c.request_id).join(_q, _q.c.id == _acc.c.request_id).where(
            pair, _acc.c.state.in_((A.PROPOSED, A.CONFIRMED)))).all())
