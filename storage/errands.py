"""Lists of shopping; who goes anyway, who asks them, who wishes to be told. A place is one conditional statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, delete, func, insert, select, update
from sqlmodel import Session

from rules.errands import SHOPPING, TripState
from rules.help import HELD, Slot
from rules.residents import Standing
from rules.theirs import Theirs
from storage.help import answers, apart
from storage.once import insert_new
from storage.tables import Delivery, HelpAcceptance, HelpRequest, Person, Residence, Zone, table
from storage.tables.errands import ErrandCard, ErrandList, ErrandReader, ErrandTrip, ErrandWish

_l, _t, _card, _w, _reads = (table(t) for t in (ErrandList, ErrandTrip, ErrandCard, ErrandWish, ErrandReader))
_p, _z, _r, _d = (table(t) for t in (Person, Zone, Residence, Delivery))
_q, _acc = table(HelpRequest), table(HelpAcceptance)
S = TripState


@dataclass(frozen=True, slots=True)
class Listed:
    """What to buy. text or file is there."""

    text: str
    file: str
    ceiling: int
    shop: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message on somebody's screen."""

    address: int
    seen: int


@dataclass(frozen=True, slots=True)
class Trip:
    id: int
    person: int
    first_name: str
    zone: int
    zone_label: str
    shop: str
    day: date
    slot: Slot
    places: int
    taken: int
    state: TripState
    created_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    id: int
    trip: int
    person: int
    first_name: str
    listed: Listed


def keep_list(session: Session, request: int, listed: Listed, now: datetime) -> None:
    session.connection().execute(delete(_l).where(_l.c.request_id == request))
    session.connection().execute(insert(_l).values(request_id=request, text=listed.text, file=listed.file,
                                                   shop=listed.shop, ceiling=listed.ceiling, at=now))


def list_of(session: Session, request: int) -> Listed | None:
    r = session.connection().execute(select(_l).where(_l.c.request_id == request)).first()
    return Listed(r.text, r.file, r.ceiling, r.shop) if r else None


def shown(session: Session, delivery: int) -> Shown | None:
    r = session.connection().execute(select(_d.c.address_id, _d.c.telegram_id).where(
        _d.c.id == delivery, _d.c.telegram_id.is_not(None))).first()
    return Shown(r.address_id, r.telegram_id) if r else None



def go(session: Session, person: int, zone: int, shop: str, day: date, slot: Slot, places: int, now: datetime,
       ends: datetime) -> int:
    return int(session.connection().execute(insert(_t).values(
        person_id=person, zone_id=zone, shop=shop, day=day, slot=slot, places=places, taken=0, state=S.OPEN,
        created_at=now, ends_at=ends).returning(_t.c.id)).scalar_one())


def _trips() -> Any:
    return select(_t, _p.c.first_name, _z.c.label).join(_p, _p.c.id == _t.c.person_id).join(_z, _z.c.id == _t.c.zone_id)


def _trip_of(r: Any) -> Trip:
    return Trip(r.id, r.person_id, Theirs(r.first_name, r.person_id), r.zone_id, r.label, r.shop, r.day, Slot(r.slot),
                r.places, r.taken, TripState(r.state), r.created_at, r.ends_at)


def trip(session: Session, number: int) -> Trip | None:
    r = session.connection().execute(_trips().where(_t.c.id == number)).first()
    return _trip_of(r) if r else None


def trips_of(session: Session, person: int) -> list[Trip]:
    """Those that are still to come."""
    rows = session.connection().execute(_trips().where(
        _t.c.person_id == person, _t.c.state.in_((S.OPEN, S.FULL))).order_by(_t.c.day, _t.c.id))
    return [_trip_of(r) for r in rows]


def seat(session: Session, number: int, now: datetime) -> bool:
    """Take one place of a trip; the last one fills it."""
    return bool(session.connection().execute(update(_t).where(
        _t.c.id == number, _t.c.state == S.OPEN, _t.c.taken < _t.c.places, _t.c.ends_at > now).values(
            taken=_t.c.taken + 1, state=case((_t.c.taken + 1 >= _t.c.places, S.FULL.value),
                                             else_=S.OPEN.value))).rowcount)


def end(session: Session, number: int, into: TripState) -> bool:
    return bool(session.connection().execute(update(_t).where(
        _t.c.id == number, _t.c.state.in_((S.OPEN, S.FULL))).values(state=into)).rowcount)


def hands(session: Session, trip: Trip) -> list[int]:
    """By which its person is still expected: shopping, of that day and moment, at that place."""
    return list(session.connection().execute(select(_acc.c.id).join(_q, _q.c.id == _acc.c.request_id).where(
        _acc.c.volunteer_id == trip.person, _acc.c.state.in_(HELD), _q.c.kind == SHOPPING, _q.c.day == trip.day,
        _q.c.slot == trip.slot, _q.c.zone_id == trip.zone, _q.c.created_at >= trip.created_at).order_by(
            _acc.c.id)).scalars())


def placed(session: Session, number: int, deliveries: Iterable[int], group: int | None) -> None:
    for delivery in deliveries:
        session.connection().execute(insert(_card).values(trip_id=number, delivery_id=delivery, group_id=group))


def cards(session: Session, number: int) -> list[tuple[int, int]]:
    """(group, delivery) of the cards in groups."""
    rows = session.connection().execute(select(_card.c.group_id, _card.c.delivery_id).where(
        _card.c.trip_id == number, _card.c.group_id.is_not(None)).order_by(_card.c.delivery_id))
    return [(int(r.group_id), int(r.delivery_id)) for r in rows]


def wish(session: Session, number: int, person: int, listed: Listed, now: datetime) -> int | None:
    """None when they asked for this trip already."""
    insert_new(session, _w, trip_id=number, person_id=person, text=listed.text, file=listed.file,
               ceiling=listed.ceiling, at=now)
    return session.connection().execute(select(_w.c.id).where(
        _w.c.trip_id == number, _w.c.person_id == person, _w.c.at == now)).scalar()


def wishes(session: Session, *which: Any) -> list[Wish]:
    rows = session.connection().execute(select(_w, _p.c.first_name).join(_p, _p.c.id == _w.c.person_id).where(
        *which).order_by(_w.c.id))
    return [Wish(r.id, r.trip_id, r.person_id, Theirs(r.first_name, r.person_id), Listed(r.text, r.file, r.ceiling))
            for r in rows]


def wish_by_id(session: Session, number: int) -> Wish | None:
    return next(iter(wishes(session, _w.c.id == number)), None)


def wishes_of(session: Session, number: int) -> list[Wish]:
    return wishes(session, _w.c.trip_id == number)


def answered(session: Session, number: int) -> bool:
    return bool(session.connection().execute(delete(_w).where(_w.c.id == number)).rowcount)


def reads(session: Session, person: int) -> bool:
    return session.connection().execute(select(_reads.c.since).where(_reads.c.person_id == person)).first() is not None


def choose(session: Session, person: int, *, wanted: bool, now: datetime) -> None:
    if wanted:
        insert_new(session, _reads, person_id=person, since=now)
    else:
        session.connection().execute(delete(_reads).where(_reads.c.person_id == person))


def readers(session: Session, zone: int, person: int) -> list[int]:
    """The addresses of those of this place who wish to be told: never of who is kept apart from this person."""
    rows = session.connection().execute(select(_p.c.address_id).join(_r, _r.c.person_id == _p.c.id).join(
        _reads, _reads.c.person_id == _p.c.id).where(
        _r.c.zone_id == zone, _p.c.id != person, _p.c.standing == Standing.RESIDENT, _p.c.stopped.is_(False),
        answers(_p.c.id), ~apart(_p.c.id, person)).order_by(_p.c.id))
    return [int(r.address_id) for r in rows]


def count_open(session: Session, person: int) -> int:
    return int(session.connection().execute(select(func.count()).select_from(_t).where(
        _t.c.person_id == person, _t.c.state.in_((S.OPEN, S.FULL)))).scalar_one())
