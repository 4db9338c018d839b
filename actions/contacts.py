"""After the yes: a number, an address, or words carried from one to the other. Each side chooses for itself."""

from __future__ import annotations

from actions.desk import Desk
from messages.contacts import HelpByRelay, HelpContactGiven, HelpRelayed
from rules.help import Acceptance, Way
from rules.residents import Person
from storage import contacts as store


def give(desk: Desk, found: Acceptance, giver: Person, *, phone: str, door: str) -> None:
    """To the other side and nobody else; a number given is how they wish to be reached."""
    store.give(desk.session, found.request, giver.id, desk.now, phone=phone or None, door=door or None)
    desk.tell(found.other(giver.id), HelpContactGiven(found.request, found.id, giver.first_name, phone, door))
    if phone:
        store.choose(desk.session, found.id, asker=giver.id == found.asker, way=Way.PHONE)


def relay(desk: Desk, found: Acceptance, chooser: Person) -> None:
    """Through the bot, without a number."""
    store.choose(desk.session, found.id, asker=chooser.id == found.asker, way=Way.RELAY)
    desk.tell(found.other(chooser.id), HelpByRelay(found.id, chooser.first_name))


def carry(desk: Desk, found: Acceptance, author: Person, text: str) -> None:
    desk.tell(found.other(author.id), HelpRelayed(found.request, found.id, author.first_name, text))
