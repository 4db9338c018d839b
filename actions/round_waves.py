"""What the clock does of a round: who is asked and called, what is given back, what is wiped."""

from __future__ import annotations

from actions.agenda import when
from actions.desk import Desk
from messages.rounds import RoundAsk, RoundCall, RoundLacks, RoundPutBack
from rules.rounds import (
    ASKED_FOR_ONE,
    LOOKED_AT,
    PATIENCE,
    Door,
    DoorState,
    Helper,
    RoundStreet,
    missing,
)
from rules.rounds import WAVE as BETWEEN
from rules.screens import Message
from storage import asks_leaders, gestes, residents, vouches
from storage import round_helpers as helpers
from storage import rounds as store

WAVE, DUE = "rounds.wave", "rounds.due"


def shown(desk: Desk, helper: Helper, message: Message) -> None:
    """On the message where this volunteer reads their doorstep; what was on its way there is overtaken."""
    person = residents.by_id(desk.session, helper.person)
    if person is None or helper.card is None:
        desk.tell(helper.person, message)
        return
    gestes.drop_older_edits(desk.session, person.address, helper.card, desk.now)
    desk.rewrite(person.address, helper.card, message)


def put_back(desk: Desk, door: Door) -> bool:
    if not store.give_back(desk.session, door, desk.now):
        return False
    desk.never(DUE, door.id)
    desk.later(WAVE, door.street)
    return True


@when(WAVE)
def wave(desk: Desk, number: int) -> None:
    """Volunteers with nothing in hand are called, one a doorstep; then more people of the street are asked."""
    street = store.street(desk.session, number)
    waiting = store.waiting(desk.session, number, desk.now) if street else 0
    if street is None or not waiting:
        return
    helpers.rest(desk.session, number, desk.now)
    last = desk.now
    for helper in helpers.idle(desk.session, number, desk.now)[:waiting]:
        at = desk.tell(helper.person, RoundCall(number, street.label))
        helpers.called(desk.session, helper.id, at or desk.now)
        last = max(last, at or desk.now)
    wanted = missing(waiting, helpers.active(desk.session, number)) * ASKED_FOR_ONE
    wanted -= helpers.expected(desk.session, number, desk.now - BETWEEN)
    chosen = willing(desk, street, wanted) if wanted > 0 else []
    for person in chosen:
        if helpers.asked(desk.session, street, person, desk.now):
            at = desk.tell(person, RoundAsk(number, street.label)) or desk.now
            helpers.reads(desk.session, number, person, at)
            last = max(last, at)
    if wanted > 0 and not chosen:
        _lacks(desk, street)
    desk.at(WAVE, number, last + BETWEEN)


def willing(desk: Desk, street: RoundStreet, most: int) -> list[int]:
    """Who may read somebody’s name and doorstep: whoever is recommended there, as for a help at home."""
    found = helpers.candidates(desk.session, street, desk.now, LOOKED_AT)
    return [person for person, _address in found if vouches.is_vouched(desk.session, person, street.zone)][:most]


def _lacks(desk: Desk, street: RoundStreet) -> None:
    """Everybody was asked: whoever looks after the street is told, once."""
    leader = next(iter(asks_leaders.of(desk.session, street.zone, 0, desk.now)), None)
    if leader is not None and store.lacks(desk.session, street.id):
        desk.tell(leader, RoundLacks(street.id, street.label))


@when(DUE)
def due(desk: Desk, number: int) -> None:
    """A doorstep not answered in time is given back; one that nobody opened is tried again."""
    door = store.door(desk.session, number)
    if door is None or store.street(desk.session, door.street) is None:
        return
    if door.state is DoorState.WAITING:
        desk.later(WAVE, door.street)
    elif door.state is DoorState.GIVEN and door.given_at is not None:
        if desk.now < door.given_at + PATIENCE:
            desk.at(DUE, number, door.given_at + PATIENCE)
            return
        helper = helpers.with_door(desk.session, number)
        if put_back(desk, door) and helper is not None:
            helpers.stop(desk.session, helper.id)
            shown(desk, helper, RoundPutBack(door.street))


@when("rounds.wipe")
def wipe(desk: Desk, number: int) -> None:
    store.wipe(desk.session, number)
