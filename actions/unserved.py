"""What waits for whoever looks after a street: the needs to which nobody said yes."""

from __future__ import annotations

from collections.abc import Sequence

from actions.desk import Desk
from actions.help_cards import title
from actions.todo import Todo, waits
from rules.help import UNSERVED, Request, is_over, when
from rules.residents import Person
from rules.screens import tap
from rules.words import Words, _, titled
from storage import asks_leaders
from storage import todo as store


@waits
def unserved(desk: Desk, leader: Person) -> Sequence[Todo]:
    found = store.unserved(desk.session, asks_leaders.led_by(desk.session, leader.id, desk.now), leader.id,
                           desk.now - UNSERVED)
    return [Todo("", about(desk, one), tap("todo.need", one.id), one.created_at)
            for one in found if not is_over(one, desk.now)]


def about(desk: Desk, request: Request) -> Words:
    """Neither day nor place of what is discreet; never who."""
    if desk.content.kind(request.kind).discreet:
        return _("{title} : personne encore", title=titled(title(desk, request)))
    return _("{title}, {when} : personne encore", title=titled(title(desk, request)),
             when=when(request.day, request.slot))
