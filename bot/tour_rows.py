"""Rounds and stops that a button may name, and whose they must be."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, NamedTuple, TypeAlias

from actions.tours import judges
from bot.mission_rows import my_partner
from bot.rows import Loaded
from bot.turn import Turn
from rules.tours import ENDS, STANDING, Stop, Tour, TourRole, TourState
from storage import tour_stops
from storage import tours as store

EARLY = timedelta(hours=2)


class InHand(NamedTuple):
    stop: Stop
    tour: Tour


def my_tour(turn: Turn, number: int) -> Tour | None:
    """Proposed by the presser, for a structure that they act for now."""
    found = store.by_id(turn.session, number)
    if found is None or found.by != turn.person.id or found.state not in STANDING:
        return None
    return found if my_partner(turn, found.partner) is not None else None


def open_to_me(turn: Turn, number: int) -> Tour | None:
    """Open to me, or where I have a seat."""
    found = next(iter(store.near(turn.session, turn.person.id, turn.now, number=number)), None)
    return found or mine_to_do(turn, number)


def mine_to_do(turn: Turn, number: int) -> Tour | None:
    found = store.by_id(turn.session, number)
    if found is None or found.state is not TourState.OPEN:
        return None
    return found if store.seats_of(turn.session, number, turn.person.id) else None


def mine_to_bring(turn: Turn, number: int) -> Tour | None:
    """Where I deliver, at its hours."""
    found = mine_to_do(turn, number)
    if found is None or TourRole.BRING not in store.seats_of(turn.session, number, turn.person.id):
        return None
    return found if found.starts_at - EARLY <= turn.now < found.starts_at + ENDS else None


def to_judge(turn: Turn, number: int) -> Tour | None:
    found = store.by_id(turn.session, number)
    waits = found is not None and found.state is TourState.SENT
    return found if found is not None and waits and turn.person.id in judges(turn.desk, found) else None


def in_hand(turn: Turn, number: int) -> InHand | None:
    """The one stop that I have."""
    stop = tour_stops.by_id(turn.session, number)
    if stop is None or stop.person != turn.person.id:
        return None
    tour = mine_to_bring(turn, stop.tour)
    return InHand(stop, tour) if tour is not None else None


MyTour: TypeAlias = Annotated[Tour, Loaded(my_tour)]
OpenToMe: TypeAlias = Annotated[Tour, Loaded(open_to_me)]
MineToDo: TypeAlias = Annotated[Tour, Loaded(mine_to_do)]
MineToBring: TypeAlias = Annotated[Tour, Loaded(mine_to_bring)]
ToJudge: TypeAlias = Annotated[Tour, Loaded(to_judge)]
StopInHand: TypeAlias = Annotated[InHand, Loaded(in_hand)]
