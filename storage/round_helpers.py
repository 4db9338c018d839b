"""Who goes from doorstep to doorstep: asked once a round, each with one doorstep in hand at most."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, or_, select, update
from sqlmodel import Session

from rules.residents import Standing
from rules.rounds import CALLED, TO_SEE, Helper, HelperState, RoundStreet
from storage import asks_near
from storage import help as requests
from storage.once import insert_new
from storage.rounds import free
from storage.tables import Participation, Person, Residence, RoleHeld, Vouch, table
from storage.tables.rounds import WatchDoor, WatchHelper, WatchStreet

_s, _d, _h, _p, _r = (table(t) for t in (WatchStreet, WatchDoor, WatchHelper, Person, Residence))
_v, _role, _in = (table(t) for t in (Vouch, RoleHeld, Participation))
H = HelperState


def _helper(r: Any) -> Helper:
    return Helper(r.id, r.round_id, r.street_id, r.person_id, r.state, r.door_id, r.card)


def of(session: Session, number: int, person: int) -> Helper | None:
    """Their part in this round."""
    r = session.connection().execute(select(_h).where(_h.c.round_id == number, _h.c.person_id == person)).first()
    return _helper(r) if r else None


def of_person(session: Session, person: int) -> list[Helper]:
    return [_helper(r) for r in session.connection().execute(select(_h).where(
        _h.c.person_id == person).order_by(_h.c.id.desc()))]


def with_door(session: Session, door: int) -> Helper | None:
    r = session.connection().execute(select(_h).where(_h.c.door_id == door)).first()
    return _helper(r) if r else None


def asked(session: Session, street: RoundStreet, person: int, now: datetime) -> bool:
    """True the first time in this round."""
    return insert_new(session, _h, round_id=street.round, street_id=street.id, person_id=person, state=H.ASKED,
                      asked_at=now) is not None


def reads(session: Session, street: int, person: int, at: datetime) -> None:
    """The ask reaches them then."""
    session.connection().execute(update(_h).where(
        _h.c.street_id == street, _h.c.person_id == person, _h.c.state == H.ASKED).values(asked_at=at))


def expected(session: Session, street: int, since: datetime) -> int:
    """How many were asked since then, or will be, and may still say yes."""
    return int(session.connection().execute(select(func.count()).select_from(_h).where(
        _h.c.street_id == street, _h.c.state == H.ASKED, _h.c.asked_at > since)).scalar_one())


def say(session: Session, street: RoundStreet, person: int, state: HelperState, now: datetime,
        card: int | None = None) -> Helper:
    """What they answer, asked or not. card: the message of theirs that will show the doorsteps."""
    asked(session, street, person, now)
    session.connection().execute(update(_h).where(_h.c.round_id == street.round, _h.c.person_id == person).values(
        state=state, called_at=None, card=card))
    found = of(session, street.round, person)
    assert found is not None
    if found.street != street.id and found.door is None:
        session.connection().execute(update(_h).where(_h.c.id == found.id).values(street_id=street.id))
        found = of(session, street.round, person) or found
    return found


def stop(session: Session, helper: int) -> None:
    session.connection().execute(update(_h).where(_h.c.id == helper, _h.c.state == H.YES).values(state=H.STOPPED))


def active(session: Session, street: int) -> int:
    return int(session.connection().execute(select(func.count()).select_from(_h).where(
        _h.c.street_id == street, _h.c.state == H.YES)).scalar_one())


def idle(session: Session, street: int, now: datetime) -> list[Helper]:
    """Who said yes, has nothing in hand, was not called yet, and may be given one of those that wait."""
    mine = exists().where(_d.c.street_id == street, free(_h.c.person_id, now))
    return [_helper(r) for r in session.connection().execute(select(_h).where(
        _h.c.street_id == street, _h.c.state == H.YES, _h.c.door_id.is_(None), _h.c.called_at.is_(None), mine
    ).order_by(_h.c.id))]


def called(session: Session, helper: int, now: datetime) -> None:
    session.connection().execute(update(_h).where(_h.c.id == helper).values(called_at=now))


def rest(session: Session, street: int, now: datetime) -> None:
    """Those who were called and did not come are not counted on; they go on when they like."""
    session.connection().execute(update(_h).where(
        _h.c.street_id == street, _h.c.state == H.YES, _h.c.door_id.is_(None), _h.c.called_at <= now - CALLED).values(
            state=H.STOPPED))


def volunteers(session: Session, number: int) -> int:
    return int(session.connection().execute(select(func.count()).select_from(_h).where(
        _h.c.round_id == number, _h.c.state.in_((H.YES, H.STOPPED)))).scalar_one())


def everybody(session: Session, number: int) -> list[Helper]:
    """Who went, or may still go."""
    return [_helper(r) for r in session.connection().execute(select(_h).where(
        _h.c.round_id == number, _h.c.state.in_((H.YES, H.STOPPED))).order_by(_h.c.id))]


def candidates(session: Session, street: RoundStreet, now: datetime, most: int) -> list[tuple[int, int]]:
    """(person, address) of those who may be asked to go: of the very place first, the least recently asked first;
    then of the places told of there. Each may be given one doorstep at least, asked for none, and somebody spoke for
    them: who is recommended there is for the caller to judge.
    """
    found: dict[int, int] = {}
    for places in ([street.zone], asks_near.around(session, street.zone)):
        if len(found) < most and places:
            found |= _of(session, street, places, now, most - len(found))
    return list(found.items())


def _of(session: Session, street: RoundStreet, places: Sequence[int], now: datetime, most: int) -> dict[int, int]:
    already = exists().where(_h.c.round_id == street.round, _h.c.person_id == _p.c.id)
    asks = exists().where(_d.c.asker_id == _p.c.id, _d.c.state.in_(TO_SEE))
    one = exists().where(_d.c.street_id == street.id, free(_p.c.id, now))
    known = or_(exists().where(_v.c.person_id == _p.c.id), exists().where(_role.c.person_id == _p.c.id),
                exists().where(_in.c.person_id == _p.c.id, _in.c.admin.is_(True)))
    awake = and_(_p.c.standing == Standing.RESIDENT, _p.c.stopped.is_(False),
                 or_(_p.c.paused_until.is_(None), _p.c.paused_until < now), requests.answers(_p.c.id))
    rows = session.connection().execute(select(_p.c.id, _p.c.address_id).join(_r, _r.c.person_id == _p.c.id).where(
        _r.c.zone_id.in_(places), awake, known, ~already, ~asks, one).order_by(_r.c.asked_at, _p.c.id).limit(most))
    return {r.id: r.address_id for r in rows}


def near(session: Session, street: RoundStreet, person: int) -> bool:
    """Whether they live where they may see the doorsteps of this street."""
    places = [street.zone, *asks_near.around(session, street.zone)]
    return session.connection().execute(select(_r.c.person_id).where(
        _r.c.person_id == person, _r.c.zone_id.in_(places)).limit(1)).first() is not None


def best_street(session: Session, number: int, person: int, now: datetime) -> int | None:
    """The street of this round, where they live, in which somebody waits: the fullest."""
    homes = select(_r.c.zone_id).where(_r.c.person_id == person)
    waits = select(func.count()).where(_d.c.street_id == _s.c.id, free(person, now)).scalar_subquery()
    return session.connection().execute(select(_s.c.id).where(
        _s.c.round_id == number, _s.c.zone_id.in_(homes)).order_by(waits.desc(), _s.c.id).limit(1)).scalar()
