"""A family circle from its first person to its last. Whoever asked in it is told when it ends; nobody else ever is."""

from __future__ import annotations

from actions import circle_asks as asks
from actions.desk import Desk
from messages.circles import (
    CircleDissolved,
    CircleJoined,
    CircleLinkUsed,
    CircleRemoved,
    CircleWaiting,
)
from rules.circles import INVITATION_LASTS, Circle, Invitation
from storage import circle_asks, parted, residents
from storage import circles as store


def create(desk: Desk, person: int, name: str) -> int | None:
    return store.create(desk.session, name, person, desk.now)


def invite(desk: Desk, circle: int, by: int) -> str | None:
    """The payload of a link for one person; None when the circle is full."""
    until = desk.now + INVITATION_LASTS
    number = store.invite(desk.session, circle, by, desk.now, until)
    if number is None:
        return None
    return desk.link("circle", single=False, hours=int(INVITATION_LASTS.total_seconds() // 3600), invitation=number)


def opened(desk: Desk, number: int, person: int) -> Invitation | None:
    """The invitation, for the first who opens it. None for anybody else: whoever invited is told, once. Whoever is in
    the circle already takes it from nobody by looking at it.
    """
    found = store.invitation(desk.session, number)
    if found is not None and person in store.people(desk.session, found.circle):
        return found
    if found is None or not store.opened(desk.session, number, person, desk.now):
        if found is not None and found.opened not in (None, person):
            used(desk, found)
        return None
    return found if may_enter(desk, found, person) else None


def used(desk: Desk, found: Invitation) -> None:
    circle = store.mine(desk.session, found.circle, found.by)
    if circle is not None and desk.once(f"circle:{found.circle}", f"used-{found.id}"):
        desk.tell(found.by, CircleLinkUsed(circle.id, circle.name))


def may_enter(desk: Desk, found: Invitation, person: int) -> bool:
    """Not where somebody they are kept apart from invites: nobody is told why."""
    inviting = found.by in store.people(desk.session, found.circle)
    return inviting and not parted.apart_from_any(desk.session, person, (found.by,))


def join(desk: Desk, found: Invitation, person: int) -> bool:
    here = store.people(desk.session, found.circle)
    if person in here or not may_enter(desk, found, person) or not store.join(
            desk.session, found.id, person, desk.now):
        return False
    circle, who = store.mine(desk.session, found.circle, person), residents.by_id(desk.session, person)
    assert circle is not None
    assert who is not None
    for other in here:
        desk.tell(other, CircleJoined(circle.id, who.first_name, circle.name))
    return True


def after_joining(desk: Desk, person: int) -> None:
    """Somebody followed an invitation before they were known here: it still waits."""
    for found in store.waiting_for(desk.session, person, desk.now):
        circle, by = store.mine(desk.session, found.circle, found.by), residents.by_id(desk.session, found.by)
        if circle is not None and by is not None:
            desk.tell(person, CircleWaiting(found.id, by.first_name, circle.name))


def leave(desk: Desk, circle: Circle, person: int) -> None:
    """What they asked in it ends, what they promised is free again. The last who leaves ends the circle."""
    asks.let_go(desk, person, circle.id)
    store.leave(desk.session, circle.id, person)
    for ask in circle_asks.of_circle(desk.session, circle.id):
        circle_asks.call_off(desk.session, ask.id, desk.now, person)
    left = store.people(desk.session, circle.id)
    if not left:
        store.dissolve(desk.session, circle.id)
    elif len(left) == 1:
        for ask in circle_asks.of_circle(desk.session, circle.id):
            asks.ask_now(desk, ask)


def remove(desk: Desk, circle: Circle, person: int) -> bool:
    if person not in store.people(desk.session, circle.id):
        return False
    leave(desk, circle, person)
    desk.tell(person, CircleRemoved(circle.name))
    return True


def dissolve(desk: Desk, circle: Circle) -> None:
    """Everybody is told, and first of all whoever asked for something."""
    people = store.people(desk.session, circle.id)
    for ask in circle_asks.of_circle(desk.session, circle.id):
        asks.stop_with(desk, ask, circle.name)
    for person in people:
        if person != desk.by:
            desk.tell(person, CircleDissolved(circle.name))
    store.dissolve(desk.session, circle.id)


def leave_all(desk: Desk, person: int) -> None:
    """They quit, or are erased."""
    for circle in store.of_person(desk.session, person):
        leave(desk, circle, person)
