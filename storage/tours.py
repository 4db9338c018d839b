"""Rounds of partners: open to whom, posted where; their seats stand in the table of seats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, insert, not_, or_, select, update
from sqlmodel import Session

from rules.seating import LIVING, Seat, SeatState
from rules.tours import STANDING, Tour, TourRole, TourState, of
from storage import seating
from storage.help import apart
from storage.once import insert_new
from storage.tables import GroupTag, Participation, TownLink, table
from storage.tables import partners as partnering
from storage.tables import seating as seats
from storage.tables import tours as tables

_r, _card, _p = table(tables.Tour), table(tables.TourCard), table(partnering.Partner)
_in, _tag, _link = table(Participation), table(GroupTag), table(TownLink)
_s, _t = table(seats.Seating), table(seats.Seat)
S = TourState
MOST_SHOWN = 30
_QUERY = select(_r, _p.c.name.label("partner_name")).join(_p, _p.c.id == _r.c.partner_id)


def _tour(r: Any) -> Tour:
    return Tour(r.id, r.partner_id, r.partner_name, r.tag, r.by_id, r.what, r.day, r.at, r.starts_at, r.timezone,
                r.place, r.contact, r.eat_by, r.allergens, r.cold, r.state, r.posted)


def add(session: Session, now: datetime, places: Mapping[TourRole, int], **columns: Any) -> int:
    """places: how many seats each role has."""
    number = int(session.connection().execute(insert(_r).values(
        created_at=now, posted=0, **columns).returning(_r.c.id)).scalar_one())
    for role, count in places.items():
        if count:
            seating.open_(session, of(role), number, count)
    return number


def by_id(session: Session, number: int) -> Tour | None:
    r = session.connection().execute(_QUERY.where(_r.c.id == number)).first()
    return _tour(r) if r else None


def become(session: Session, number: int, before: Iterable[TourState], state: TourState) -> bool:
    return bool(session.connection().execute(update(_r).where(_r.c.id == number, _r.c.state.in_(list(before))).values(
        state=state)).rowcount)


def of_person(session: Session, person: int) -> list[Tour]:
    """Those that this person proposes, the next first."""
    return [_tour(r) for r in session.connection().execute(_QUERY.where(
        _r.c.by_id == person, _r.c.state.in_(STANDING)).order_by(_r.c.starts_at, _r.c.id))]


def waiting(session: Session) -> list[Tour]:
    """Those that wait for a coordinator."""
    return [_tour(r) for r in session.connection().execute(_QUERY.where(_r.c.state == S.SENT).order_by(
        _r.c.starts_at).limit(MOST_SHOWN))]


def may_see(person: int) -> ColumnElement[bool]:
    """Not their own, in a group of the landlord, beside nobody whom they are kept apart from."""
    mine = exists().where(_in.c.person_id == person, _tag.c.group_id == _in.c.group_id, _tag.c.tag == _r.c.tag)
    ofs = [of(role) for role in TourRole]
    others = exists().where(_s.c.of.in_(ofs), _s.c.subject == _r.c.id, _t.c.seating_id == _s.c.id,
                            _t.c.state.in_(LIVING), _t.c.person_id != person, apart(_t.c.person_id, person))
    return and_(_r.c.by_id != person, or_(_r.c.tag == "", mine), not_(apart(_r.c.by_id, person)),
                not_(others))


def near(session: Session, person: int, now: datetime, *, number: int | None = None) -> list[Tour]:
    query = _QUERY.where(_r.c.state == S.OPEN, _r.c.starts_at > now, may_see(person))
    if number is not None:
        query = query.where(_r.c.id == number)
    return [_tour(r) for r in session.connection().execute(query.order_by(_r.c.starts_at).limit(MOST_SHOWN))]


def sit(session: Session, tour: int, role: TourRole, person: int, now: datetime) -> Seat | None:
    """A seat of this role, by one conditional statement; nobody waits behind: None when it is full."""
    full = exists().where(_s.c.of == of(role), _s.c.subject == tour, _s.c.taken >= _s.c.seats)
    theirs = exists(select(_r.c.id).where(
        _r.c.id == tour, _r.c.state == S.OPEN, _r.c.starts_at > now, may_see(person)))
    found = seating.ask(session, of(role), tour, person, now, unless=or_(full, not_(theirs)))
    if found is None or found.state is SeatState.SEATED:
        return found
    seating.leave(session, found.id, SeatState.GIVEN_BACK, now)  # the last was taken at the same instant
    return None


def places(session: Session, tour: int) -> dict[TourRole, tuple[int, int]]:
    """(free, in all) of each role that has any."""
    found = {role: seating.find(session, of(role), tour) for role in TourRole}
    return {role: (one.free, one.seats) for role, one in found.items() if one is not None}


def seats_of(session: Session, tour: int, person: int) -> dict[TourRole, Seat]:
    found = {role: seating.of_person(session, of(role), tour, person) for role in TourRole}
    return {role: seat for role, seat in found.items() if seat is not None and seat.living}


def coming(session: Session, tour: int) -> dict[TourRole, list[Seat]]:
    return {role: seating.everybody(session, of(role), tour) for role in TourRole}


# cards
def groups_after(session: Session, tour: Tour, most: int) -> list[int]:
    """The next linked groups, by number, where it may be posted: all, or those of the landlord."""
    query = select(_link.c.group_id).where(_link.c.group_id > tour.posted)
    if tour.tag:
        query = query.where(exists().where(_tag.c.group_id == _link.c.group_id, _tag.c.tag == tour.tag))
    return list(session.connection().execute(query.order_by(_link.c.group_id).limit(most)).scalars())


def posted(session: Session, tour: int, last: int) -> None:
    session.connection().execute(update(_r).where(_r.c.id == tour).values(posted=last))


def keep_card(session: Session, tour: int, group: int, delivery: int) -> None:
    insert_new(session, _card, tour_id=tour, group_id=group, delivery_id=delivery)


def cards(session: Session, tour: int) -> list[tuple[int, int]]:
    """(group, delivery)"""
    return [(r.group_id, r.delivery_id) for r in session.connection().execute(select(_card).where(
        _card.c.tour_id == tour).order_by(_card.c.group_id))]
