"""Circles and invitations that a button names, and whose they must be."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from bot.rows import Loaded
from bot.turn import Turn
from rules.circles import Circle, Invitation
from storage import circles as store


def my_circle(turn: Turn, number: int) -> Circle | None:
    return store.mine(turn.session, number, turn.person.id)


def kept_circle(turn: Turn, number: int) -> Circle | None:
    """One that I keep: I made it, or have been in it the longest."""
    return my_circle(turn, number) if store.keeper(turn.session, number) == turn.person.id else None


def my_invitation(turn: Turn, number: int) -> Invitation | None:
    """One that I was the first to open, and did not answer."""
    return next((one for one in store.waiting_for(turn.session, turn.person.id, turn.now) if one.id == number), None)


MyCircle: TypeAlias = Annotated[Circle, Loaded(my_circle)]
KeptCircle: TypeAlias = Annotated[Circle, Loaded(kept_circle)]
MyInvitation: TypeAlias = Annotated[Invitation, Loaded(my_invitation)]
