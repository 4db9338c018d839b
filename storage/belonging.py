"""Who runs a group, and what goes when somebody is no longer in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, union, update
from sqlmodel import Session

from rules.deliveries import DeliveryState
from rules.groups import Group, GroupState
from storage import groups, ledger, people
from storage.tables import (
    Address,
    Delivery,
    HelpCard,
    HelpRequest,
    Message,
    NeighbourGroup,
    Participation,
    Person,
    table,
)

_g, _in, _p, _a, _d, _m, _card, _q = (table(t) for t in (
    NeighbourGroup, Participation, Person, Address, Delivery, Message, HelpCard, HelpRequest))
UNSENT = (DeliveryState.READY, DeliveryState.WAITING, DeliveryState.PAUSED)


def runners(session: Session, group: int) -> list[Any]:
    """Those marked as running a group, who installed it first: id, value (their platform id), first_name."""
    first = _g.c.installed_by == _p.c.id
    known = union(select(_g.c.installed_by).where(_g.c.id == group, _g.c.installed_by.is_not(None)),
                  select(_in.c.person_id).where(_in.c.group_id == group, _in.c.admin.is_(True)))
    rows = session.connection().execute(
        select(_p.c.id, _a.c.value, _p.c.first_name).join(_a, _a.c.id == _p.c.address_id)
        .join(_g, _g.c.id == group).outerjoin(_in, (_in.c.person_id == _p.c.id) & (_in.c.group_id == group))
        .where(_p.c.id.in_(known)).order_by(first.desc(), _in.c.since, _p.c.id))
    return list(rows)


def run_by(session: Session, person: int) -> list[Group]:
    """The groups that somebody is marked as running."""
    marked = select(_in.c.group_id).where(_in.c.person_id == person, _in.c.admin.is_(True))
    numbers = session.connection().execute(select(_g.c.id).where(
        or_(_g.c.installed_by == person, _g.c.id.in_(marked)), _g.c.state == GroupState.INSTALLED).order_by(_g.c.id))
    return [group for number in numbers.scalars() if (group := groups.by_id(session, number))]


def end(session: Session, person: int, group: Group, now: datetime) -> None:
    """Somebody left or was removed: they take part no more, run nothing there, and what waits in its name goes."""
    _drop_queued(session, person, group, now)
    _drop_cards(session, person, group, now)
    people.part_from(session, person, group.id)
    _unmark(session, person, group)


def demote(session: Session, person: int, group: Group, now: datetime) -> None:
    """Telegram says a plain member: the marks of who runs the group go, with the confidences that wait for them."""
    marked = session.connection().execute(select(_g.c.id).outerjoin(_in, _in.c.group_id == _g.c.id).where(
        _g.c.id == group.id, or_(_g.c.installed_by == person, (_in.c.person_id == person) & _in.c.admin.is_(True)))
    ).first()
    if marked:
        _drop_queued(session, person, group, now)
        people.demote(session, person, group.id)
        _unmark(session, person, group)


def _unmark(session: Session, person: int, group: Group) -> None:
    session.connection().execute(update(_g).where(_g.c.id == group.id, _g.c.installed_by == person).values(
        installed_by=None))


def _drop_queued(session: Session, person: int, group: Group, now: datetime) -> None:
    """Notices about a group name it: those that have not left its former member never do."""
    mine = select(_p.c.address_id).where(_p.c.id == person).scalar_subquery()
    rows = session.connection().execute(select(_d.c.id, _m.c.params).join(_m, _m.c.id == _d.c.message_id).where(
        _d.c.address_id == mine, _d.c.state.in_(UNSENT))).all()
    for row in rows:
        if row.params.get("group") == group.name:
            ledger.finish(session, row.id, DeliveryState.CANCELLED, now, reason="left", only=UNSENT)


def _drop_cards(session: Session, person: int, group: Group, now: datetime) -> None:
    """Cards of their requests that have not left for this group."""
    waiting = session.connection().execute(
        select(_card.c.delivery_id).join(_q, _q.c.id == _card.c.request_id).where(
            _card.c.group_id == group.id, _q.c.asker_id == person)).scalars().all()
    for delivery in waiting:
        ledger.finish(session, delivery, DeliveryState.CANCELLED, now, reason="left", only=UNSENT)
