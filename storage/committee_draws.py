"""The hat: who is willing to sit in the comité, in which order they were drawn, and what they answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlmodel import Session

from rules.committees import Ticket, TicketState
from storage.once import insert_new
from storage.tables import table
from storage.tables.committees import CommitteeTicket

_t = table(CommitteeTicket)
S = TicketState


def ticket_of(r: Any) -> Ticket:
    return Ticket(r.id, r.person_id, r.state, r.rank)


def enter(session: Session, person: int, now: datetime) -> None:
    insert_new(session, _t, person_id=person, state=S.WILLING, at=now)


def leave(session: Session, person: int) -> Ticket | None:
    """Their number goes, and is never given again."""
    found = of_person(session, person)
    session.connection().execute(delete(_t).where(_t.c.person_id == person))
    return found


def of_person(session: Session, person: int) -> Ticket | None:
    r = session.connection().execute(select(_t).where(_t.c.person_id == person)).first()
    return ticket_of(r) if r else None


def by_number(session: Session, number: int) -> Ticket | None:
    r = session.connection().execute(select(_t).where(_t.c.id == number)).first()
    return ticket_of(r) if r else None


def in_hat(session: Session) -> list[Ticket]:
    """Those who may be drawn, by number."""
    rows = session.connection().execute(select(_t).where(_t.c.state == S.WILLING).order_by(_t.c.id))
    return [ticket_of(r) for r in rows]


def rank(session: Session, order: Sequence[int]) -> None:
    """As they were drawn; those that were not in the hat have no rank any more."""
    session.connection().execute(update(_t).where(_t.c.state == S.WILLING).values(rank=None))
    for place, number in enumerate(order, 1):
        session.connection().execute(update(_t).where(_t.c.id == number).values(rank=place))


def next_drawn(session: Session) -> Ticket | None:
    """The first of the draw who was not asked yet."""
    r = session.connection().execute(select(_t).where(
        _t.c.state == S.WILLING, _t.c.rank.is_not(None)).order_by(_t.c.rank).limit(1)).first()
    return ticket_of(r) if r else None


def held(session: Session) -> int:
    """Seats that are taken, or offered."""
    return int(session.connection().execute(select(func.count()).select_from(_t).where(
        _t.c.state.in_((S.ASKED, S.SEATED)))).scalar_one())


def become(session: Session, number: int, state: TicketState, before: Iterable[TicketState], now: datetime) -> bool:
    asked = {"asked_at": now} if state is S.ASKED else {}
    done = session.connection().execute(update(_t).where(
        _t.c.id == number, _t.c.state.in_(list(before))).values(state=state, **asked))
    return bool(done.rowcount)
