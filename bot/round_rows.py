"""Doorsteps and streets of a round that a button names: for the volunteer, for who asked, for who looks after them."""

from __future__ import annotations

from typing import Annotated, NamedTuple, TypeAlias

from bot.rows import Loaded
from bot.turn import Turn
from rules.refusals import Gone
from rules.rounds import TO_SEE, Door, DoorState, Helper, RoundStreet
from rules.words import _
from storage import asks_leaders, contacts
from storage import round_helpers as helpers
from storage import rounds as store

OVER = _("Ce tour de veille est fini. Merci d’avoir été là !")


class Going(NamedTuple):
    """A doorstep in the presser’s hands."""

    door: Door
    helper: Helper


def near_me(turn: Turn, number: int) -> RoundStreet:
    """A street whose round goes on, near the presser’s home or one they look after."""
    found = store.street(turn.session, number)
    if found is None:
        raise Gone(OVER if store.street(turn.session, number, over=True) else None)
    if not helpers.near(turn.session, found, turn.person.id) and found.zone not in led(turn):
        raise Gone
    return found


def my_street(turn: Turn, number: int) -> Helper | None:
    """A street where the presser goes."""
    found = store.street(turn.session, number)
    helper = helpers.of(turn.session, found.round, turn.person.id) if found else None
    return helper if helper and helper.street == number else None


def in_hand(turn: Turn, number: int) -> Going | None:
    door, helper = store.door(turn.session, number), helpers.with_door(turn.session, number)
    if door is None or helper is None or helper.person != turn.person.id or door.state is not DoorState.GIVEN:
        return None
    if store.street(turn.session, door.street) is None:
        raise Gone(OVER)
    return None if door.asker and contacts.blocked(turn.session, door.asker, turn.person.id) else Going(door, helper)


def my_visit(turn: Turn, number: int) -> Door | None:
    """Asked for by the presser, for themselves or for somebody, and not over."""
    door = store.door(turn.session, number)
    mine = door and turn.person.id in (door.asker, door.by) and door.state in TO_SEE
    return door if mine else None


def led(turn: Turn) -> list[int]:
    return asks_leaders.led_by(turn.session, turn.person.id, turn.now)


def street_i_lead(turn: Turn, number: int) -> RoundStreet | None:
    """Also for the week after the end."""
    found = store.street(turn.session, number, over=True)
    return found if found and found.zone in led(turn) else None


def door_i_lead(turn: Turn, number: int) -> Door | None:
    door = store.door(turn.session, number)
    if door is None or door.state is DoorState.WITHDRAWN or door.zone not in led(turn):
        return None
    return None if door.asker and contacts.blocked(turn.session, door.asker, turn.person.id) else door


NearMe: TypeAlias = Annotated[RoundStreet, Loaded(near_me)]
MyStreet: TypeAlias = Annotated[Helper, Loaded(my_street)]
InHand: TypeAlias = Annotated[Going, Loaded(in_hand)]
MyVisit: TypeAlias = Annotated[Door, Loaded(my_visit)]
StreetILead: TypeAlias = Annotated[RoundStreet, Loaded(street_i_lead)]
DoorILead: TypeAlias = Annotated[Door, Loaded(door_i_lead)]
