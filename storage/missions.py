"""Missions: written by a partner, allowed by a coordinator, open to whoever may see them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, insert, not_, or_, select, update
from sqlmodel import Session

from rules.deliveries import DeliveryState
from rules.missions import OF, Mission, MissionState
from rules.seating import LIVING, SeatState
from storage import reach
from storage.help import apart
from storage.once import insert_new
from storage.tables import Delivery, GroupTag, NeighbourGroup, Participation, TownLink, Zone, table
from storage.tables import missions as tables
from storage.tables import partners as partnering
from storage.tables import seating as seats

_m, _card, _p = table(tables.Mission), table(tables.MissionCard), table(partnering.Partner)
_s, _t = table(seats.Seating), table(seats.Seat)
_in, _tag, _link, _d, _g, _z = (table(t) for t in (
    Participation, GroupTag, TownLink, Delivery, NeighbourGroup, Zone))
_QUERY = select(_m, _p.c.name.label("partner_name"), _z.c.label.label("zone_label")).join(
    _p, _p.c.id == _m.c.partner_id).outerjoin(_z, _z.c.id == _m.c.zone_id)
S = MissionState
MOST_SHOWN = 30
NOT_GONE = (DeliveryState.READY, DeliveryState.WAITING, DeliveryState.PAUSED)


def _mission(r: Any) -> Mission:
    return Mission(r.id, r.partner_id, r.partner_name, r.by_id, r.kind, r.title, r.day, r.at, r.minutes, r.place,
                   r.contact, r.age, r.insurer, r.public, r.honour, r.timezone, r.tag, r.state, r.sequence, r.posted,
                   r.sent_at, r.zone_id, r.zone_label or "")


def add(session: Session, now: datetime, **columns: Any) -> int:
    return int(session.connection().execute(insert(_m).values(
        created_at=now, sequence=0, posted=0, **columns).returning(_m.c.id)).scalar_one())


def by_id(session: Session, number: int) -> Mission | None:
    r = session.connection().execute(_QUERY.where(_m.c.id == number)).first()
    return _mission(r) if r else None


def change(session: Session, number: int, **columns: Any) -> None:
    session.connection().execute(update(_m).where(_m.c.id == number).values(**columns))


def become(session: Session, number: int, state: MissionState, before: Iterable[MissionState], **columns: Any) -> bool:
    """From one of these states to that one; False when it is in none of them any more."""
    return bool(session.connection().execute(update(_m).where(_m.c.id == number, _m.c.state.in_(list(before))).values(
        state=state, **columns)).rowcount)


def of_person(session: Session, person: int, states: Iterable[MissionState]) -> list[Mission]:
    """Those that this person proposes, the next first."""
    return [_mission(r) for r in session.connection().execute(_QUERY.where(
        _m.c.by_id == person, _m.c.state.in_(list(states))).order_by(_m.c.starts_at))]


def waiting(session: Session) -> list[Mission]:
    """Those that wait for a coordinator."""
    return [_mission(r) for r in session.connection().execute(_QUERY.where(_m.c.state == S.SENT).order_by(
        _m.c.starts_at).limit(MOST_SHOWN))]


def may_see(session: Session, person: int) -> ColumnElement[bool]:
    """Theirs to take: not their own, in a group of the landlord, told of where they live or in a group of that place;
    nobody there whom they are kept apart from.
    """
    mine = exists().where(_in.c.person_id == person, _tag.c.group_id == _in.c.group_id, _tag.c.tag == _m.c.tag)
    others = exists().where(_s.c.of == OF, _s.c.subject == _m.c.id, _t.c.seating_id == _s.c.id,
                            _t.c.state.in_(LIVING), _t.c.person_id != person, apart(_t.c.person_id, person))
    there = exists().where(_in.c.person_id == person, _g.c.id == _in.c.group_id, _g.c.zone_id == _m.c.zone_id)
    near_by = or_(_m.c.zone_id.is_(None), _m.c.zone_id.in_(reach.places(session, person)), there)
    return and_(_m.c.by_id != person, or_(_m.c.tag == "", mine), near_by, not_(apart(_m.c.by_id, person)), not_(others))


def not_for(session: Session, number: int, person: int, now: datetime) -> ColumnElement[bool]:
    """This mission is not open to this person: what `seating.ask` refuses in its own statement."""
    return not_(exists(select(_m.c.id).where(
        _m.c.id == number, _m.c.state == S.OPEN, _m.c.starts_at > now, may_see(session, person))))


def is_for(session: Session, number: int, person: int, now: datetime) -> bool:
    """Whether this mission is open to this person."""
    return bool(session.connection().execute(select(not_(not_for(session, number, person, now)))).scalar())


def near(session: Session, person: int, now: datetime, most: int = MOST_SHOWN, *, free: bool = False) -> list[Mission]:
    """What is open to somebody, the next first, and what they go to themselves left out. free: with a seat left."""
    going = exists().where(_s.c.of == OF, _s.c.subject == _m.c.id, _t.c.seating_id == _s.c.id,
                           _t.c.person_id == person, _t.c.state.in_((*LIVING, SeatState.DECLINED)))
    query = _QUERY.where(_m.c.state == S.OPEN, _m.c.starts_at > now, may_see(session, person), ~going)
    if free:
        query = query.where(exists().where(_s.c.of == OF, _s.c.subject == _m.c.id, _s.c.taken < _s.c.seats))
    return [_mission(r) for r in session.connection().execute(query.order_by(_m.c.starts_at).limit(most))]


def groups_after(session: Session, mission: Mission, most: int) -> list[int]:
    """The next linked groups, by number, where it may be posted: all, those of the landlord, or those of its
    place.
    """
    query = select(_link.c.group_id).where(_link.c.group_id > mission.posted)
    if mission.tag:
        query = query.where(exists().where(_tag.c.group_id == _link.c.group_id, _tag.c.tag == mission.tag))
    if mission.zone is not None:
        query = query.where(exists().where(_g.c.id == _link.c.group_id, _g.c.zone_id.in_(
            reach.places_told(session, mission.zone))))
    return list(session.connection().execute(query.order_by(_link.c.group_id).limit(most)).scalars())


def keep_card(session: Session, mission: int, group: int, delivery: int) -> None:
    insert_new(session, _card, mission_id=mission, group_id=group, delivery_id=delivery)


def cards(session: Session, mission: int) -> list[tuple[int, int, bool]]:
    """(group, delivery, whether it has left, or is leaving)"""
    rows = session.connection().execute(select(_card.c.group_id, _card.c.delivery_id, _d.c.state).join(
        _d, _d.c.id == _card.c.delivery_id).where(_card.c.mission_id == mission).order_by(_card.c.group_id))
    return [(r.group_id, r.delivery_id, r.state not in NOT_GONE) for r in rows]


def move_card(session: Session, mission: int, group: int, delivery: int) -> None:
    session.connection().execute(update(_card).where(_card.c.mission_id == mission, _card.c.group_id == group).values(
        delivery_id=delivery))


def answer_delay(session: Session, partner: int, since: datetime) -> int | None:
    """In how many hours this partner usually answers: the middle of what it took, from five answers on."""
    rows = session.connection().execute(select(_t.c.at, _t.c.answered_at).join(_s, _s.c.id == _t.c.seating_id).join(
        _m, and_(_s.c.of == OF, _m.c.id == _s.c.subject)).where(
            _m.c.partner_id == partner, _t.c.answered_at.is_not(None), _m.c.starts_at > since)).all()
    took = [max(0, int((r.answered_at - r.at).total_seconds())) for r in rows]
    return int(median(took) // 3600) if len(took) >= 5 else None
