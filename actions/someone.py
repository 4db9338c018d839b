"""A letter to who runs the group, and what they answer."""

from __future__ import annotations

from actions.desk import Desk
from messages.someone import SomeoneWrote
from rules.residents import Person
from storage import contacts


def write(desk: Desk, author: Person, to: int, text: str, group: str = "", *, is_place: bool = False) -> None:
    """group: of which the reader is told, when they run it, or the place they look after. They may answer from now on.
    """
    contacts.wrote(desk.session, author.id, to, desk.now)
    desk.tell(to, SomeoneWrote(author.id, author.first_name, text, group, is_place))
