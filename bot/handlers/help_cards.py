"""What every change of a request leaves to do: its cards say so, and the other side is told."""

from __future__ import annotations

from bot.turn import Turn
from rules.help import Request
from storage import help as store
from storage import help_cards


def refresh(turn: Turn, request: int) -> None:
    """The cards of this request say how it stands now."""
    found = store.by_id(turn.session, request)
    if found is not None:
        help_cards.refresh(turn.session, found, turn.content.kind(found.kind), turn.now)


def title(turn: Turn, request: Request) -> str:
    return turn.content.kind(request.kind).title
