"""In whose first name people are asked, and who is called when nobody comes: whoever looks after the street."""

from __future__ import annotations

from actions.desk import Desk
from rules.help import Request
from rules.residents import Person
from storage import asks_leaders, parted


def leader(desk: Desk, request: Request) -> Person | None:
    """The first who looks after this place and may be told of it: never the asker, nor somebody apart from them."""
    return next(iter(asks_leaders.of(desk.session, request.zone, request.asker, desk.now)), None)


def signed_to(desk: Desk, who: Person | None, reader: int) -> str:
    """The first name this reader sees under what they are asked: not their own, nor of somebody apart from them."""
    if who is None or who.id == reader or parted.apart_from_any(desk.session, reader, (who.id,)):
        return ""
    return who.first_name
