"""Seats of whatever several people come to, and who has one or waits for one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text

from rules.privacy import TRACES_KEPT
from rules.register import MISSION, Age, Holds, owned
from rules.seating import SeatState
from storage.tables.base import Field, SQLModel, big, choice, holds, identity, instant, reference


@holds(Holds("Les places de ce qui se fait à plusieurs", "ne donner aucune place deux fois", MISSION,
             "6 mois après la fin", plain="id of subject seats taken drawn last_seated open closed_at",
             ages=(Age("closed_at", months=TRACES_KEPT),)))
class Seating(SQLModel, table=True):
    """of, subject: what the seats are for. drawn: how many ever asked; last_seated: which of them got a seat at once,
    last.
    """

    __table_args__ = (UniqueConstraint("of", "subject"), CheckConstraint("taken <= seats", name="taken"),
                      CheckConstraint("taken >= 0", name="free"))
    id: int | None = identity()
    of: str = Field(max_length=12)
    subject: int = big()
    seats: int
    taken: int = 0
    drawn: int = 0
    last_seated: int = 0
    open: bool = True
    closed_at: datetime | None = instant(optional=True, index=True)


@holds(Holds("Vos places", "savoir qui vient, et qui attend une place", MISSION, "6 mois après la fin",
             owned("person_id"), "state at until answered_at says came", "",
             "id seating_id person_id turn hour_id beside"))
class Seat(SQLModel, table=True):
    """One for each person, however often they come and go: who comes back waits behind the others. beside: the seat of
    whoever comes with them.
    """

    __table_args__ = (UniqueConstraint("seating_id", "person_id"),
                      Index("uq_seat_turn", "seating_id", "turn", unique=True),
                      Index("ix_seat_waiting", "seating_id", "turn", sqlite_where=text("state = 'waiting'"),
                            postgresql_where=text("state = 'waiting'")))
    id: int | None = identity()
    seating_id: int = reference("seating.id")
    person_id: int = reference("person.id", index=True)
    state: SeatState = choice(SeatState)
    turn: int
    at: datetime = instant()
    until: datetime | None = instant(optional=True)
    answered_at: datetime | None = instant(optional=True)
    says: bool | None = Field(default=None)
    came: bool | None = Field(default=None)
    hour_id: int | None = big(optional=True)
    beside: int | None = big(optional=True)
