"""The ladder: somebody new goes in twos, who helps often goes along, then looks after the street for two weeks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from actions.desk import Desk
from actions.vouches import may_help
from messages.ladder import (
    DuoAgreed,
    DuoAsk,
    DuoNot,
    DuoOffer,
    DuoTold,
    ProposeBinome,
    ProposeReferent,
    WishesToTry,
)
from rules.help import Acceptance, AcceptanceState, Request
from rules.helpkinds import HelpPlace
from rules.ladder import BINOME_AFTER, MOST_ASKED, REFERENT_AFTER, DuoState
from rules.residents import Person
from storage import asks_leaders, contacts, residents, thanks, zones
from storage import help as requests
from storage import ladder as store

Trial: TypeAlias = Callable[[Desk, Person, int], str]
TRIALS: list[Trial] = []
"""Who takes over from « Pourquoi pas »: (the person, their place) -> the first name of who decides; empty when not."""
S = DuoState


def after_a_hand(desk: Desk, helper: int) -> None:
    """Proposed once each, never asked again after a no."""
    count = thanks.deeds(desk.session, helper)
    if count >= REFERENT_AFTER and desk.once(f"p{helper}", "ladder-referent"):
        desk.tell(helper, ProposeReferent(count))
    elif count >= BINOME_AFTER and not store.goes_along(desk.session, helper) and (
            desk.once(f"p{helper}", "ladder-binome")):
        desk.tell(helper, ProposeBinome(count))


def try_it(desk: Desk, person: Person) -> str:
    """The first name of who is told; empty when nobody looks after their places."""
    for zone in zones.of_person(desk.session, person.id):
        if told := next((name for trial in TRIALS if (name := trial(desk, person, zone.id))), ""):
            return told
        for leader in asks_leaders.of(desk.session, zone.id, person.id, desk.now):
            contacts.wrote(desk.session, person.id, leader.id, desk.now)
            desk.tell(leader, WishesToTry(person.id, person.first_name, zone.label))
            return leader.first_name
    return ""


def first_time(desk: Desk, found: Acceptance, request: Request) -> None:
    """Somebody new was chosen: two go, if they wish it and somebody can."""
    away = desk.content.kind(request.kind).place is HelpPlace.REMOTE
    if not away and request.need == 1 and not thanks.deeds(desk.session, found.volunteer) and (
            able(desk, found, request)) and desk.once(f"p{found.volunteer}", "duo-offer"):
        desk.tell(found.volunteer, DuoOffer(found.id))


def able(desk: Desk, found: Acceptance, request: Request) -> list[tuple[int, int]]:
    return [(person, address) for person, address in store.companions(desk.session, found, request, desk.now)
            if may_help(desk, person, request)]


def want(desk: Desk, found: Acceptance, request: Request) -> int:
    """How many are asked."""
    if found.state is not AcceptanceState.CONFIRMED or not store.want(desk.session, found.id, desk.now):
        return 0
    some = {address: person for person, address in able(desk, found, request)[:MOST_ASKED]}
    told = desk.tell_all(list(some), DuoAsk(found.id, title(desk, request), request.day, request.slot),
                         last=request.day)
    store.asked(desk.session, found.id, [some[address] for address in told], desk.now)
    return len(told)


def title(desk: Desk, request: Request) -> str:
    return desk.content.kind(request.kind).title


def yes(desk: Desk, number: int, companion: Person) -> bool:
    """The first wins; whoever is visited is asked."""
    found, request = hand(desk, number)
    if found is None or request is None or companion.id not in [one for one, _a in able(desk, found, request)]:
        return False
    if not store.take(desk.session, number, companion.id):
        return False
    desk.tell(found.asker, DuoTold(number, found.volunteer_name, companion.first_name, title(desk, request),
                                   request.day, request.slot))
    return True


def hand(desk: Desk, number: int) -> tuple[Acceptance | None, Request | None]:
    """While somebody is to come."""
    found = requests.acceptance(desk.session, number)
    if found is None or found.state is not AcceptanceState.CONFIRMED:
        return None, None
    return found, requests.by_id(desk.session, found.request)


def agree(desk: Desk, found: Acceptance, request: Request) -> bool:
    pair = store.pair(desk.session, found.id)
    companion = residents.by_id(desk.session, pair.companion) if pair and pair.companion else None
    if companion is None or found.state is not AcceptanceState.CONFIRMED:
        return False
    if not store.step(desk.session, found.id, S.TAKEN, S.AGREED):
        return False
    for reader, other, name in ((found.volunteer, companion.id, companion.first_name),
                                (companion.id, found.volunteer, found.volunteer_name)):
        contacts.wrote(desk.session, other, reader, desk.now)
        desk.tell(reader, DuoAgreed(other, name, title(desk, request), request.day, request.slot))
    return True


def refuse(desk: Desk, found: Acceptance, request: Request) -> bool:
    pair = store.pair(desk.session, found.id)
    if pair is None or not store.step(desk.session, found.id, S.TAKEN, S.OVER):
        return False
    for person in (found.volunteer, pair.companion):
        if person is not None:
            desk.tell(person, DuoNot(title(desk, request)))
    return True
