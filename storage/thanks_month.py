"""What a group did in a month, and who agreed to be named for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import Session

from rules.help import AcceptanceState
from rules.thanks_month import CONSENT, Month
from rules.theirs import Theirs
from storage.hours import group_month, members
from storage.people import agree
from storage.tables import (
    Consent,
    Deed,
    GesteTap,
    HelpAcceptance,
    HelpCard,
    HelpRequest,
    Person,
    table,
)

_acc, _q, _card, _p, _c = (table(t) for t in (HelpAcceptance, HelpRequest, HelpCard, Person, Consent))
_tap, _deed = table(GesteTap), table(Deed)


def month_of(session: Session, group: int, first: date, last: date) -> Month:
    connection = session.connection()
    helps = connection.execute(helped(group, first, last, func.count(_acc.c.id.distinct()))).scalar_one()
    gestes = connection.execute(select(func.count()).select_from(_tap).where(
        _tap.c.owner == f"g{group}", _tap.c.action == "done", _tap.c.day >= first, _tap.c.day <= last)).scalar_one()
    deeds = connection.execute(select(func.count()).select_from(_deed).where(
        _deed.c.group_id == group, _deed.c.day >= first, _deed.c.day <= last)).scalar_one()
    names = connection.execute(helped(group, first, last, _p.c.id, _p.c.first_name).join(
        _p, _p.c.id == _acc.c.volunteer_id).where(agreed()).distinct().order_by(_p.c.first_name, _p.c.id)).all()
    minutes, people = group_month(session, group, first.year, first.month)
    return Month(int(helps), int(gestes) + int(deeds), minutes, people, members(session, group),
                 tuple(Theirs(r.first_name, r.id) for r in names))


def helped(group: int, first: date, last: date, *columns: Any) -> Select[Any]:
    """The helps done in these days that this group had heard of."""
    return select(*columns).select_from(_acc).join(_q, _q.c.id == _acc.c.request_id).where(
        _acc.c.state == AcceptanceState.DONE, _q.c.day >= first, _q.c.day <= last,
        _q.c.id.in_(select(_card.c.request_id).where(_card.c.group_id == group)))


def agreed() -> Any:
    """The last thing this person said about being named is yes."""
    newest = select(_c.c.given).where(_c.c.person_id == _p.c.id, _c.c.purpose == CONSENT).order_by(
        _c.c.id.desc()).limit(1).scalar_subquery()
    return newest.is_(True)


def may_be_named(session: Session, person: int) -> bool:
    return session.connection().execute(select(_p.c.id).where(_p.c.id == person, agreed())).first() is not None


def name(session: Session, person: int, yes: bool, version: str, now: datetime) -> None:
    """Write down what a person says about being named; the same answer twice is one."""
    if may_be_named(session, person) != yes:
        agree(session, person, CONSENT, version, now, given=yes)
