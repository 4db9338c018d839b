"""Help inside somebody's home: who may be chosen for it, and how a neighbour asks to be recommended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from actions.desk import Desk
from actions.todo import Todo, waits
from messages.residents import Vouched
from messages.vouches import VouchAsked, VouchNotYet
from rules.help import Request
from rules.residents import Person
from rules.screens import tap
from rules.theirs import Theirs
from rules.words import _
from storage import asks_leaders, parted, zones
from storage import vouches as store

ASKED_AGAIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class AskedOf:
    """first_name: of who was asked, empty when nobody may be. waits: they were asked already, and have not answered."""

    first_name: str = ""
    waits: bool = False


def may_help(desk: Desk, person: int, request: Request) -> bool:
    """Whether this person may be chosen for this help: inside a home, by a recommendation there alone."""
    kind = desk.content.kind(request.kind)
    return not kind.needs_vouch or store.is_vouched(desk.session, person, request.zone)


def ask(desk: Desk, person: Person) -> AskedOf:
    """Somebody wishes to be known: one who looks after their place, and may speak for it, is asked, once a week."""
    if store.asked_since(desk.session, person.id, desk.now - ASKED_AGAIN):
        return AskedOf(waits=True)
    for zone in zones.of_person(desk.session, person.id):
        for leader in asks_leaders.of(desk.session, zone.id, person.id, desk.now):
            if store.is_vouched(desk.session, leader.id, zone.id):
                store.ask(desk.session, person.id, leader.id, desk.now)
                desk.tell(leader, VouchAsked(person.id, person.first_name, zone.label))
                return AskedOf(leader.first_name)
    return AskedOf()


@waits
def asked(desk: Desk, leader: Person) -> Sequence[Todo]:
    """What was not answered when it was read stands in the list."""
    return [Todo(Theirs(one.first_name, one.person_id), _("aimerait une recommandation, pour aider à domicile"),
                 tap("vouch.see", one.person_id), one.at) for one in store.asked_to(desk.session, leader.id)]


def give(desk: Desk, person: int, by: int) -> bool:
    """A recommendation: told to the one who has it. Never between two who are kept apart."""
    if person == by or parted.apart_from_any(desk.session, person, (by,)):
        return False
    complete = store.give(desk.session, person, by, desk.now)
    store.answered(desk.session, person, by)
    desk.tell(person, Vouched(complete))
    return True


def refuse(desk: Desk, person: int, by: int) -> None:
    """« Je ne connais pas assez »: said without a name, with what may be done instead."""
    store.answered(desk.session, person, by)
    desk.tell(person, VouchNotYet())
