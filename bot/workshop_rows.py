"""Ateliers that a button may name, and whose they must be."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from bot.rows import Loaded
from bot.turn import Turn
from rules.workshops import STANDING, Workshop, WorkshopState
from storage import asks_leaders
from storage import workshops as store

S = WorkshopState


def my_workshop(turn: Turn, number: int) -> Workshop | None:
    found = store.by_id(turn.session, number)
    return found if found and found.author == turn.person.id and found.state in STANDING else None


def open_or_mine(turn: Turn, number: int) -> Workshop | None:
    """Mine, open to me, or where I bring something."""
    if mine := my_workshop(turn, number):
        return mine
    found = next(iter(store.near(turn.session, turn.person.id, turn.now, number=number)), None)
    return found or brought(turn, number)


def brought(turn: Turn, number: int) -> Workshop | None:
    found = store.by_id(turn.session, number)
    return found if found and found.state is S.OPEN and store.pledge_of(
        turn.session, number, turn.person.id) else None


def to_read(turn: Turn, number: int) -> Workshop | None:
    led = asks_leaders.led_by(turn.session, turn.person.id, turn.now)
    return next((one for one in store.waiting(turn.session, led, turn.person.id) if one.id == number), None)


MyWorkshop: TypeAlias = Annotated[Workshop, Loaded(my_workshop)]
OpenOrMine: TypeAlias = Annotated[Workshop, Loaded(open_or_mine)]
Brought: TypeAlias = Annotated[Workshop, Loaded(brought)]
ToRead: TypeAlias = Annotated[Workshop, Loaded(to_read)]
