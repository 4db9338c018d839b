"""Two who come together: two seats or none, two turns that follow each other, and each free to come alone after all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlmodel import Session

from rules.seating import HOLDING, LIVING, Seat, SeatState
from storage.help import apart
from storage.seating import by_id, give, hand_on, id_of, lock, of_person, sit
from storage.tables import seating as tables
from storage.tables import table

_s, _t = table(tables.Seating), table(tables.Seat)
S = SeatState


def ask(session: Session, of: str, subject: int, pair: tuple[int, int], now: datetime, *,
        unless: Sequence[ColumnElement[bool]] = ()) -> tuple[Seat, Seat] | None:
    """A seat each, or the end of the waiting list for both where two are not free. None: one of them is in already or
    was declined, it is closed, somebody kept apart from one of them is in, or one of `unless` holds.
    """
    known = exists().where(_t.c.seating_id == _s.c.id, _t.c.person_id.in_(pair), _t.c.state.in_((*LIVING, S.DECLINED)))
    met = exists().where(_t.c.seating_id == _s.c.id, _t.c.state.in_(LIVING), or_(
        *(apart(_t.c.person_id, person) for person in pair)))
    seating = lock(session, id_of(of, subject))
    if seating is None or not session.connection().execute(select(_s.c.id).where(
            _s.c.id == seating.id, _s.c.open, ~known, ~met, ~apart(*pair), *(~one for one in unless))).first():
        return None
    seated = seating.seats - seating.taken >= len(pair)
    last = seating.drawn + len(pair)
    session.connection().execute(update(_s).where(_s.c.id == seating.id).values(
        drawn=last, **({"taken": seating.taken + len(pair), "last_seated": last} if seated else {})))
    for turn, person in enumerate(pair, seating.drawn + 1):
        sit(session, seating.id, person, turn, S.SEATED if seated else S.WAITING, now)
    one, other = (of_person(session, of, subject, person) for person in pair)
    assert one is not None
    assert other is not None
    join(session, one, other)
    return one, other


def join(session: Session, one: Seat, other: Seat) -> None:
    """From now on they come together."""
    for seat, beside in ((one.id, other.id), (other.id, one.id)):
        session.connection().execute(update(_t).where(_t.c.id == seat).values(beside=beside))


def beside(session: Session, seat: Seat) -> Seat | None:
    """The place of whoever comes with them, while both have one."""
    other = by_id(session, seat.beside) if seat.beside is not None else None
    return other if other is not None and other.living and other.beside == seat.id else None


def part(session: Session, seat: Seat, until: datetime) -> list[Seat]:
    """They come together no more. To whom a seat is offered that was of no use to two: the one who stays, perhaps."""
    seating = lock(session, seat.seating)
    session.connection().execute(update(_t).where(_t.c.id.in_([seat.id, seat.beside])).values(beside=None))
    if seating is None or not seating.open:
        return []
    return hand_on(session, seating.id, until, seating.seats - seating.taken)


def leave(session: Session, seat: Seat, other: Seat, until: datetime) -> list[Seat] | None:
    """Both give their places back, at once: to whom they are offered. None when one of them had none any more."""
    seating = lock(session, seat.seating)
    states = list(session.connection().execute(select(_t.c.state).where(
        _t.c.id.in_([seat.id, other.id]), _t.c.state.in_(LIVING))).scalars())
    if seating is None or len(states) < len((seat, other)):
        return None
    session.connection().execute(update(_t).where(_t.c.id.in_([seat.id, other.id])).values(
        state=S.GIVEN_BACK, until=None, beside=None))
    held = sum(state in HOLDING for state in states)
    give(session, seating.id, held)
    return hand_on(session, seating.id, until, seating.seats - seating.taken + held) if seating.open else []
