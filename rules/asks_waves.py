"""Whom is asked next for a need, and how many at a time: few while there is time, more when it is for today, then the
group's card, then whoever looks after the street. The first who says yes ends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import TypeAlias

FEWEST = 5  # fewer who may be asked: the group at once
FEW, FEW_TODAY = (3,), (5, 10, 5)
MOST_AT_ONCE = 5
ENOUGH_KNOWN = 60  # asks of a zone from which on its own rate of yes is believed
A_GOOD_RATE = 0.05  # at least this share of yes: three are enough
PATIENCE, PATIENCE_TODAY = timedelta(hours=4), timedelta(hours=1)
CARD_AFTER = timedelta(hours=48)
ALONE_ON_A_CARD = timedelta(hours=24)  # then whoever looks after the street is told
CALL_WHEN_LATE = timedelta(hours=1)


class Phase(StrEnum):
    """How far asking has come: people one by one, then a card in the group, then who looks after the street."""

    ASKING = "asking"
    GROUP = "group"
    CALLED = "called"


@dataclass(frozen=True, slots=True)
class Rate:
    """What a zone answers to asks: how many were said yes to, of how many. Of the zone, never of a person."""

    asked: int = 0
    yes: int = 0

    @property
    def known(self) -> float | None:
        return self.yes / self.asked if self.asked >= ENOUGH_KNOWN else None


@dataclass(frozen=True, slots=True)
class Outlook:
    """A need as its next wave sees it.

    wave: how many there were. asked: how many people that was. left: who may still be asked now. most: how many people
    in all. since: when it was asked for, or open again. group: whether a card may go into a group of the asker's.
    """

    wave: int
    asked: int
    left: int
    since: datetime
    starts: datetime
    today: bool
    group: bool
    most: int
    rate: Rate = Rate()


@dataclass(frozen=True, slots=True)
class Wave:
    size: int
    patience: timedelta


@dataclass(frozen=True, slots=True)
class Card:
    """The group's turn."""


Step: TypeAlias = "Wave | Card | None"


def next_wave(need: Outlook, now: datetime) -> Step:
    """None: there is nobody left to ask, and no group that could see it."""
    patience = PATIENCE_TODAY if need.today else PATIENCE
    size = min(wave_size(need), need.most - need.asked, need.left)
    few = need.wave == 0 and need.left < FEWEST
    late = need.wave > 0 and now + patience > card_by(need)
    if need.group and (few or late or size <= 0):
        return Card()
    return Wave(size, patience) if size > 0 else None


def wave_size(need: Outlook) -> int:
    """Five, then ten when it is for today; else three, or more where a yes is known to be rare; all of them when they
    are few and no group will see it.
    """
    if need.wave == 0 and not need.group and need.left < FEWEST:
        return need.left
    sizes = FEW_TODAY if need.today else FEW
    size = sizes[min(need.wave, len(sizes) - 1)]
    rate = need.rate.known
    if need.today or rate is None or rate >= A_GOOD_RATE:
        return size
    return min(MOST_AT_ONCE, ceil(size * A_GOOD_RATE / max(rate, 0.001)))


def card_by(need: Outlook) -> datetime:
    """When the group must see it: halfway to the moment, after two days at most."""
    return need.since + min(CARD_AFTER, (need.starts - need.since) / 2)
