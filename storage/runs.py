"""How what goes to many stands: in the six words its author reads, and address by address."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, literal_column, select, text
from sqlmodel import Session

from rules.deliveries import Course, DeliveryState, Tally
from storage.fairness import of_runs
from storage.sweeps import set_course
from storage.tables import Address, Delivery, Message, NeighbourGroup, table
from storage.tables.deliveries import TO_MANY
from storage.tables.runs import Run

S = DeliveryState
TO_COME = (S.WAITING, S.READY, S.PAUSED)
_d, _m, _a, _g, _r = table(Delivery), table(Message), table(Address), table(NeighbourGroup), table(Run)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it at one address. chat: positive for a person, whose name stays unsaid; group: its name."""

    delivery: int
    address: int
    chat: int
    group: str | None
    state: DeliveryState
    reason: str
    at: datetime


def campaign_of(session: Session, message: int) -> int | None:
    return session.connection().execute(select(_m.c.campaign_id).where(_m.c.id == message)).scalar()


def message_of(session: Session, campaign: int) -> int | None:
    """The message that carries a campaign; its changes are others, and name no campaign."""
    return session.connection().execute(
        select(_m.c.id).where(_m.c.campaign_id == campaign).order_by(_m.c.id).limit(1)).scalar()


def states(session: Session, message: int) -> dict[DeliveryState, int]:
    """How many of its rows are in each state, read from an index alone."""
    state: Any = literal_column("state", _d.c.state.type)
    counted = session.connection().execute(
        select(state, func.count()).select_from(of_runs(session)).where(
            text(f"message_id = :message AND {TO_MANY.text}").bindparams(message=message)).group_by(state))
    return {row[0]: int(row[1]) for row in counted}


def tally(session: Session, message: int) -> Tally:
    """The six always sum to the number of rows."""
    found = states(session, message)

    def sum_of(*those: DeliveryState) -> int:
        return sum(found.get(state, 0) for state in those)

    return Tally(sum_of(*TO_COME), sum_of(S.SENDING), sum_of(S.SENT), sum_of(S.FAILED), sum_of(S.UNCERTAIN),
                 sum_of(S.CANCELLED, S.MISSED))


def outcomes(session: Session, message: int, wanted: Collection[DeliveryState], after: int = 0, most: int = 30
             ) -> list[Outcome]:
    """A page of them, by delivery, from after a number."""
    rows = session.connection().execute(
        select(_d.c.id, _d.c.address_id, _a.c.value, _g.c.name, _d.c.state, _d.c.reason, _d.c.changed_at)
        .join(_a, _a.c.id == _d.c.address_id).outerjoin(_g, _g.c.address_id == _d.c.address_id)
        .where(_d.c.message_id == message, _d.c.state.in_(wanted), _d.c.id > after).order_by(_d.c.id).limit(most))
    return [Outcome(r.id, r.address_id, r.value, r.name, r.state, r.reason or "", r.changed_at) for r in rows]


def try_again(session: Session, message: int, which: Collection[DeliveryState], now: datetime,
              until: datetime | None = None) -> int:
    """Somebody chose that what failed, was missed or may have arrived leaves again. until: its new last hour.

    Returns how many rows are concerned: none of what was cancelled; of what is paused, once it is resumed.
    """
    course = course_of(session, message)
    found = states(session, message) if course is not Course.CANCELLED else {}
    count = sum(found.get(state, 0) for state in which)
    if count:
        set_course(session, message, course, now, again=tuple(which), until=until)
    return count


def course_of(session: Session, message: int) -> Course:
    found = session.connection().execute(select(_r.c.course).where(_r.c.message_id == message)).scalar()
    return found or Course.ON
