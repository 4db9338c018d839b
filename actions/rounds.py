"""A round of doorsteps: opened from an alert, one doorstep at a time to a volunteer, over with the alert.

The house keeps nothing in its head: every doorstep in somebody’s hands is a row, and the agenda gives it back.
"""

from __future__ import annotations

from actions import alert_words as words
from actions import alerts
from actions.desk import Desk
from actions.leaving import when_they_go
from actions.round_waves import DUE, WAVE, put_back, shown
from messages.rounds import (
    RoundClosed,
    RoundComing,
    RoundHelp,
    RoundLeft,
    RoundNobody,
    RoundNotSeen,
    RoundPost,
    RoundPutBack,
    RoundSilent,
)
from rules.alerts import Alert, covers
from rules.consents import How
from rules.console import FEWEST
from rules.residents import Person
from rules.rounds import AGAIN, KEPT, PATIENCE, REFERENTS, TO_SEE, Door, DoorState, Found, Helper, HelperState, Round
from rules.theirs import Theirs
from storage import alerts as alert_store
from storage import asks_leaders, console, residents, zones
from storage import round_counts as counts
from storage import round_helpers as helpers
from storage import rounds as store

WIPE = "rounds.wipe"
S = DoorState


# --- the round -----------------------------------------------------------------------------------

def open_(desk: Desk, alert: Alert, by: int) -> bool:
    """False when one goes on already."""
    if store.open_(desk.session, alert.campaign, by, desk.now) is None:
        return False
    groups, _people = words.places(desk, alert.communes)
    desk.tell_all(groups, RoundPost())
    return True


def here(desk: Desk, zone: int) -> Round | None:
    """The round that goes on in this place."""
    place = zones.by_id(desk.session, zone)
    for one in store.all_open(desk.session):
        alert = alert_store.by_id(desk.session, one.alert)
        if place and alert and covers(alert.communes, place.commune):
            return one
    return None


@alerts.at_the_end
def end_with(desk: Desk, alert: int) -> None:
    found = store.of_alert(desk.session, alert)
    if found:
        end(desk, found)


def end(desk: Desk, found: Round) -> bool:
    """Thanks to who went, a word to who was not seen; whoever looks after a street reads it for a week more."""
    if not store.end(desk.session, found.id, desk.now):
        return False
    desk.later(WIPE, found.id, KEPT)
    for helper in helpers.everybody(desk.session, found.id):
        if helper.card is not None and helper.door is not None:
            shown(desk, helper, RoundClosed())
        else:
            desk.tell(helper.person, RoundClosed())
    for street in store.streets(desk.session, found.id):
        desk.never(WAVE, street.id)
        left = store.unseen(desk.session, street.id)
        for door in left:
            desk.never(DUE, door.id)
            store.become(desk.session, door.id, TO_SEE, S.WAITING, desk.now)
            if door.asker is not None:
                desk.tell(door.asker, RoundNotSeen())
        if left and (leader := next(iter(asks_leaders.of(desk.session, street.zone, 0, desk.now)), None)):
            desk.tell(leader, RoundLeft(street.id, street.label, len(left)))
    return True


# --- asking for a visit --------------------------------------------------------------------------

def ask(desk: Desk, found: Round, zone: int, who: str, person: int, how: How | None) -> int:
    """how: somebody else said yes that way, and this person types it for them."""
    street = store.street_of(desk.session, found.id, zone)
    mine = {"asker_id": person} if how is None else {"by_id": person, "how": how}
    number = store.add(desk.session, street, desk.now, who=who, **mine)
    desk.later(WAVE, street)
    return number


def withdraw(desk: Desk, door: Door) -> bool:
    """Whoever was on their way is told, and reads the name no more."""
    helper = helpers.with_door(desk.session, door.id)
    if not store.become(desk.session, door.id, (*TO_SEE, *REFERENTS), S.WITHDRAWN, desk.now):
        return False
    desk.never(DUE, door.id)
    if helper:
        shown(desk, helper, RoundPutBack(door.street))
    return True


# --- going ---------------------------------------------------------------------------------------

def give(desk: Desk, helper: Helper) -> Door | None:
    """The next doorstep to this volunteer; whoever asked for themselves knows who comes."""
    door = store.door(desk.session, helper.door) if helper.door else store.claim(desk.session, helper, desk.now)
    if door is None or helper.door is not None:
        return door
    desk.later(DUE, door.id, PATIENCE)
    person = residents.by_id(desk.session, helper.person)
    if door.asker is not None and person is not None:
        desk.tell(door.asker, RoundComing(Theirs(person.first_name, person.id)))
    return door


def answer(desk: Desk, door: Door, found: Found) -> DoorState | None:
    """What its volunteer found; None when it was said already, or is theirs no more."""
    state = store.answer(desk.session, door, found, desk.now)
    if state is None:
        return None
    desk.never(DUE, door.id)
    if state is S.WAITING:
        desk.later(DUE, door.id, AGAIN)
    elif state in REFERENTS:
        _to_referent(desk, door, state)
    return state


def _to_referent(desk: Desk, door: Door, state: DoorState) -> None:
    """Never a group. Where nobody looks after the street, who coordinates knows that somebody must."""
    leader = leader_of(desk, door)
    if leader is not None:
        desk.tell(leader, RoundHelp(door.id, door.label) if state is S.HELP else RoundSilent(door.id, door.label))
        return
    found = store.by_id(desk.session, door.round)
    if found and store.lacks(desk.session, door.street):
        label = counts.nameable(desk.session, door.zone, FEWEST)
        for person in console.coordinators(desk.session):
            desk.tell(person, RoundNobody(found.alert, label))


def leader_of(desk: Desk, door: Door) -> Person | None:
    """Whoever typed it while they look after the place, else the first who does and may meet its asker."""
    called = asks_leaders.of(desk.session, door.zone, door.asker or 0, desk.now)
    return next((one for one in called if one.id == door.by), next(iter(called), None))


def stop(desk: Desk, helper: Helper) -> None:
    """A volunteer stops: the doorstep in their hands waits for another."""
    helpers.stop(desk.session, helper.id)
    door = store.door(desk.session, helper.door) if helper.door else None
    if door is not None:
        put_back(desk, door)
    else:
        desk.later(WAVE, helper.street)


def settle(desk: Desk, door: Door) -> bool:
    return store.become(desk.session, door.id, REFERENTS, S.SETTLED, desk.now)


@when_they_go
def let_go(desk: Desk, person: int) -> None:
    """Their doorstep is given back; nobody comes to see them any more."""
    for helper in helpers.of_person(desk.session, person):
        if helper.state is HelperState.YES:
            stop(desk, helper)
            if helper.card is not None and helper.door is not None:
                shown(desk, helper, RoundClosed())
    for door in store.asked_by(desk.session, person):
        withdraw(desk, door)

