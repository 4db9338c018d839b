"""One stop at a time to who delivers: said, finished and wiped; or nobody opens, and the structure knows."""

from __future__ import annotations

from actions.desk import Desk
from messages.tours import TourNobodyOpens, TourStop, TourStopWiped
from rules.residents import Person
from rules.tours import Stop, Tour
from storage import tour_stops as store


def next_one(desk: Desk, tour: Tour, person: Person) -> bool:
    """The one in hand again, else the next; False when none is left."""
    if store.held(desk.session, tour.id, person.id) is not None:
        return True
    given = store.give(desk.session, tour.id, person.id, desk.now)
    if given is None:
        return False
    told = desk.tell_all([person.address], TourStop(given.id, given.position, given.text))
    if person.address in told:
        store.said(desk.session, given.id, told[person.address].delivery)
    return True


def done(desk: Desk, tour: Tour, stop: Stop, person: int) -> bool:
    """Nothing of it is left: neither here nor on the telephone."""
    if not store.finish(desk.session, stop.id, person):
        return False
    unsay(desk, tour, stop)
    return True


def nobody_opens(desk: Desk, tour: Tour, stop: Stop, person: int) -> bool:
    if not done(desk, tour, stop, person):
        return False
    desk.tell(tour.by, TourNobodyOpens(tour.what, stop.position))
    return True


def unsay(desk: Desk, tour: Tour, stop: Stop) -> None:
    if stop.person is not None and stop.delivery is not None:
        desk.change(stop.person, TourStopWiped(tour.id, stop.position), stop.delivery)


def free(desk: Desk, tour: Tour, person: int) -> None:
    """Who delivers cannot any more: another has it."""
    stop = store.free(desk.session, tour.id, person)
    if stop is not None:
        unsay(desk, tour, stop)


def wipe(desk: Desk, tour: Tour) -> None:
    for stop in store.in_hand(desk.session, tour.id):
        unsay(desk, tour, stop)
    store.wipe(desk.session, tour.id)
