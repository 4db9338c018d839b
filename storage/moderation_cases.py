"""Reports of the same thing, who reads them, and what became of them. Every change is one conditional statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, delete, exists, func, insert, or_, select, update
from sqlmodel import Session

from rules.console import RoleState, TownRole
from rules.groups import Group
from rules.help import LIVING
from rules.moderation import Against, Case, CaseState, Office, Reader
from rules.residents import Standing
from storage import help as store
from storage import stand_ins
from storage.once import insert_new
from storage.tables import (
    Delivery,
    HelpCard,
    HelpRequest,
    NeighbourGroup,
    Participation,
    Person,
    Report,
    RoleHeld,
    table,
)
from storage.tables.moderation import ModerationTotal, ReportReader

_r, _read, _role, _p, _g, _in, _n, _card, _q, _d = (table(t) for t in (
    Report, ReportReader, RoleHeld, Person, NeighbourGroup, Participation, ModerationTotal, HelpCard, HelpRequest,
    Delivery))


@dataclass(frozen=True, slots=True)
class NewReport:
    """author: None when the house saw it by itself."""

    author: int | None
    reason: str
    group: int | None
    about: int | None = None
    request: int | None = None
    against: Against = Against.NOBODY
    code: str = ""
    thing: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who reported it, and the number they were given."""

    author: int
    code: str


@dataclass(frozen=True, slots=True)
class Card:
    request: int
    group: int
    asker: int


def case_of(r: Any) -> Case:
    return Case(r.id, r.reason, r.group_id, r.about_id, r.request_id, Against(r.against), CaseState(r.state),
                r.decided_by_id, r.at, r.thing)


def by_id(session: Session, number: int) -> Case | None:
    r = session.connection().execute(select(_r).where(_r.c.id == number, _r.c.case_id.is_(None))).first()
    return case_of(r) if r else None


def said_before(session: Session, new: NewReport) -> Any:
    """This author's own report of the same thing, while it is open: id, code."""
    return session.connection().execute(_same(new).where(_r.c.author_id == new.author)).first()


def _same(new: NewReport) -> Select[Any]:
    alike = [column.is_(None) if value is None else column == value for column, value in (
        (_r.c.group_id, new.group), (_r.c.about_id, new.about), (_r.c.request_id, new.request))]
    return select(_r.c.id, _r.c.code).where(
        *alike, _r.c.reason == new.reason, _r.c.against == new.against.value, _r.c.thing == new.thing,
        _r.c.state == CaseState.OPEN.value).order_by(_r.c.id).limit(1)


def said_by_others(session: Session, new: NewReport) -> int | None:
    """An open report of the same person or card, read by people who may read this one too: it joins it."""
    if new.about is None and new.request is None:
        return None
    rows = session.connection().execute(_same(new).with_only_columns(_r.c.id).where(
        _r.c.case_id.is_(None), _r.c.about_id == new.about if new.about else _r.c.request_id == new.request))
    found = rows.scalar()
    readers = readers_of(session, int(found)) if found else []
    if new.author is None or not readers or any(
            one.person == new.author or not fit(session, one.person, new.author) for one in readers):
        return None
    return int(found) if found else None


def add(session: Session, new: NewReport, now: datetime, case: int | None = None) -> int:
    return int(session.connection().execute(insert(_r).values(
        author_id=new.author, about_id=new.about, group_id=new.group, request_id=new.request, reason=new.reason,
        against=new.against.value, code=new.code, thing=new.thing, case_id=case, state=CaseState.OPEN.value,
        at=now).returning(_r.c.id)).scalar_one())


def voices(session: Session, case: int) -> list[Voice]:
    rows = session.connection().execute(select(_r.c.author_id, _r.c.code).where(
        _r.c.author_id.is_not(None), or_(_r.c.id == case, _r.c.case_id == case)).order_by(_r.c.id))
    return [Voice(r.author_id, r.code) for r in rows]


def decide(session: Session, case: int, by: int, state: CaseState) -> None:
    """The case, and those that joined it."""
    session.connection().execute(update(_r).where(or_(_r.c.id == case, _r.c.case_id == case)).values(
        state=state.value, decided_by_id=by))


def hand_over(session: Session, case: int, to: Reader, now: datetime) -> None:
    """Open again, for somebody else: those who read it so far do no more."""
    session.connection().execute(delete(_read).where(_read.c.report_id == case))
    insert_new(session, _read, report_id=case, person_id=to.person, office=to.office, at=now, told_at=now)
    session.connection().execute(update(_r).where(or_(_r.c.id == case, _r.c.case_id == case)).values(
        state=CaseState.OPEN.value))


# who reads
def read_by(session: Session, case: int, reader: Reader, now: datetime) -> bool:
    """False when they read it already."""
    return insert_new(session, _read, report_id=case, person_id=reader.person, office=reader.office, at=now) is not None


def readers_of(session: Session, case: int) -> list[Reader]:
    rows = session.connection().execute(select(_read).where(_read.c.report_id == case).order_by(
        _read.c.at, _read.c.person_id))
    return [Reader(r.person_id, r.office) for r in rows]


def to_tell(session: Session, case: int, now: datetime) -> list[Reader]:
    """Those who were not told of it yet; from now on they were."""
    rows = session.connection().execute(update(_read).where(
        _read.c.report_id == case, _read.c.told_at.is_(None)).values(told_at=now).returning(
            _read.c.person_id, _read.c.office)).all()
    return [Reader(r.person_id, r.office) for r in sorted(rows, key=lambda r: r.person_id)]


def waiting(session: Session, person: int) -> list[Case]:
    """Those this person was told of and that nobody has read, the oldest first."""
    rows = session.connection().execute(select(_r).join(_read, _read.c.report_id == _r.c.id).where(
        _read.c.person_id == person, _read.c.told_at.is_not(None), _r.c.state == CaseState.OPEN.value).order_by(
            _r.c.at, _r.c.id))
    return [found for r in rows if reads(session, (found := case_of(r)).id, person)]


def reads(session: Session, case: int, person: int) -> Office | None:
    """In what quality this person may read it now: none once the office is gone, never its author nor whom it is about.
    """
    r = session.connection().execute(select(_read.c.office, _r.c.group_id).join(
        _r, _r.c.id == _read.c.report_id).where(
        _read.c.report_id == case, _read.c.person_id == person, _r.c.case_id.is_(None),
        _r.c.about_id.is_distinct_from(person), ~_wrote(case, person))).first()
    return r.office if r and holds(session, person, r.office, r.group_id) else None


def _wrote(case: int, person: int) -> Any:
    mine = _r.alias()
    return exists().where(mine.c.author_id == person, or_(mine.c.id == case, mine.c.case_id == case))


def holds(session: Session, person: int, office: Office, group: int | None) -> bool:
    """Whether this office is theirs still."""
    if office is Office.ORGANISER:
        runs = exists().where(_in.c.group_id == group, _in.c.person_id == person, _in.c.admin.is_(True))
        installed = exists().where(_g.c.id == group, _g.c.installed_by == person)
        held: Any = or_(runs, installed)
    else:
        role = TownRole.COORDINATOR if office is Office.TOWN else TownRole.REFERENT
        covered = [one.person for one in stand_ins.covered_by(session, person)] if office is Office.LEADER else []
        held = exists().where(_role.c.person_id.in_([person, *covered]), _role.c.role == role,
                              _role.c.state == RoleState.ACTIVE)
    return session.connection().execute(select(_p.c.id).where(
        _p.c.id == person, _p.c.standing != Standing.SUSPENDED, held)).first() is not None


def referents(session: Session, zones: Iterable[int], about: int | None, now: datetime) -> list[int]:
    """Of these places; who stands in for one of them on holiday, unless it is about that one, who chose them."""
    rows = session.connection().execute(select(_role.c.person_id).where(
        _role.c.zone_id.in_(list(zones)), _role.c.role == TownRole.REFERENT, _role.c.state == RoleState.ACTIVE,
        _role.c.person_id.is_not(None)).order_by(_role.c.id)).scalars()
    found = list(dict.fromkeys(rows))
    covers = stand_ins.of_people(session, found)
    away = {one: cover for one, cover in covers.items() if cover.away(now)}
    deputies = [cover.deputy for one, cover in away.items() if cover.deputy is not None and one != about]
    return list(dict.fromkeys([*(one for one in found if one not in away), *deputies]))


def fit(session: Session, person: int, *others: int | None) -> bool:
    """Whether they may be told of these people: here, and kept apart from none of them."""
    apart = [~store.apart(_p.c.id, other) for other in others if other is not None]
    return session.connection().execute(select(_p.c.id).where(
        _p.c.id == person, _p.c.standing.in_((Standing.VISITOR, Standing.RESIDENT)), _p.c.stopped.is_(False),
        store.answers(_p.c.id), *apart)).first() is not None


def is_away(session: Session, person: int, now: datetime) -> bool:
    return session.connection().execute(select(_p.c.id).where(
        _p.c.id == person, _p.c.paused_until > now)).first() is not None


def card_at(session: Session, group: Group, message: int) -> int | None:
    """The request whose card this message of a group is."""
    return session.connection().execute(select(_card.c.request_id).join(_d, _d.c.id == _card.c.delivery_id).where(
        _d.c.address_id == group.address, _d.c.telegram_id == message)).scalar()


def card_seen(session: Session, request: int, person: int) -> Card | None:
    """A request of somebody else that has a card in a group in which this person takes part."""
    r = session.connection().execute(select(_card.c.request_id, _card.c.group_id, _q.c.asker_id).join(
        _q, _q.c.id == _card.c.request_id).join(_in, _in.c.group_id == _card.c.group_id).where(
        _card.c.request_id == request, _in.c.person_id == person, _q.c.asker_id != person).order_by(
            _card.c.group_id)).first()
    return Card(r.request_id, r.group_id, r.asker_id) if r else None


def crowd(session: Session, group: int) -> int:
    return int(session.connection().execute(select(func.count()).select_from(_in).where(
        _in.c.group_id == group)).scalar_one())


def living_in(session: Session, asker: int, group: int | None, zones: Sequence[int]) -> list[int]:
    """The requests of this person that a group, or a place, can see."""
    there = or_(_q.c.zone_id.in_(list(zones)), exists().where(
        and_(_card.c.request_id == _q.c.id, _card.c.group_id == group)))
    return list(session.connection().execute(select(_q.c.id).where(
        _q.c.asker_id == asker, _q.c.state.in_(LIVING), there).order_by(_q.c.id)).scalars())


def count(session: Session, year: int, what: str) -> None:
    insert_new(session, _n, year=year, what=what, n=0)
    session.connection().execute(update(_n).where(_n.c.year == year, _n.c.what == what).values(n=_n.c.n + 1))


def totals(session: Session, year: int) -> dict[str, int]:
    rows = session.connection().execute(select(_n.c.what, _n.c.n).where(_n.c.year == year))
    return {r.what: int(r.n) for r in rows}
