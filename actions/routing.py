"""Passing a need on, with the asker’s consent at each step: to a partner, else to those who coordinate. Answered within
two days, or reminded; after five days those who coordinate have it; after a month it ends, and the asker is told.
"""

from __future__ import annotations

from collections.abc import Sequence

from actions import help as neighbours
from actions.agenda import when
from actions.console import when_role_ends
from actions.desk import Desk
from actions.todo import Todo, waits
from messages.routing import RelayDeclined, RelayDone, RelayPassed, RelayTaken, RelayUnread, RelayWaits, RelayWithdrawn
from rules.console import TownRole
from rules.help import Pillar
from rules.residents import Person
from rules.routing import CALLED_AFTER, LASTS, NUDGED_AFTER, OPEN, Relay, RelayState
from rules.screens import tap
from rules.words import _, titled
from storage import console, contacts
from storage import help as requests
from storage import routing as store

LOOK = "routing.look"
S = RelayState


def title(desk: Desk, subject: str) -> str:
    """Of a kind of help, or of what belongs elsewhere."""
    if redirect := next((one for one in desk.content.refusals if one.code == subject), None):
        return redirect.title
    return desk.content.kind(subject).title


def anybody(desk: Desk) -> bool:
    """Whether there is somebody to pass on to, but a telephone."""
    return bool(store.partners(desk.session) or console.coordinators(desk.session))


def pass_on(desk: Desk, new: store.NewRelay) -> Relay | None:
    """None: nobody is there to read it, and nothing is kept."""
    role = new.role if store.partner(desk.session, new.role) else None
    if role is None and not console.coordinators(desk.session):
        return None
    if new.request is not None and store.of_request(desk.session, new.request):
        return None
    number = store.create(desk.session, new if role == new.role else _of_town(new), desk.now)
    found = store.by_id(desk.session, number)
    assert found is not None
    said(desk, found)
    desk.later(LOOK, number, NUDGED_AFTER)
    return found


def _of_town(new: store.NewRelay) -> store.NewRelay:
    return store.NewRelay(new.asker, new.request, new.subject, new.zone, new.day, new.slot, new.phone, None)


def said(desk: Desk, found: Relay, *, late: bool = False, unanswered: bool = False) -> None:
    """Its queue has something."""
    to = store.partner(desk.session, found.role)
    readers = [to.person] if to else console.coordinators(desk.session)
    for reader in readers:
        if reader != found.asker and not contacts.blocked(desk.session, reader, found.asker):
            desk.tell(reader, RelayPassed(found.id, title(desk, found.subject), found.zone_label, found.day, found.slot,
                                          late, unanswered))


def take(desk: Desk, found: Relay, person: int) -> bool:
    """From now on both may write to each other; neighbours are asked no more."""
    if not store.take(desk.session, found.id, person):
        return False
    desk.never(LOOK, found.id)
    desk.at(LOOK, found.id, max(desk.now, found.created_at + LASTS))
    contacts.wrote(desk.session, found.asker, person, desk.now)
    contacts.wrote(desk.session, person, found.asker, desk.now)
    request = requests.by_id(desk.session, found.request) if found.request is not None else None
    if request is not None:
        neighbours.served_elsewhere(desk, request, Pillar.ORGANISED)
    to = store.partner(desk.session, found.role)
    desk.tell(found.asker, RelayTaken(title(desk, found.subject), to.name if to else ""))
    return True


def decline(desk: Desk, found: Relay) -> bool:
    """It goes nowhere else by itself: the asker is asked."""
    if not store.end(desk.session, found.id, S.DECLINED, desk.now):
        return False
    desk.never(LOOK, found.id)
    desk.tell(found.asker, RelayDeclined(title(desk, found.subject), desk.town.phone or ""))
    return True


def done(desk: Desk, found: Relay) -> bool:
    if not store.end(desk.session, found.id, S.DONE, desk.now, (S.TAKEN,)):
        return False
    desk.never(LOOK, found.id)
    desk.tell(found.asker, RelayDone(title(desk, found.subject)))
    return True


def withdraw(desk: Desk, found: Relay) -> bool:
    """The asker takes their consent back, at any moment."""
    if not store.end(desk.session, found.id, S.WITHDRAWN, desk.now):
        return False
    desk.never(LOOK, found.id)
    if found.holder is not None:
        desk.tell(found.holder, RelayWithdrawn(title(desk, found.subject)))
    return True


def cut_off(desk: Desk, person: int) -> None:
    """Who cuts the bot off can be answered nothing: what they passed on ends. Who has it hears so, without a name."""
    for found in store.of_asker(desk.session, person):
        if not store.end(desk.session, found.id, S.WITHDRAWN, desk.now):
            continue
        desk.never(LOOK, found.id)
        to = store.partner(desk.session, found.role)
        reader = found.holder or (to.person if to else None)
        if reader is not None:
            desk.tell(reader, RelayUnread(title(desk, found.subject)))


def leave_all(desk: Desk, person: int) -> None:
    """They quit, or are erased."""
    for found in store.of_asker(desk.session, person):
        withdraw(desk, found)


@when(LOOK)
def look(desk: Desk, number: int) -> None:
    found = store.by_id(desk.session, number)
    if found is None or found.state not in OPEN:
        return
    waited = desk.now - found.created_at
    if waited >= LASTS:
        if store.end(desk.session, number, S.EXPIRED, desk.now):
            desk.tell(found.asker, RelayWaits(title(desk, found.subject), True, desk.town.phone or ""))
    elif found.state is S.WAITING and waited >= CALLED_AFTER:
        to_town(desk, found)
        desk.at(LOOK, number, found.created_at + LASTS)
    elif found.state is S.WAITING:
        said(desk, found, late=True)
        desk.at(LOOK, number, found.created_at + CALLED_AFTER)


def to_town(desk: Desk, found: Relay) -> None:
    """The partner did not answer, or is one no more."""
    if not store.to_town(desk.session, found.id):
        return
    again = store.by_id(desk.session, found.id)
    assert again is not None
    said(desk, again, unanswered=True)
    desk.tell(found.asker, RelayWaits(title(desk, found.subject), phone=desk.town.phone or ""))


@when_role_ends
def role_ended(desk: Desk, _person: int) -> None:
    """What waits for a partner who is one no more goes to those who coordinate."""
    for found in store.lost(desk.session):
        to_town(desk, found)


@waits
def entrusted(desk: Desk, leader: Person) -> Sequence[Todo]:
    """What was passed on to the town, or to their structure, and what they took and did not end."""
    town = TownRole.COORDINATOR in console.roles_of(desk.session, leader.id)
    return [Todo("", _("Un besoin confié : {what}", what=titled(title(desk, one.subject))), tap("relay.see", one.id),
                 one.created_at) for one in store.queue(desk.session, leader.id, town=town)]
