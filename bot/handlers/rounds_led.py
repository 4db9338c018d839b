"""What whoever looks after a street reads of a round there: its doorsteps, those that wait for them first."""

from __future__ import annotations

from collections.abc import Mapping

from actions import rounds as actions
from bot.features import Tap
from bot.round_rows import DoorILead, StreetILead, led
from bot.turn import Turn
from messages.rounds_led import RoundList, RoundOne
from rules.incoming import Tapped
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.rounds import Door, DoorState
from rules.screens import Button, Message, Row, tap
from rules.theirs import Theirs
from rules.words import _, quoted
from storage import gestes
from storage import rounds as store

A_PAGE, MOST_STREETS = 3, 2


def streets(turn: Turn) -> list[Row]:
    """In /tour, for whoever looks after one."""
    found = (store.street(turn.session, one, over=True) for one in store.streets_led(turn.session, led(turn)))
    rows: list[Row] = [(Button(_("👀 {street}", street=quoted(one.label[:20])), tap=tap("round.street", one.id)),)
                       for one in found if one]
    return rows[:MOST_STREETS]


def show(turn: Turn, message: Message) -> None:
    """In place of what was pressed. A name is carried, and kept nowhere."""
    event = turn.incoming.event
    if isinstance(event, Tapped) and event.message and not event.stays:
        gestes.drop_older_edits(turn.session, turn.person.address, event.message, turn.now)
        turn.desk.rewrite(turn.person.address, event.message, message)
    else:
        turn.desk.tell(turn.person, message)


def street(turn: Turn, found: StreetILead, page: int = 0) -> None:
    doors = store.of_street(turn.session, found.id, turn.person.id)
    pages = max(1, -(-len(doors) // A_PAGE))
    shown = doors[page % pages * A_PAGE:][:A_PAGE]
    show(turn, RoundList(found.id, found.label, tuple(one.id for one in shown), tuple(one.state for one in shown),
                         tuple(who(one) for one in shown), len(doors), (page + 1) % pages))


def who(door: Door) -> str:
    return Theirs(door.who, door.asker) if door.asker else door.who


def one(turn: Turn, door: DoorILead) -> None:
    show(turn, RoundOne(door.street, door.id, door.label, door.state, who(door)))


def settle(turn: Turn, door: DoorILead) -> None:
    if not actions.settle(turn.desk, door):
        raise Gone
    turn.toast(_("C’est noté. Merci d’avoir veillé."))
    show(turn, RoundOne(door.street, door.id, door.label, DoorState.SETTLED, who(door)))


NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
TAPS: Mapping[str, Tap] = {f"round.{name}": Tap(handler, *NEIGHBOUR) for name, handler in (
    ("street", street), ("door", one), ("settle", settle))}
