"""Rows that a button may name, and whose they must be: the right on a row is judged where it is loaded.

A type here is what the handler receives, with how it is loaded for whoever pressed. A feature may declare its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple, TypeAlias

from bot.turn import Turn
from rules.groups import Group, GroupState
from rules.help import KEPT_AFTER, Acceptance, AcceptanceState, Request
from rules.hours import Entry
from rules.refusals import Gone, Refusal
from rules.words import _
from storage import belonging, contacts, groups, hours, ideas, moderation, thanks, zones
from storage import help as store
from storage.ideas import Idea
from storage.zones import KnownZone

NOT_ADMIN = _("Seule une personne qui administre le groupe peut le faire.")
NOT_INSTALLED = _("Ce groupe n’est pas encore installé : une personne qui l’administre écrit /installer.")
OVER = _("Cet échange est terminé : ce bouton n’est plus actif.")

Code: TypeAlias = Annotated[str, re.compile(r"[A-Za-z0-9_.-]{0,40}")]
"""A short word of the content or of the code, to be looked up among those known."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """`load` gives the row, or None when it is not there or not for this person. nobody: 0 stands for no row."""

    load: Callable[[Turn, int], Any]
    nobody: bool = False

    def admit(self, turn: Turn, number: int) -> Any:
        if self.nobody and number == 0:
            return None
        found = self.load(turn, number)
        if found is None:
            raise Gone
        return found


class Hand(NamedTuple):
    """Somebody's offer to help, and the request it answers."""

    acceptance: Acceptance
    request: Request


class Neighbour(NamedTuple):
    """The other side of a help that the presser was part of, and the number of that help.

    first_name: empty where it was never given; name is for who must know of whom a report speaks.
    """

    id: int
    first_name: str
    hand: int
    name: str


# requests and helping hands
def my_request(turn: Turn, number: int) -> Request | None:
    found = store.by_id(turn.session, number)
    return found if found and found.asker == turn.person.id else None


def my_hand(turn: Turn, number: int) -> Hand | None:
    """I ask, or I help."""
    found = store.acceptance(turn.session, number)
    request = store.by_id(turn.session, found.request) if found else None
    return Hand(found, request) if found and request and turn.person.id in (found.asker, found.volunteer) else None


def hand_of_my_request(turn: Turn, number: int) -> Hand | None:
    found = my_hand(turn, number)
    return found if found and found.acceptance.asker == turn.person.id else None


def my_promise(turn: Turn, number: int) -> Hand | None:
    found = my_hand(turn, number)
    return found if found and found.acceptance.volunteer == turn.person.id else None


def my_exchange(turn: Turn, number: int) -> Hand | None:
    """Two who said yes to each other, up to 72 h after the end; nobody else, and never a blocked pair."""
    found = my_hand(turn, number)
    if found is None or found.acceptance.state not in (AcceptanceState.CONFIRMED, AcceptanceState.DONE):
        return None
    closed = found.request.closed_at
    over = closed is not None and turn.now - closed > KEPT_AFTER
    return None if over or apart(turn, found.acceptance) else found


def exchange_or_over(turn: Turn, number: int) -> Hand:
    found = my_exchange(turn, number)
    if found is None:
        raise Gone(OVER)
    return found


def exchange_of_my_request(turn: Turn, number: int) -> Hand:
    found = exchange_or_over(turn, number)
    if found.acceptance.asker != turn.person.id:
        raise Gone(OVER)
    return found


def past_hand(turn: Turn, number: int) -> Hand | None:
    """A help whose day has come, for one of its two sides."""
    found = my_hand(turn, number)
    ready = found and found.acceptance.state in thanks.ANSWERABLE and found.request.day <= turn.today
    return found if ready else None


def help_received(turn: Turn, number: int) -> Hand | None:
    """A help that was done, for who was helped; never between two who blocked each other."""
    found = past_hand(turn, number)
    if found is None or found.acceptance.asker != turn.person.id:
        return None
    done = found.acceptance.state is AcceptanceState.DONE
    return found if done and not apart(turn, found.acceptance) else None


def apart(turn: Turn, found: Acceptance) -> bool:
    return contacts.blocked(turn.session, found.asker, found.volunteer)


def helped_in_my_group(turn: Turn, number: int) -> tuple[Acceptance, Group] | None:
    """A help done by somebody else of a group that the presser runs, says Telegram."""
    found = store.acceptance(turn.session, number)
    if found is None or found.state is not AcceptanceState.DONE or found.volunteer == turn.person.id:
        return None
    marked = {group.id for group in belonging.run_by(turn.session, turn.person.id)}
    theirs = [group for group in groups.of_person(turn.session, found.volunteer) if group.id in marked]
    return next(((found, group) for group in theirs if turn.is_admin(group)), None)


MyRequest: TypeAlias = Annotated[Request, Loaded(my_request)]
MyHand: TypeAlias = Annotated[Hand, Loaded(my_hand)]
HandOfMyRequest: TypeAlias = Annotated[Hand, Loaded(hand_of_my_request)]
MyPromise: TypeAlias = Annotated[Hand, Loaded(my_promise)]
MyExchange: TypeAlias = Annotated[Hand, Loaded(exchange_or_over)]
ExchangeOfMyRequest: TypeAlias = Annotated[Hand, Loaded(exchange_of_my_request)]
PastHand: TypeAlias = Annotated[Hand, Loaded(past_hand)]
HelpReceived: TypeAlias = Annotated[Hand, Loaded(help_received)]
HelpedInMyGroup: TypeAlias = Annotated[tuple[Acceptance, Group], Loaded(helped_in_my_group)]


# people
def met(turn: Turn, number: int) -> Neighbour | None:
    found = moderation.counterpart(turn.session, number, turn.person.id)
    return Neighbour(found.id, found.first_name, number, found.name) if found else None


def wrote_to_me(turn: Turn, number: int) -> int | None:
    return number if contacts.may_write(turn.session, turn.person.id, number) else None


def kept_apart(turn: Turn, number: int) -> int | None:
    return number if moderation.blocks(turn.session, turn.person.id, number) else None


Met: TypeAlias = Annotated[Neighbour, Loaded(met)]
MetOrNobody: TypeAlias = Annotated["Neighbour | None", Loaded(met, nobody=True)]
Parted: TypeAlias = Annotated[int, Loaded(kept_apart)]
WroteToMe: TypeAlias = Annotated[int, Loaded(wrote_to_me)]


# hours
def my_hour(turn: Turn, number: int) -> Entry | None:
    found = hours.stands(turn.session, number)
    return found if found and found.person == turn.person.id else None


def my_hour_to_correct(turn: Turn, number: int) -> Entry:
    found = my_hour(turn, number)
    if found is None:
        raise Gone(_("Ce moment n’est plus à corriger : il a déjà changé."))
    return found


def hour_given_to_me(turn: Turn, number: int) -> Entry | None:
    """Only the other side may confirm, and only what still stands."""
    found = hours.stands(turn.session, number)
    return found if found and found.partner == turn.person.id else None


def request_i_helped(turn: Turn, number: int) -> int | None:
    return number if hours.helped(turn.session, number, turn.person.id) is not None else None


MyHour: TypeAlias = Annotated[Entry, Loaded(my_hour_to_correct)]
HourGivenToMe: TypeAlias = Annotated[Entry, Loaded(hour_given_to_me)]
RequestIHelped: TypeAlias = Annotated[int, Loaded(request_i_helped)]


# places and groups
def zone_of_mine(turn: Turn, number: int) -> KnownZone | None:
    return next((zone for zone in zones.of_person(turn.session, turn.person.id) if zone.id == number), None)


def group_of_mine(turn: Turn, number: int) -> Group | None:
    return next((one for one in groups.of_person(turn.session, turn.person.id) if one.id == number), None)


def administered(turn: Turn, number: int) -> Group | None:
    """An installed group that the presser runs now, says Telegram."""
    group = groups.by_id(turn.session, number)
    if group is None or group.state is GroupState.REMOVED:
        return None
    if not turn.is_admin(group):
        raise Refusal(NOT_ADMIN)
    if not group.is_installed:
        raise Refusal(NOT_INSTALLED)
    return group


def administered_here(turn: Turn, number: int) -> Group | None:
    """The same, pressed in the group itself."""
    return administered(turn, number) if turn.group and turn.group.id == number else None


def idea_to_decide(turn: Turn, number: int) -> tuple[Idea, Group] | None:
    idea = ideas.by_id(turn.session, number)
    group = administered(turn, idea.group) if idea else None
    return (idea, group) if idea and group else None


ZoneOfMine: TypeAlias = Annotated[KnownZone, Loaded(zone_of_mine)]
Administered: TypeAlias = Annotated[Group, Loaded(administered)]
AdministeredHere: TypeAlias = Annotated[Group, Loaded(administered_here)]
IdeaToDecide: TypeAlias = Annotated[tuple[Idea, Group], Loaded(idea_to_decide)]
GroupOfMineOrNone: TypeAlias = Annotated["Group | None", Loaded(group_of_mine, nobody=True)]
