"""What an author is told of their own deliveries. Worded in bot/words/deliveries.py."""

from __future__ import annotations

from dataclasses import dataclass

from rules.messages import kind


@kind("deliveries.late")
@dataclass(frozen=True, slots=True)
class TooLate:
    """To the author: `count` deliveries were past their time and were not sent."""

    count: int
