"""A request from its publishing to its end: its cards say how it stands, and whoever came forward is told."""

from __future__ import annotations

from datetime import date, datetime

from actions import help_cards
from actions.desk import Desk
from messages.help import HelpCancelled, HelpMoved
from rules.help import LIFE, LONGEST, CloseReason, Request, RequestState, Side, Slot, extended
from storage import help as store
from storage.thanks import forget_answers


def close(desk: Desk, request: Request) -> bool:
    """The asker may close at any moment; a helper is told, contacts go. False when it was closed already."""
    helper = store.held(desk.session, request.id)
    if not store.close(desk.session, request.id, RequestState.CANCELLED, CloseReason.CANCELLED, desk.now,
                       asker=request.asker):
        return False
    if helper is not None:
        desk.tell(helper.volunteer, HelpCancelled(help_cards.title(desk, request)))
    help_cards.refresh(desk, request.id)
    return True


def move(desk: Desk, number: int, person: int, day: date, slot: Slot) -> bool:
    """A new day, chosen by the asker or by the helper who comes later: the other side is told. False when it is not
    theirs to move, or no longer.
    """
    request, helper = store.by_id(desk.session, number), store.held(desk.session, number)
    allowed = {request.asker if request else 0, helper.volunteer if helper else 0}
    if request is None or person not in allowed or not request.living:
        return False
    until = min(max(request.expires_at, desk.now + LIFE), request.created_at + LONGEST)
    store.move(desk.session, request.id, day, slot, until, desk.now)
    if helper:
        forget_answers(desk.session, helper.id)
        other = helper.other(person)
        side = Side.ASKER if other == request.asker else Side.VOLUNTEER
        desk.tell(other, HelpMoved(helper.id, side, help_cards.title(desk, request), day, slot))
    help_cards.refresh(desk, request.id)
    return True


def extend(desk: Desk, request: Request) -> datetime | None:
    """Until when it now stays open; None when it lasts no longer."""
    until = extended(request)
    return until if store.extend(desk.session, request.id, request.asker, until, desk.now) else None
