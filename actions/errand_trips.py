"""« J’y vais, je prends pour vous ? »: told to the building, asked of one person, bound to that person by their yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from actions import errands, matching
from actions.agenda import when
from actions.desk import Desk
from actions.errand_cards import OVER, card, close, refresh
from actions.privacy import let_go
from messages.errands import ErrandOffer, ErrandsOver, ErrandWished
from rules.errands import MINUTES, SHOPPING, TripState, ends_at
from rules.groups import Group
from rules.help import LIFE, MOST_OPEN, Slot
from rules.residents import Person
from storage import errands as store
from storage import help as requests
from storage import help_cards, parted, people, seats
from storage.errands import Listed, Trip, Wish

WEEK = timedelta(days=7)
S = TripState


@dataclass(frozen=True, slots=True)
class Going:
    zone: int
    shop: str
    day: date
    slot: Slot
    places: int


@dataclass(frozen=True, slots=True)
class Told:
    """cards: in how many groups it will be read. full: groups that have had their two words of this week; shut: where
    nobody may write for now. people: told in private.
    """

    trip: int
    cards: int
    full: int
    shut: int
    people: int


def go(desk: Desk, person: Person, going: Going) -> Told:
    ends = ends_at(going.day, going.slot, person.timezone)
    number = store.go(desk.session, person.id, going.zone, going.shop, going.day, going.slot, going.places, desk.now,
                      ends)
    desk.at(OVER, number, ends)
    trip = store.trip(desk.session, number)
    assert trip is not None
    mine = [group for group in help_cards.willing(desk.session, going.zone, desk.now)
            if people.takes_part(desk.session, person.id, group.id)]
    shut = [group for group in mine if group.is_shut]
    cards = sum(put_up(desk, trip, group) for group in mine if not group.is_shut)
    told = desk.tell_all(store.readers(desk.session, going.zone, person.id),
                         ErrandOffer(number, going.shop, going.day, going.slot), last=going.day)
    return Told(number, cards, len(mine) - len(shut) - cards, len(shut), len(told))


def put_up(desk: Desk, trip: Trip, group: Group) -> bool:
    told = desk.tell_group(group, card(trip), author=trip.person)
    if told is not None:
        store.placed(desk.session, trip.id, [told.delivery], group.id)
    return told is not None


def may_ask(desk: Desk, trip: Trip, person: int) -> bool:
    return trip.state is S.OPEN and trip.ends_at > desk.now and trip.person != person and (
        not parted.apart_from_any(desk.session, person, (trip.person,)))


def wish(desk: Desk, trip: Trip, person: Person, listed: Listed) -> bool:
    """Their first name leaves now, their list only with the yes. False when they have asked already."""
    number = store.wish(desk.session, trip.id, person.id, listed, desk.now)
    if number is None:
        return False
    desk.tell(trip.person, ErrandWished(number, person.first_name, trip.shop, trip.day, trip.slot, listed.ceiling))
    return True


def yes(desk: Desk, found: Wish, trip: Trip) -> bool:
    """It becomes a request, agreed on by both: the code, the reminders, the thanks, as any other. False: too late."""
    if not may_ask(desk, trip, found.person) or requests.open_count(desk.session, found.person) >= MOST_OPEN:
        return False
    if not store.seat(desk.session, trip.id, desk.now) or not store.answered(desk.session, found.id):
        return False
    number = requests.create(desk.session, requests.NewRequest(
        found.person, trip.zone, SHOPPING, trip.day, trip.slot, MINUTES, "", desk.digits(), desk.now + LIFE), desk.now)
    hand = seats.take(desk.session, number, trip.person, desk.now)
    request, agreed = requests.by_id(desk.session, number), hand and requests.acceptance(desk.session, hand)
    assert request is not None
    errands.keep(desk, request, Listed(found.listed.text, found.listed.file, found.listed.ceiling, trip.shop))
    if agreed:
        matching.confirm(desk, agreed)
    refresh(desk, trip.id)
    return bool(agreed)


def cancel(desk: Desk, trip: Trip) -> bool:
    """They go no more: who waits for an answer is told, what was promised is open to others."""
    if not close(desk, trip, S.CANCELLED):
        return False
    for hand in store.hands(desk.session, trip):
        let_go(desk, hand)
    return True


@when(OVER)
def over(desk: Desk, number: int) -> None:
    """It ends at its hour."""
    trip = store.trip(desk.session, number)
    if trip is not None and close(desk, trip, S.OVER):
        desk.tell(trip.person, ErrandsOver(trip.id, trip.taken))
