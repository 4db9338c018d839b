"""Modules marked « comité » (COMMITTEE): closed until the comité has opened them; nobody opens one alone."""

from __future__ import annotations

from actions import committee_modules as actions
from bot.handlers.house import HOUSE
from bot.turn import Turn
from rules.words import Words


def waiting(turn: Turn) -> dict[str, Words]:
    """Those that the comité may open and did not yet, by word."""
    found = actions.waiting(turn.desk)
    return {word: name for word, name in sorted(HOUSE.modules.items()) if word in found}
