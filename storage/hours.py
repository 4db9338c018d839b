"""The log of heures civiques: only ever appended to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, exists, extract, func, insert, select
from sqlmodel import Session

from rules.help import AcceptanceState
from rules.hours import Entry, EntryState, HourKind
from rules.residents import Standing
from storage.tables import (
    Delivery,
    HelpAcceptance,
    HelpRequest,
    HourEntry,
    HourTotal,
    Message,
    Participation,
    Person,
    table,
)

_h, _p, _in = table(HourEntry), table(Person), table(Participation)
_t, _m, _d = table(HourTotal), table(Message), table(Delivery)
ASKED = "hours.confirm"
_q, _acc = table(HelpRequest), table(HelpAcceptance)
_later = _h.alias("later")


def entry(r: Any) -> Entry:
    return Entry(r.id, r.person_id, r.kind, r.minutes, r.day, r.state, r.replaces_id, r.partner_id, r.request_id, r.at)


def log_of(session: Session, person: int) -> list[Entry]:
    """Everything a person ever noted, oldest first."""
    rows = session.connection().execute(select(_h).where(_h.c.person_id == person).order_by(_h.c.id))
    return [entry(r) for r in rows]


def by_id(session: Session, number: int) -> Entry | None:
    r = session.connection().execute(select(_h).where(_h.c.id == number)).first()
    return entry(r) if r else None


def asked(session: Session, partner: int, entry: int) -> int | None:
    """The delivery by which the other side was asked to confirm this entry."""
    rows = session.connection().execute(
        select(_d.c.id, _m.c.params).join(_m, _m.c.id == _d.c.message_id).join(_p, _p.c.address_id == _d.c.address_id)
        .where(_p.c.id == partner, _m.c.kind == ASKED).order_by(_d.c.id.desc()))
    return next((int(row.id) for row in rows if row.params["entry"] == entry), None)


def note(session: Session, person: int, kind: HourKind, minutes: int, day: date, now: datetime, *,
         state: EntryState = EntryState.DECLARED, partner: int | None = None, request: int | None = None,
         replaces: int | None = None, group: int | None = None) -> int:
    """Append one line; returns its id. What takes the place of another stays in its group."""
    if replaces is not None and group is None:
        group = session.connection().execute(select(_h.c.group_id).where(_h.c.id == replaces)).scalar()
    return int(session.connection().execute(insert(_h).values(
        person_id=person, kind=kind, minutes=minutes, day=day, state=state, partner_id=partner, request_id=request,
        replaces_id=replaces, group_id=group, at=now).returning(_h.c.id)).scalar_one())


def stands(session: Session, number: int) -> Entry | None:
    """The entry, unless a later one took its place or it was withdrawn."""
    found = session.connection().execute(select(_h).where(
        _h.c.id == number, _h.c.minutes > 0, ~exists().where(_later.c.replaces_id == number))).first()
    return entry(found) if found else None


def for_request(session: Session, person: int, request: int) -> Entry | None:
    """What a person noted for a request, if it still stands."""
    rows = session.connection().execute(select(_h.c.id).where(
        _h.c.person_id == person, _h.c.request_id == request).order_by(_h.c.id.desc()))
    for number in rows.scalars():
        found = stands(session, number)
        if found:
            return found
    return None


def same_day(session: Session, person: int, kind: HourKind, day: date) -> list[Entry]:
    rows = session.connection().execute(select(_h.c.id).where(
        _h.c.person_id == person, _h.c.kind == kind, _h.c.day == day).order_by(_h.c.id))
    return [e for number in rows.scalars() if (e := stands(session, number))]


def group_month(session: Session, group: int, year: int, month: int) -> tuple[int, int]:
    """(minutes, people) of a group in a month: what its members noted, and the totals of people gone."""
    standing = and_(_h.c.minutes > 0, ~exists().where(_later.c.replaces_id == _h.c.id))
    r = session.connection().execute(
        select(func.coalesce(func.sum(_h.c.minutes), 0), func.count(_h.c.person_id.distinct()))
        .join(_in, and_(_in.c.person_id == _h.c.person_id, _in.c.group_id == group))
        .where(standing, extract("year", _h.c.day) == year, extract("month", _h.c.day) == month)).one()
    gone = session.connection().execute(
        select(func.coalesce(func.sum(_t.c.minutes), 0), func.coalesce(func.sum(_t.c.people), 0))
        .where(_t.c.group_id == group, _t.c.month == f"{year:04}-{month:02}")).one()
    return int(r[0]) + int(gone[0]), int(r[1]) + int(gone[1])


def members(session: Session, group: int) -> int:
    return int(session.connection().execute(
        select(func.count()).select_from(_in).where(_in.c.group_id == group)).scalar_one())


def idle(session: Session, people: Sequence[int], first: date, last: date) -> Sequence[Any]:
    """Of these, the residents who noted nothing between two local days and have promised nothing."""
    active = exists().where(_h.c.person_id == _p.c.id, _h.c.day >= first, _h.c.day <= last, _h.c.minutes > 0,
                            ~exists().where(_later.c.replaces_id == _h.c.id))
    promised = exists().where(_acc.c.volunteer_id == _p.c.id, _acc.c.state.in_(
        (AcceptanceState.PROPOSED, AcceptanceState.CONFIRMED)))
    return session.connection().execute(
        select(_p.c.id, _p.c.address_id, _p.c.first_name, _p.c.paused_until).where(
            _p.c.id.in_(people), _p.c.standing == Standing.RESIDENT, _p.c.stopped.is_(False),
            ~active, ~promised).order_by(_p.c.id)).all()


def helped(session: Session, request: int, helper: int) -> int | None:
    """The asker of a request this person really helped with; None when they did not."""
    found = session.connection().execute(
        select(_q.c.asker_id).join(_acc, _acc.c.request_id == _q.c.id).where(
            _q.c.id == request, _acc.c.volunteer_id == helper,
            _acc.c.state.in_((AcceptanceState.CONFIRMED, AcceptanceState.DONE)))).scalar()
    return None if found is None else int(found)
