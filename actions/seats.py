"""Somebody who was to come no longer comes: the seat is free, and the others get a code that the one who left does not
know.
"""

from __future__ import annotations

from typing import Any

from actions import help_cards
from actions.desk import Desk
from messages.help import HelpNewCode
from rules.help import Acceptance, AcceptanceState
from storage import help as requests
from storage import seats as store


def leave(desk: Desk, found: Acceptance, into: AcceptanceState, **bounds: Any) -> bool:
    """`bounds` are those of `storage.seats.release`. False when it came too late."""
    code = "" if found.state is AcceptanceState.PROPOSED else desk.digits()
    if not store.release(desk.session, found.id, into, desk.now, code=code, **bounds):
        return False
    if code:
        tell_new_code(desk, found.request, code)
    return True


def tell_new_code(desk: Desk, number: int, code: str) -> None:
    request = requests.by_id(desk.session, number)
    coming = [one for one in requests.helpers(desk.session, number) if one.state is AcceptanceState.CONFIRMED]
    if request is None or not coming or request.visit_code != code:
        return
    new = HelpNewCode(number, help_cards.title(desk, request), request.day, request.slot, code)
    for person in (request.asker, *(one.volunteer for one in coming)):
        desk.tell(person, new)
