"""Whom a request may reach: residents of its place, participants of its groups, and who was asked for it in private."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, union
from sqlmodel import Session

from rules.groups import GroupState
from rules.help import RequestState
from storage import zones
from storage.tables import (
    Ask,
    HelpAcceptance,
    HelpCard,
    HelpRequest,
    NeighbourGroup,
    Participation,
    Residence,
    Zone,
    table,
)

_q, _card, _in, _r, _z, _ask, _g, _acc = (table(t) for t in (
    HelpRequest, HelpCard, Participation, Residence, Zone, Ask, NeighbourGroup, HelpAcceptance))


def places(session: Session, person: int) -> Any:
    """A person's zones, and those of the cells told of there."""
    homes = select(_r.c.zone_id).where(_r.c.person_id == person)
    return select(_z.c.id).where(or_(_z.c.id.in_(homes), _z.c.cell.in_(zones.cells_in_sight(session, person))))


def places_told(session: Session, zone: int) -> Any:
    """A zone and those whose people are told of what happens there."""
    return select(_z.c.id).where(or_(_z.c.id == zone, _z.c.cell.in_(zones.cells_told(session, zone))))


def places_like(zone: int) -> Any:
    """A zone and those of its cell."""
    cell = select(_z.c.cell).where(_z.c.id == zone, _z.c.cell.is_not(None)).scalar_subquery()
    return select(_z.c.id).where(or_(_z.c.id == zone, _z.c.cell == cell))


def nearby(session: Session, person: int) -> ColumnElement[bool]:
    """This request stands where the person lives, or on a card of a group they take part in."""
    mine = select(_in.c.group_id).where(_in.c.person_id == person)
    return or_(_q.c.zone_id.in_(places(session, person)),
               exists().where(_card.c.request_id == _q.c.id, _card.c.group_id.in_(mine)))


def requests_near(session: Session, person: int) -> Any:
    """The ids of what is `nearby` and may be open, found from where the person lives and from their groups."""
    mine = select(_in.c.group_id).where(_in.c.person_id == person)
    return union(select(_q.c.id).where(_q.c.zone_id.in_(places(session, person)), _q.c.state == RequestState.OPEN),
                 select(_card.c.request_id).where(_card.c.group_id.in_(mine)))


def hands_of(person: int) -> Any:
    """The ids of the hands this person gave or was given."""
    return union(select(_acc.c.id).where(_acc.c.volunteer_id == person),
                 select(_acc.c.id).join(_q, _q.c.id == _acc.c.request_id).where(_q.c.asker_id == person))


def within(session: Session, person: int, through: Iterable[int] = ()) -> ColumnElement[bool]:
    """What is near, what was brought to this person in private, and the cards of groups they are known to be in."""
    return or_(nearby(session, person), exists().where(_ask.c.request_id == _q.c.id, _ask.c.person_id == person),
               exists().where(_card.c.request_id == _q.c.id, _card.c.group_id.in_(list(through))))


def only_by_group(session: Session, request: int, person: int) -> list[int]:
    """The groups by which alone a request reaches somebody; none when it is near or was brought to them."""
    asked = exists().where(_ask.c.request_id == _q.c.id, _ask.c.person_id == person)
    if session.connection().execute(select(_q.c.id).where(
            _q.c.id == request, or_(_q.c.zone_id.in_(places(session, person)), asked))).first():
        return []
    return list(session.connection().execute(
        select(_in.c.group_id).join(_card, _card.c.group_id == _in.c.group_id).join(
            _g, _g.c.id == _in.c.group_id).where(
            _card.c.request_id == request, _in.c.person_id == person,
            _g.c.state == GroupState.INSTALLED).order_by(_in.c.group_id)).scalars())
