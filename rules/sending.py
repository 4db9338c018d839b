"""How long a message to many takes, as it is said before sending: right to a tenth."""

from __future__ import annotations

from rules.deliveries import time_to_send
from rules.hours import duration
from rules.words import Words, _

SHORT = 30
"""Seconds that are not worth saying."""


def how_long(count: int) -> Words | None:
    """« 50 secondes », « 2 min 30 », « 29 min »; None when it is over at once."""
    seconds = round(time_to_send(count).total_seconds() / 10) * 10
    if seconds < SHORT:
        return None
    if seconds < 60:
        return _("{n} secondes", n=seconds)
    minutes, rest = divmod(seconds, 60)
    if rest and minutes < 10:
        return _("{minutes} min {seconds}", minutes=minutes, seconds=rest)
    return duration(round(seconds / 60))
