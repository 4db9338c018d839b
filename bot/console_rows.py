"""Roles and invitations that a button may name, and whose they must be."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from bot.rows import Loaded
from bot.turn import Turn
from rules.console import Holding, RoleState
from storage import console as store

S = RoleState
MARKS = {S.INVITED: "✉", S.ASKED: "⏳", S.ACTIVE: "✓"}
"""States that are not over, as a list shows them."""


def living(turn: Turn, number: int) -> Holding | None:
    found = store.by_id(turn.session, number)
    return found if found and found.state in MARKS else None


def pending(turn: Turn, number: int) -> Holding | None:
    found = living(turn, number)
    return found if found and found.state is not S.ACTIVE else None


def asked_of_me(turn: Turn, number: int) -> Holding | None:
    """Only the inviter knows whom they meant."""
    found = living(turn, number)
    return found if found and found.state is S.ASKED and found.by == turn.person.id else None


def of_another(turn: Turn, number: int) -> Holding | None:
    found = living(turn, number)
    return found if found and found.state is S.ACTIVE and found.person != turn.person.id else None


def mine(turn: Turn, number: int) -> Holding | None:
    found = living(turn, number)
    return found if found and found.state is S.ACTIVE and found.person == turn.person.id else None


def opened_by_me(turn: Turn, number: int) -> Holding | None:
    found = living(turn, number)
    return found if found and found.state is not S.ACTIVE and found.person == turn.person.id else None


Living: TypeAlias = Annotated[Holding, Loaded(living)]
Pending: TypeAlias = Annotated[Holding, Loaded(pending)]
AskedOfMe: TypeAlias = Annotated[Holding, Loaded(asked_of_me)]
OfAnother: TypeAlias = Annotated[Holding, Loaded(of_another)]
Mine: TypeAlias = Annotated[Holding, Loaded(mine)]
OpenedByMe: TypeAlias = Annotated[Holding, Loaded(opened_by_me)]
