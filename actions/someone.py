"""A letter to who looks after the street or runs the group, what they answer, and what still waits for their answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from actions.desk import Desk
from actions.todo import Todo, waits
from messages.someone import SomeoneWrote
from rules.residents import Person
from rules.screens import tap
from rules.words import _
from storage import contacts

LISTED = timedelta(days=30)


def write(desk: Desk, author: Person, to: int, text: str, group: str = "", *, is_place: bool = False) -> None:
    """group: of which the reader is told, when they run it, or the place they look after. They may answer from now on.
    """
    contacts.wrote(desk.session, author.id, to, desk.now)
    if group:
        contacts.waits(desk.session, author.id, to, desk.now)
    contacts.answered(desk.session, author.id, to)
    desk.tell(to, SomeoneWrote(author.id, author.first_name, text, group, is_place))


@waits
def letters(desk: Desk, leader: Person) -> Sequence[Todo]:
    """« ✋ Parler à quelqu’un »: what somebody wrote to them and was not answered here."""
    return [Todo(author, _("vous a écrit, et attend une réponse"), tap("someone.reply", author.person), at,
                 _("✍️ Répondre")) for author, at in contacts.letters(desk.session, leader.id, desk.now - LISTED)]
