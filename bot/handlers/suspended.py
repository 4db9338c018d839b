"""An asker who cuts the bot off: their requests wait, and those who came forward are told the truth."""

from __future__ import annotations

from bot.handlers import help_cards
from bot.turn import Turn
from messages.help_care import HelpSuspended
from rules.help import AcceptanceState
from storage import help as requests
from storage import privacy


def reach_changed(turn: Turn, *, reachable: bool) -> None:
    """Who cuts the bot off can be asked nothing: their requests are suspended, and whoever came forward is told."""
    for number in privacy.living_requests(turn.session, turn.person.id):
        request, helper = requests.by_id(turn.session, number), requests.held(turn.session, number)
        if request and helper and not reachable:
            agreed = helper.state is AcceptanceState.CONFIRMED
            if not agreed:
                requests.release(turn.session, helper.id, AcceptanceState.FREED, turn.now)
            turn.tell(helper.volunteer, HelpSuspended(help_cards.title(turn, request), agreed))
        help_cards.refresh(turn, number)
