"""What an author is told of their own deliveries. Worded in bot/words/deliveries.py."""

from __future__ import annotations

from dataclasses import dataclass

from rules.messages import kind


@kind("deliveries.late")
@dataclass(frozen=True, slots=True)
class TooLate:
    """To the author: `count` deliveries were past their time and were not sent."""

    count: int


@kind("deliveries.waits")
@dataclass(frozen=True, slots=True)
class WaitsOutside:
    """To who asked: the group takes no message for now; the card leaves as soon as it does."""

    group: str


@kind("deliveries.shown")
@dataclass(frozen=True, slots=True)
class ShownAtLast:
    """To who asked: the card that waited is in the group."""

    group: str


@kind("deliveries.never")
@dataclass(frozen=True, slots=True)
class NeverShown:
    """To who asked: the card could not be shown in the group."""

    group: str


@kind("deliveries.erase")
@dataclass(frozen=True, slots=True)
class Erase:
    """No words: the second copy of a message, `number` in its chat, is taken away."""

    number: int
