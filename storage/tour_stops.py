"""The stops of a round: one at a time to who delivers, by one conditional statement; deleted when it is finished."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, insert, select, update
from sqlmodel import Session

from rules.tours import MOST_STOPS, Stop
from storage.tables import table
from storage.tables.tours import TourStop

_o = table(TourStop)


def _stop(r: Any) -> Stop:
    return Stop(r.id, r.tour_id, r.position, r.text, r.person_id, r.delivery_id)


def add(session: Session, tour: int, texts: Sequence[str]) -> None:
    for position, text in enumerate(texts[:MOST_STOPS], 1):
        session.connection().execute(insert(_o).values(tour_id=tour, position=position, text=text))


def left(session: Session, tour: int) -> int:
    return int(session.connection().execute(select(func.count()).select_from(_o).where(
        _o.c.tour_id == tour)).scalar_one())


def numbers(session: Session, tour: int) -> list[int]:
    """Of those not finished, as the partner’s own list counts them."""
    return list(session.connection().execute(select(_o.c.position).where(_o.c.tour_id == tour).order_by(
        _o.c.position)).scalars())


def held(session: Session, tour: int, person: int) -> Stop | None:
    r = session.connection().execute(select(_o).where(_o.c.tour_id == tour, _o.c.person_id == person)).first()
    return _stop(r) if r else None


def by_id(session: Session, number: int) -> Stop | None:
    r = session.connection().execute(select(_o).where(_o.c.id == number)).first()
    return _stop(r) if r else None


def give(session: Session, tour: int, person: int, now: datetime) -> Stop | None:
    """The next stop nobody has, for somebody who has none in hand. None when none is left."""
    mine = _o.alias("mine")
    first = select(_o.c.id).where(_o.c.tour_id == tour, _o.c.person_id.is_(None)).order_by(_o.c.position).limit(1)
    for _try in range(MOST_STOPS):
        number = session.connection().execute(first).scalar()
        if number is None:
            return None
        if session.connection().execute(update(_o).where(
                _o.c.id == number, _o.c.person_id.is_(None),
                ~exists().where(mine.c.tour_id == tour, mine.c.person_id == person)).values(
                    person_id=person, given_at=now)).rowcount:
            return by_id(session, number)
    return None


def said(session: Session, number: int, delivery: int) -> None:
    session.connection().execute(update(_o).where(_o.c.id == number).values(delivery_id=delivery))


def finish(session: Session, number: int, person: int) -> bool:
    """Nothing of it is left."""
    return bool(session.connection().execute(delete(_o).where(
        _o.c.id == number, _o.c.person_id == person)).rowcount)


def free(session: Session, tour: int, person: int) -> Stop | None:
    """What they have in hand is for another; it as it was."""
    mine = held(session, tour, person)
    if mine is not None:
        session.connection().execute(update(_o).where(_o.c.id == mine.id).values(
            person_id=None, given_at=None, delivery_id=None))
    return mine


def in_hand(session: Session, tour: int) -> list[Stop]:
    return [_stop(r) for r in session.connection().execute(select(_o).where(
        _o.c.tour_id == tour, _o.c.person_id.is_not(None)).order_by(_o.c.position))]


def wipe(session: Session, tour: int) -> None:
    session.connection().execute(delete(_o).where(_o.c.tour_id == tour))
