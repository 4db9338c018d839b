"""A group's three new cards a day, shared: everybody's first one before anybody's second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

CARDS_A_DAY = 3


class CardState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"
    DONE = "done"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Placed:
    """A card that left on a day, or waits to leave on it."""

    delivery: int
    request: int
    asker: int
    waiting: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A card may leave that day, in the place of one that is put off when all are taken."""

    instead: Placed | None = None


def place(day: Sequence[Placed], asker: int) -> Place | None:
    """Room on a day for one more card of this asker, given those already there in their order; None when there is none.

    A second card of somebody leaves one place free for others; it is put off when it waits and their first one comes.
    """
    if any(one.asker == asker for one in day):
        return Place() if len(day) < CARDS_A_DAY - 1 else None
    if len(day) < CARDS_A_DAY:
        return Place()
    seconds = [one for n, one in enumerate(day) if one.waiting and one.asker in {o.asker for o in day[:n]}]
    return Place(seconds[-1]) if seconds else None
