"""Somebody goes: what they asked ends, what they promised is free again, the other side has a word of it, nameless."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from actions import (
    asks,
    circles,
    console,
    errand_cards,
    help_cards,
    heroes_shown,
    leaving,
    mission_seats,
    routing,
    seats,
    weekly,
)
from actions.desk import Desk
from content.catalogue import Catalogue
from messages.help import HelpCancelled
from messages.privacy import ExportFile, HandGone
from rules.help import AcceptanceState, CloseReason, RequestState, is_late
from rules.residents import Person
from storage import help as requests
from storage import privacy, taking_back


def erase(desk: Desk, person: Person, *, marked: bool = True) -> None:
    """All that is held of them. marked: a hash stays, so that an older backup does not bring them back."""
    take_leave(desk, person.id, marked=marked)
    privacy.erase(desk.session, person, desk.now, marked=marked)


def export(desk: Desk, person: Person, document: str) -> None:
    desk.tell(person, ExportFile(document))


def take_leave(desk: Desk, person: int, *, marked: bool = True) -> None:
    """Open requests close, helping hands are taken back, and contacts with them."""
    weekly.leave_all(desk, person)
    errand_cards.leave_all(desk, person)
    for number in privacy.living_requests(desk.session, person):
        request, coming = requests.by_id(desk.session, number), requests.helpers(desk.session, number)
        requests.close(desk.session, number, RequestState.CLOSED, CloseReason.ERASED, desk.now)
        help_cards.refresh(desk, number)
        if request is not None:
            ended = HelpCancelled(help_cards.title(desk, request))
            for helper in coming:
                desk.tell(helper.volunteer, ended)
    for hand in privacy.open_hands(desk.session, person):
        let_go(desk, hand)
    mission_seats.let_go(desk, person)
    console.leave_all(desk, person)
    circles.leave_all(desk, person)
    routing.leave_all(desk, person)
    heroes_shown.leave_all(desk, person, marked=marked)
    leaving.gone(desk, person)
    taking_back.of_person(desk.session, person, desk.now)


def let_go(desk: Desk, hand: int) -> None:
    """The helper steps back without a word on why; the request is open again."""
    found = requests.acceptance(desk.session, hand)
    request = requests.by_id(desk.session, found.request) if found else None
    if found and request and seats.leave(desk, found, AcceptanceState.FREED):
        desk.tell(found.asker, HandGone(request.id, help_cards.title(desk, request)))
        help_cards.refresh(desk, request.id)
        asks.reopen(desk, request, late=is_late(request, desk.now))


def leaver(content: Catalogue) -> Callable[[Session, int, datetime], None]:
    """For who must leave again because an older backup brought them back."""
    return lambda session, person, now: take_leave(Desk(session, now, content), person, marked=False)
