"""What printed sheets are made of: open needs, offers and totals of a group, and how often its codes were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, or_, select
from sqlmodel import Session

from rules.geste_owners import group_key
from rules.groups import Group
from rules.help import LIVING, AcceptanceState, CloseReason, RequestState
from rules.kits import Month, Tally
from rules.residents import Standing
from storage import groups, hours, intake, postercodes
from storage.tables import (
    Deed,
    GesteTap,
    HelpAcceptance,
    HelpEvent,
    HelpRequest,
    Link,
    Participation,
    Person,
    Residence,
    table,
)

_q, _acc, _e = table(HelpRequest), table(HelpAcceptance), table(HelpEvent)
_p, _in, _r, _link = (table(t) for t in (Person, Participation, Residence, Link))
_deed, _tap = table(Deed), table(GesteTap)


@dataclass(frozen=True, slots=True)
class VisitRow:
    request: int
    kind: str
    day: date
    slot: str
    code: str


def run_by(session: Session, person: int) -> list[Group]:
    """The installed groups this person runs, as far as we know: Telegram is asked before anything is printed."""
    mine = set(session.connection().execute(
        select(_in.c.group_id).where(_in.c.person_id == person, _in.c.admin.is_(True))).scalars())
    return [group for group in groups.of_person(session, person) if group.id in mine]


def scans(session: Session, group: int) -> int:
    """How often the codes printed for a group were opened or typed. Printed links belong to nobody: they outlive
    accounts.
    """
    rows = session.connection().execute(select(_link.c.params, _link.c.uses).where(
        _link.c.group_id == group, _link.c.purpose == "join", _link.c.by_id.is_(None), _link.c.uses > 0))
    photographed: int = sum(r.uses for r in rows if r.params.get("group") == group and r.params.get("kit"))
    return photographed + postercodes.uses(session, group)


def needs(session: Session, group: Group, today: date) -> list[tuple[str, date]]:
    """(kind, day) of the requests still open in the group's zone, the soonest first."""
    if group.zone is None:
        return []
    rows = session.connection().execute(select(_q.c.kind, _q.c.day).where(
        _q.c.zone_id == group.zone, _q.c.state == RequestState.OPEN, _q.c.day >= today).order_by(_q.c.day, _q.c.id))
    return [(r.kind, r.day) for r in rows]


def likes(session: Session, group: Group) -> Counter[str]:
    """How many residents of the group or of its zone like to help, by family."""
    around: Any = _p.c.id.in_(select(_in.c.person_id).where(_in.c.group_id == group.id))
    if group.zone is not None:
        around = or_(around, _p.c.id.in_(select(_r.c.person_id).where(_r.c.zone_id == group.zone)))
    rows = session.connection().execute(select(_p.c.skills).where(
        _p.c.standing == Standing.RESIDENT, _p.c.stopped.is_(False), around))
    return Counter(family for skills in rows.scalars() for family in set((skills or {}).get("likes", ())))


def visits(session: Session, asker: int, today: date) -> list[VisitRow]:
    """Visits this person asked for and agreed to: their own codes, and no one else's."""
    agreed = exists().where(_acc.c.request_id == _q.c.id, _acc.c.state == AcceptanceState.CONFIRMED)
    rows = session.connection().execute(select(_q).where(
        _q.c.asker_id == asker, _q.c.state.in_(LIVING), agreed, _q.c.day >= today).order_by(_q.c.day, _q.c.id))
    return [VisitRow(r.id, r.kind, r.day, r.slot, r.visit_code) for r in rows]


def month(session: Session, group: Group, first: date, last: date, start: datetime, end: datetime) -> Month:
    """The totals of a month: `first` and `last` are its days, `start` and `end` its instants where the group is."""
    minutes, people = hours.group_month(session, group.id, first.year, first.month)
    return Month(_asked(session, group, start, end), _answered(session, group, start, end),
                 _gestes(session, group, first, last), Tally(minutes, people))


def _asked(session: Session, group: Group, start: datetime, end: datetime) -> Tally:
    if group.zone is None:
        return Tally()
    return _tally(session.connection().execute(
        select(_e.c.request_id, _q.c.asker_id).outerjoin(_q, _q.c.id == _e.c.request_id).where(
            _e.c.what == "asked", _e.c.zone_id == group.zone, _e.c.at >= start, _e.c.at < end).distinct()).all())


def _answered(session: Session, group: Group, start: datetime, end: datetime) -> Tally:
    if group.zone is None:
        return Tally()
    rows = session.connection().execute(
        select(_e.c.request_id, _q.c.asker_id, _acc.c.volunteer_id)
        .outerjoin(_q, _q.c.id == _e.c.request_id)
        .outerjoin(_acc, (_acc.c.request_id == _e.c.request_id) & (_acc.c.state == AcceptanceState.DONE)).where(
            _e.c.what == CloseReason.DONE, _e.c.zone_id == group.zone, _e.c.at >= start,
            _e.c.at < end).distinct()).all()
    return _tally(rows)


def _tally(rows: Iterable[Any]) -> Tally:
    """Rows of (request, person, person…): what was counted, and the people it was about."""
    seen = [tuple(row) for row in rows]
    people = {person for row in seen for person in row[1:] if person is not None}
    return Tally(len({row[0] for row in seen}), len(people))


def _gestes(session: Session, group: Group, first: date, last: date) -> Tally:
    taps = session.connection().execute(select(_tap.c.person_id).where(
        _tap.c.owner == group_key(group.id), _tap.c.action == "done", _tap.c.day >= first, _tap.c.day <= last)).all()
    deeds = session.connection().execute(select(_deed.c.person_id).where(
        _deed.c.group_id == group.id, _deed.c.day >= first, _deed.c.day <= last)).all()
    people = [row.person_id for row in (*taps, *deeds)]
    return Tally(len(people) + intake.gestes(session, group.id, first, last), len(set(people)))
