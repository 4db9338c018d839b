"""Where somebody's « je fais mes courses » is read: its cards, kept true, and those who wait for an answer."""

from __future__ import annotations

from actions.desk import Desk
from messages.errands import ErrandCard, ErrandNot
from rules.errands import TripState
from storage import errands as store
from storage import groups
from storage.errands import Trip, Wish

OVER = "errands.over"


def card(trip: Trip) -> ErrandCard:
    return ErrandCard(trip.id, trip.shop, trip.day, trip.slot, trip.places - trip.taken, trip.state)


def refresh(desk: Desk, number: int) -> None:
    trip = store.trip(desk.session, number)
    for group, delivery in store.cards(desk.session, number) if trip else ():
        found = groups.by_id(desk.session, group)
        if found and trip:
            desk.tell_group(found, card(trip), replaces=delivery)


def no(desk: Desk, found: Wish, trip: Trip) -> None:
    if store.answered(desk.session, found.id):
        desk.tell(found.person, ErrandNot(trip.shop))


def close(desk: Desk, trip: Trip, into: TripState) -> bool:
    if not store.end(desk.session, trip.id, into):
        return False
    desk.never(OVER, trip.id)
    for found in store.wishes_of(desk.session, trip.id):
        no(desk, found, trip)
    refresh(desk, trip.id)
    return True


def leave_all(desk: Desk, person: int) -> None:
    for trip in store.trips_of(desk.session, person):
        close(desk, trip, TripState.CANCELLED)
