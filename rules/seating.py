"""Seats of something that several people come to, and the list of those who wait for one.

What it is (a mission, a tour, a workshop…) is said by a word and a number; nothing here knows more of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SeatState(StrEnum):
    """OFFERED: a seat is kept for who waited first, until they answer. GIVEN_BACK: their own word. LAPSED: they did not
    answer in time. DECLINED: by whoever organises, not a second time. FREED: what it was for is over.
    """

    SEATED = "seated"
    WAITING = "waiting"
    OFFERED = "offered"
    GIVEN_BACK = "given_back"
    LAPSED = "lapsed"
    DECLINED = "declined"
    FREED = "freed"


HOLDING = (SeatState.SEATED, SeatState.OFFERED)
LIVING = (*HOLDING, SeatState.WAITING)


@dataclass(frozen=True, slots=True)
class Seats:
    """of, subject: what they are for ("mission", 12). taken: seats that are held, those on offer included."""

    id: int
    of: str
    subject: int
    seats: int
    taken: int
    open: bool

    @property
    def free(self) -> int:
        return self.seats - self.taken


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's place, seated or in the list. turn: their order among all who ever asked. until: when what is offered
    to them goes to the next. answered_at: when whoever organises had a word for them. says: their own word on whether
    it took place; came: the organiser's. hour: what they noted for it. beside: the place of whoever comes with them.
    """

    id: int
    seating: int
    of: str
    subject: int
    person: int
    first_name: str
    state: SeatState
    turn: int
    at: datetime
    until: datetime | None = None
    answered_at: datetime | None = None
    says: bool | None = None
    came: bool | None = None
    hour: int | None = None
    beside: int | None = None

    @property
    def living(self) -> bool:
        return self.state in LIVING
