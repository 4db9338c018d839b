"""Becoming a référent: named by who runs the group, or spoken for by two neighbours; two weeks of trial in any case."""

from __future__ import annotations

from datetime import timedelta

from actions import console, ladder
from actions.agenda import when
from actions.desk import Desk
from messages.ladder import WishesToTry
from messages.trials import NamedAccepted, TrialAsked, TrialBegun, TrialOver
from rules.civil import local_date
from rules.console import Holding, TownRole
from rules.referents import MOST_BUILDINGS
from rules.refusals import Refusal
from rules.residents import Person
from rules.theirs import Theirs
from rules.words import _
from storage import asks_leaders, contacts, residents, trials, vouches, zones
from storage import console as roles

ASK = "trials.ask"
TRIAL = timedelta(days=14)
MOST = _("Vous veillez déjà sur cinq immeubles ou rues : c’est le plus qu’une personne puisse suivre.")


def accept(desk: Desk, person: Person, zone: int, namer: int | None) -> None:
    """From now on they look after this place. Refused when they do already, or look after five."""
    held = trials.places(desk.session, person.id)
    if zone in held:
        raise Refusal(_("Vous veillez déjà sur cet endroit."))
    if len(held) >= MOST_BUILDINGS:
        raise Refusal(MOST)
    role = trials.give(desk.session, person.id, zone, namer, person.first_name, desk.now)
    console.note(desk, f"given {TownRole.REFERENT.value}", person.id)
    console.show_menu(desk, person.id)
    begin(desk, role, person, namer, zone)
    if namer is not None:
        desk.tell(namer, NamedAccepted(Theirs(person.first_name, person.id), label(desk, zone)))


def wished(desk: Desk, person: Person, zone: int) -> str:
    """From the ladder: who looks after the place and is recommended there is asked to begin the two weeks with them."""
    if zone in trials.places(desk.session, person.id):
        return ""
    for leader in asks_leaders.of(desk.session, zone, person.id, desk.now):
        if vouches.is_vouched(desk.session, leader.id, zone):
            contacts.wrote(desk.session, person.id, leader.id, desk.now)
            desk.tell(leader, WishesToTry(person.id, person.first_name, label(desk, zone), zone))
            return leader.first_name
    return ""


ladder.TRIALS.append(wished)


def begin(desk: Desk, role: int, person: Person, namer: int | None, zone: int) -> None:
    ends = desk.now + TRIAL
    trials.begin(desk.session, role, person.id, namer, ends)
    desk.at(ASK, role, ends)
    desk.tell(person, TrialBegun(label(desk, zone), local_date(ends, person.timezone)))


@console.when_role_given
def given(desk: Desk, held: Holding, person: Person) -> None:
    """Those whom the town hall names have their two weeks as well."""
    if held.role is TownRole.REFERENT and held.zone is not None:
        begin(desk, held.id, person, held.by, held.zone)


def label(desk: Desk, zone: int) -> str:
    found = zones.by_id(desk.session, zone)
    return found.label if found else ""


def standing(desk: Desk, role: int) -> Holding | None:
    found = roles.by_id(desk.session, role)
    return found if found and found.person and found.zone and role in {
        one.id for one in roles.of_person(desk.session, found.person)} else None


@when(ASK)
def ask(desk: Desk, role: int) -> None:
    """One question to each, once."""
    held, trial = standing(desk, role), trials.of(desk.session, role)
    if held is None or trial is None or held.person is None or held.zone is None:
        return
    person, place = residents.by_id(desk.session, held.person), label(desk, held.zone)
    if person is None or not desk.once(f"p{held.person}", f"trial-{role}"):
        return
    desk.tell(person, TrialAsked(role, place))
    if trial.namer_id is not None:
        desk.tell(trial.namer_id, TrialAsked(role, place, Theirs(person.first_name, person.id)))


def answer(desk: Desk, role: int, who: int, *, goes_on: bool) -> bool:
    """A no of either ends it, in neutral words. False when it is not theirs to say, or was said."""
    held, trial = standing(desk, role), trials.of(desk.session, role)
    if held is None or trial is None or held.person is None or not trials.say(desk.session, role, who, goes_on):
        return False
    if goes_on:
        return True
    person, place = residents.by_id(desk.session, held.person), label(desk, held.zone or 0)
    console.leave(desk, held)
    if who != held.person:
        desk.tell(held.person, TrialOver(place))
    elif trial.namer_id is not None and person:
        desk.tell(trial.namer_id, TrialOver(place, Theirs(person.first_name, person.id)))
    return True
