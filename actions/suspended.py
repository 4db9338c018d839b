"""An asker who cuts the bot off: their requests wait, and those who came forward are told the truth."""

from __future__ import annotations

from actions import circle_asks, help_cards, leaving, mission_seats, routing, seats
from actions.desk import Desk
from actions.privacy import let_go
from messages.help_care import HelpSuspended
from rules.help import AcceptanceState
from storage import help as requests
from storage import privacy


def bot_blocked(desk: Desk, person: int) -> None:
    """By themselves, in Telegram: they read nothing any more."""
    reach_changed(desk, person, reachable=False)
    routing.cut_off(desk, person)


def reach_changed(desk: Desk, person: int, *, reachable: bool) -> None:
    """Who cuts the bot off can be asked nothing: their requests are suspended, and whoever came forward is told.
    What they promised is open again: they would read neither the code nor the hour.
    """
    for number in privacy.living_requests(desk.session, person):
        request, coming = requests.by_id(desk.session, number), requests.helpers(desk.session, number)
        if request is None:
            continue
        for helper in () if reachable else coming:
            agreed = helper.state is AcceptanceState.CONFIRMED
            if not agreed:
                seats.leave(desk, helper, AcceptanceState.FREED)
            desk.tell(helper.volunteer, HelpSuspended(help_cards.title(desk, request), agreed))
        help_cards.refresh(desk, number)
    if not reachable:
        mission_seats.let_go(desk, person)
        leaving.gone(desk, person)
    for hand in () if reachable else privacy.open_hands(desk.session, person):
        let_go(desk, hand)
    circle_asks.reach_changed(desk, person, reachable=reachable)
