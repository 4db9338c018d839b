"""A role given by the town: invited, asked for, confirmed; refused, cancelled, out of date; revoked or given back.

Whatever ends a role ends it at once: its commands vanish, and what others registered under `when_role_ends` stops.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from actions.agenda import when
from actions.desk import Desk
from messages.console import (
    CoordinatorJoined,
    InvitationOver,
    RoleAsked,
    RoleEnded,
    RoleGiven,
    RoleMenu,
    RoleRefused,
)
from rules.console import INVITATION, Holding, RoleState, TownRole
from rules.referents import MOST_BUILDINGS
from rules.refusals import Refusal
from rules.residents import Person
from rules.theirs import Theirs
from rules.words import _
from storage import console as store
from storage import trials

S = RoleState
Ending: TypeAlias = Callable[[Desk, int], None]
ENDINGS: list[Ending] = []
Giving: TypeAlias = Callable[[Desk, Holding, Person], None]
GIVEN: list[Giving] = []


def when_role_given(give: Giving) -> Giving:
    """`give(desk, held, person)` begins what goes with this role. The role is theirs already."""
    GIVEN.append(give)
    return give


def when_role_ends(end: Ending) -> Ending:
    """`end(desk, person)` stops what this person had under way in the town's name. The role is gone already."""
    ENDINGS.append(end)
    return end


def invite(desk: Desk, role: TownRole, *, zone: int | None = None, tag: str = "", number: int | None = None) -> str:
    """A link for one person, valid for a day: its payload. number: that of the only one who may open it."""
    return link_to(desk, invited(desk, role, zone=zone, tag=tag), number)


def invited(desk: Desk, role: TownRole, *, zone: int | None = None, tag: str = "") -> int:
    made = store.invite(desk.session, role, desk.by, desk.now, desk.now + INVITATION, zone=zone, tag=tag)
    desk.later("console.invitation", made, INVITATION)
    note(desk, f"invited {role.value}", said=tag)
    return made


def link_to(desk: Desk, invitation: int, number: int | None = None) -> str:
    return desk.link("role", hours=int(INVITATION.total_seconds() // 3600), invitation=invitation, number=number)


def take(desk: Desk, invitation: Holding, person: Person, name: str, number: int) -> None:
    """Whoever opened it says yes, and waits for the inviter's yes; an invitation of the command line needs no other."""
    if full(desk, invitation, person.id):
        raise Refusal(_("Vous veillez déjà sur cinq immeubles ou rues : c’est le plus qu’une personne puisse suivre."))
    if invitation.by is None:
        if store.become(desk.session, invitation.id, S.ACTIVE, (S.INVITED,), person_id=person.id, name=name,
                        since=desk.now, until=None):
            give(desk, invitation.role, person, name, number)
            began(desk, invitation, person)
        return
    if store.become(desk.session, invitation.id, S.ASKED, (S.INVITED,), person_id=person.id, name=name,
                    until=desk.now + INVITATION):
        desk.later("console.invitation", invitation.id, INVITATION)
        note(desk, f"asked {invitation.role.value}", person.id)
        desk.tell(invitation.by, RoleAsked(invitation.id, invitation.role, Theirs(name, person.id), number),
                  even_apart=True)


def confirm(desk: Desk, asked: Holding, person: Person) -> bool:
    """The inviter says yes. False when it is not to be confirmed any more."""
    if full(desk, asked, person.id):
        raise Refusal(_("Cette personne veille déjà sur cinq immeubles ou rues. Proposez-le à quelqu’un d’autre."))
    if not store.become(desk.session, asked.id, S.ACTIVE, (S.ASKED,), since=desk.now, until=None):
        return False
    give(desk, asked.role, person, asked.name, asked.value or 0)
    began(desk, asked, person)
    return True


def full(desk: Desk, held: Holding, person: int) -> bool:
    """Five places are the most that one person looks after, however they came to them."""
    return (held.role is TownRole.REFERENT and held.zone is not None
            and len(trials.places(desk.session, person)) >= MOST_BUILDINGS)


def began(desk: Desk, held: Holding, person: Person) -> None:
    for begin in GIVEN:
        begin(desk, held, person)


def give(desk: Desk, role: TownRole, person: Person, name: str, number: int) -> None:
    note(desk, f"given {role.value}", person.id)
    desk.tell(person, RoleGiven(role), even_apart=True)
    show_menu(desk, person.id)
    if role is not TownRole.COORDINATOR:
        return
    inviter = desk.by if desk.by is not None and desk.by != person.id else 0
    by = next((one.name for one in store.of_person(desk.session, inviter)), "")
    joined = CoordinatorJoined(Theirs(name, person.id), number, Theirs(by, inviter))
    for other in store.coordinators(desk.session):
        if other not in (person.id, desk.by):
            desk.tell(other, joined, even_apart=True)


def refuse(desk: Desk, asked: Holding) -> bool:
    """Not the person who was meant."""
    if not store.become(desk.session, asked.id, S.REFUSED, (S.ASKED,), until=desk.now):
        return False
    note(desk, f"refused {asked.role.value}", asked.person)
    if asked.person is not None:
        desk.tell(asked.person, RoleRefused(asked.role), even_apart=True)
    return True


def cancel(desk: Desk, invitation: Holding, state: RoleState = S.CANCELLED) -> bool:
    """Nobody will come by it any more. Who had opened it is told."""
    if not store.become(desk.session, invitation.id, state, (S.INVITED, S.ASKED), until=desk.now):
        return False
    desk.never("console.invitation", invitation.id)
    note(desk, f"{state.value} {invitation.role.value}", invitation.person)
    if invitation.person is not None and invitation.person != desk.by:
        desk.tell(invitation.person, RoleRefused(invitation.role), even_apart=True)
    return True


def give_up(desk: Desk, asked: Holding) -> bool:
    """Whoever opened it does not want it, or no more."""
    if not store.become(desk.session, asked.id, S.LEFT, (S.INVITED, S.ASKED), until=desk.now):
        return False
    desk.never("console.invitation", asked.id)
    note(desk, f"declined {asked.role.value}", asked.person)
    if asked.by is not None:
        desk.tell(asked.by, InvitationOver(asked.role, declined=True), even_apart=True)
    return True


def revoke(desk: Desk, held: Holding) -> bool:
    """At once, by another coordinator or by the command line. The person is told."""
    if not end_of(desk, held, S.REVOKED):
        return False
    if held.person is not None:
        desk.tell(held.person, RoleEnded(held.role), even_apart=True)
    return True


def leave(desk: Desk, held: Holding) -> bool:
    """One's own role, given back."""
    return end_of(desk, held, S.LEFT)


def leave_all(desk: Desk, person: int) -> None:
    """Somebody goes, with all their roles and whatever they had invited to."""
    for held in store.of_person(desk.session, person):
        end_of(desk, held, S.LEFT)
    for asked in store.of_person(desk.session, person, (S.INVITED, S.ASKED)):
        give_up(desk, asked)


def end_of(desk: Desk, held: Holding, state: RoleState) -> bool:
    """The role is over, and so is what it had under way; nothing is said to who had it."""
    if held.person is None or not store.become(desk.session, held.id, state, (S.ACTIVE,), until=desk.now):
        return False
    note(desk, f"{state.value} {held.role.value}", held.person)
    if TownRole.COORDINATOR not in store.roles_of(desk.session, held.person):
        for invitation in store.by_person(desk.session, held.person, (S.INVITED, S.ASKED)):
            cancel(desk, invitation)
    for end in ENDINGS:
        end(desk, held.person)
    show_menu(desk, held.person)
    return True


def show_menu(desk: Desk, person: int) -> None:
    """Telegram's menu follows the roles. It is for show: rights are judged at each act."""
    desk.tell(person, RoleMenu(tuple(sorted(store.roles_of(desk.session, person)))), even_apart=True)


@when("console.invitation")
def look_at(desk: Desk, number: int) -> None:
    """A day later: opened by nobody, or never confirmed."""
    invitation = store.by_id(desk.session, number)
    if invitation is None or invitation.until is None or invitation.state not in (S.INVITED, S.ASKED):
        return
    if invitation.until > desk.now:
        desk.at("console.invitation", number, invitation.until)
    elif cancel(desk, invitation, S.EXPIRED) and invitation.by is not None:
        desk.tell(invitation.by, InvitationOver(invitation.role, invitation.state is S.ASKED), even_apart=True)


def note(desk: Desk, what: str, person: int | None = None, *, group: int | None = None, said: str = "",
         was: str = "") -> int:
    """Who did what, to whom, when: the line's number."""
    return store.write_down(desk.session, what, desk.now, by=desk.by, person=person, group=group, said=said, was=was)
