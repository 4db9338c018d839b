"""Done or not, in the words of both sides; then the thanks, once an action, and the first action of a helper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeAlias

from actions import help_cards, hours, ladder, weekly
from actions.desk import Desk
from messages.thanks import FirstDeed, FirstThanks, HelpContradicted, ThanksPrompt
from rules.help import Acceptance, AcceptanceState, CloseReason, Request
from rules.screens import Message
from rules.thanks import Says
from storage import groups
from storage import help as requests
from storage import help_cards as placed
from storage import thanks as store

Organisers: TypeAlias = Callable[[Iterable[int], Iterable[int]], list[tuple[int, str]]]
"""Who runs each of these groups, and its name, some people apart."""


class NotDone(StrEnum):
    """What a « Non » changed: the request is closed, or goes on with others; nothing; or the other had said yes."""

    CLOSED = "closed"
    ONE_OF_MANY = "one_of_many"
    ALREADY = "already"
    CONTRADICTED = "contradicted"


def done(desk: Desk, found: Acceptance, request: Request, organisers: Organisers, *, asker: bool) -> None:
    """One yes is enough, unless the other side said no. The first opens the thanks and the hour; a yes after a no opens
    nothing, and is told to the admin.
    """
    store.say(desk.session, found.id, asker=asker, word=Says.YES, now=desk.now)
    first = store.done(desk.session, found.id, desk.now)
    if first:
        help_cards.refresh(desk, request.id)
    if denied(found, by_asker=not asker):
        contradicted(desk, request, organisers)
        return
    if first:
        hours.propose(desk, found.volunteer, request.minutes, request.day, request.id)
        first_deed(desk, found, organisers)
        weekly.after_a_help(desk, found, request)
        ladder.after_a_hand(desk, found.volunteer)
    prompt(desk, found)


def denied(found: Acceptance, *, by_asker: bool) -> bool:
    """Whether this side said that it was not done."""
    return (found.asker_says if by_asker else found.volunteer_says) == Says.NO


def prompt(desk: Desk, found: Acceptance) -> None:
    """« Un mot pour … ? », asked once, whoever said that it was done."""
    if desk.once(f"help:{found.request}", f"prompt-{found.id}"):
        desk.tell(found.asker, ThanksPrompt(found.id, found.volunteer_name))


def first_deed(desk: Desk, found: Acceptance, organisers: Organisers) -> None:
    """The first action ever of a helper: the one who runs their group may thank them."""
    if store.deeds(desk.session, found.volunteer) != 1:
        return
    theirs = [group.id for group in groups.of_person(desk.session, found.volunteer)]
    admin = next(iter(organisers(theirs, {found.volunteer})), None)
    if admin and desk.once(f"p{found.volunteer}", "first-deed"):
        desk.tell(admin[0], FirstDeed(found.id, found.volunteer_name))


def not_done(desk: Desk, found: Acceptance, request: Request, reason: CloseReason, organisers: Organisers, *,
             asker: bool) -> NotDone:
    store.say(desk.session, found.id, asker=asker, word=Says.NO, now=desk.now)
    if store.not_done(desk.session, found.id, reason, desk.now):
        help_cards.refresh(desk, request.id)
        return NotDone.ONE_OF_MANY if requests.helpers(desk.session, request.id) else NotDone.CLOSED
    if found.state is AcceptanceState.DONE:
        contradicted(desk, request, organisers)
        return NotDone.CONTRADICTED
    return NotDone.ALREADY


def contradicted(desk: Desk, request: Request, organisers: Organisers) -> None:
    if desk.once(f"help:{request.id}", "contradicted"):
        for admin, group in organisers(placed.groups_of(desk.session, request.id), {request.asker}):
            desk.tell(admin, HelpContradicted(help_cards.title(desk, request), group))


def thank(desk: Desk, found: Acceptance, what: str, message: Message) -> bool:
    """Carried once an action. Only what kind of thanks it was is kept."""
    if not store.thank(desk.session, found, what, desk.now):
        return False
    desk.tell(found.volunteer, message)
    return True


def thank_first(desk: Desk, found: Acceptance, first_name: str, group: str) -> None:
    """The admin's thanks for a first action leave exactly once."""
    if desk.once(f"p{found.volunteer}", "first-thanks"):
        desk.tell(found.volunteer, FirstThanks(first_name, group))
