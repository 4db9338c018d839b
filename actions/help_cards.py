"""The card of a request in its groups says how it stands."""

from __future__ import annotations

from actions.desk import Desk
from rules.help import Request
from storage import help as store
from storage import help_cards


def title(desk: Desk, request: Request) -> str:
    return desk.content.kind(request.kind).title


def refresh(desk: Desk, number: int) -> None:
    found = store.by_id(desk.session, number)
    if found is not None:
        help_cards.refresh(desk.session, found, desk.content.kind(found.kind), desk.now)
