"""The ladder: neighbour, then « binôme », who goes along with somebody new, then référent, two weeks to try."""

from __future__ import annotations

from enum import StrEnum

BINOME_AFTER = 3
REFERENT_AFTER = 6
"""Hands given before the next step is proposed, once each."""
MOST_ASKED = 3


class DuoState(StrEnum):
    """Wanted by somebody new; taken by a companion; agreed by who is visited; or over."""

    WANTED = "wanted"
    TAKEN = "taken"
    AGREED = "agreed"
    OVER = "over"
