"""Reports, and pairs of people who never meet again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, case, delete, insert, or_, select, update
from sqlmodel import Session

from rules.help import AcceptanceState, Way
from rules.theirs import Theirs
from storage import parted, taking_back
from storage.once import insert_new
from storage.reach import hands_of
from storage.tables import Block, HelpAcceptance, HelpRequest, NeighbourGroup, Participation, Person, Report, table

_b, _r, _acc, _q, _p = (table(t) for t in (Block, Report, HelpAcceptance, HelpRequest, Person))
_g, _in = table(NeighbourGroup), table(Participation)
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


def file(session: Session, author: int, reason: str, group: int | None, about: int | None, now: datetime) -> int | None:
    """The report's id; None when the same one is still open: it merges."""
    same = (_r.c.author_id == author, _r.c.reason == reason, _r.c.group_id.is_not_distinct_from(group),
            _r.c.about_id.is_not_distinct_from(about), _r.c.state == "open")
    connection = session.connection()
    if connection.execute(select(_r.c.id).where(*same)).first():
        return None
    return int(connection.execute(insert(_r).values(
        author_id=author, about_id=about, group_id=group, reason=reason, state="open", at=now).returning(
            _r.c.id)).scalar_one())


def flag(session: Session, about: int, group: int | None, reason: str, now: datetime) -> int:
    """For a human to look at; the bot decides nothing."""
    return int(session.connection().execute(insert(_r).values(
        about_id=about, group_id=group, reason=reason, state="open", at=now).returning(_r.c.id)).scalar_one())


def may_see(session: Session, report: int, by: int) -> bool:
    return bool(session.connection().execute(select(_r.c.id).where(_r.c.id == report, *_readable(by))).first())


def seen(session: Session, report: int, by: int) -> bool:
    done = session.connection().execute(update(_r).where(_r.c.id == report, *_readable(by)).values(state="seen"))
    return bool(done.rowcount)


def _readable(by: int) -> tuple[Any, ...]:
    """By those who run its group, and never by its author."""
    run = select(_in.c.group_id).where(_in.c.person_id == by, _in.c.admin.is_(True))
    installed = select(_g.c.id).where(_g.c.installed_by == by)
    return (or_(_r.c.group_id.in_(run), _r.c.group_id.in_(installed)),
            or_(_r.c.author_id.is_(None), _r.c.author_id != by))


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


def still_owed(session: Session, person: int, other: int) -> list[Any]:
    """Helps under way between these two: id, request_id."""
    pair = or_((_acc.c.volunteer_id == person) & (_q.c.asker_id == other),
               (_acc.c.volunteer_id == other) & (_q.c.asker_id == person))
    return list(session.connection().execute(
        select(_acc.c.id, _acc.c.request_id).join(_q, _q.c.id == _acc.c.request_id).where(
            pair, _acc.c.state.in_((A.PROPOSED, A.CONFIRMED)))).all())
