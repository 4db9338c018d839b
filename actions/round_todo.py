"""What a round leaves to whoever looks after a street: somebody needs help, or did not open twice."""

from __future__ import annotations

from collections.abc import Sequence

from actions.desk import Desk
from actions.todo import Todo, waits
from rules.residents import Person
from rules.rounds import DoorState
from rules.screens import tap
from rules.words import _
from storage import asks_leaders
from storage import rounds as store


@waits
def doorsteps(desk: Desk, leader: Person) -> Sequence[Todo]:
    """Without a name: it is read on a screen that does not stay."""
    zones = asks_leaders.led_by(desk.session, leader.id, desk.now)
    return [Todo("", _("Tour de veille : quelqu’un a besoin d’aide") if door.state is DoorState.HELP else
                 _("Tour de veille : deux passages sans réponse"), tap("round.door", door.id), since)
            for door, since in store.for_referent(desk.session, zones, leader.id)]
