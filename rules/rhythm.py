"""The rhythm of the year: when each occasion of a group may be said, and how long a silent group is left to itself.

A post of the rhythm is the last that a group hears: one a week at most, and none while somebody else's fill the week.
An occasion has days of its own, not one day: on a holiday, a Sunday or in a full week, it waits for the next open one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from typing import TypeAlias

from rules.civil import DAY, Closed, instant
from rules.manners import ANIMATION_A_WEEK, is_workday
from rules.words import Words, _

AT = time(11)
"""An hour of its own: the geste of the day has left, and nobody sleeps."""
RHYTHM = "rhythm"
IDEA, HEROES, APERO, WEEK, SILENCE = "idea", "heroes", "apero", "week", "silence"
VOTED = timedelta(days=10)
THURSDAY = 3
"""Until then, the second post of a week is left to whoever has something to say."""
When: TypeAlias = Callable[[date], str | None]
"""The name of the time that a day belongs to, in which an occasion is said once; None out of its days."""


class Silence(IntEnum):
    """How many days a group has been silent for: what is done then."""

    NONE = 0
    ASK = 14
    KIT = 30
    MONTHLY = 60


STEPS = (Silence.NONE, Silence.ASK, Silence.KIT, Silence.MONTHLY)


def monthly(first: int, last: int) -> When:
    return lambda day: f"{day:%Y-%m}" if first <= day.day <= last else None


def yearly(*months: int, first: int = 1, last: int = 31) -> When:
    return lambda day: f"{day:%Y-%m}" if day.month in months and first <= day.day <= last else None


def weekly(day: date) -> str:
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


@dataclass(frozen=True, slots=True)
class Lived:
    """What a group has heard and how it fares, on a day of its own.

    silence: as far as the ladder has gone. off: occasions its admin does without. said: (occasion, time) that it had.
    posts: of animation, in this week; ours: of them, how many are of the rhythm.
    """

    day: date
    silence: Silence = Silence.NONE
    off: frozenset[str] = frozenset()
    said: frozenset[tuple[str, str]] = frozenset()
    posts: int = 0
    ours: int = 0


def is_due(word: str, when: When, lived: Lived, closed: Closed) -> bool:
    """Whether this occasion may be said today."""
    period = when(lived.day)
    if period is None or word in lived.off or (word, period) in lived.said or lived.ours:
        return False
    if lived.posts >= ANIMATION_A_WEEK or (lived.posts and lived.day.weekday() < THURSDAY):
        return False
    if lived.silence is Silence.MONTHLY:
        return word == IDEA
    if word == WEEK:
        return lived.posts == 0 and lived.silence is Silence.NONE and lived.day >= last_workday(lived.day, closed)
    return True


def last_workday(day: date, closed: Closed) -> date:
    """Of the week of this day; its Friday where the whole week is closed."""
    monday = day - day.weekday() * DAY
    return next((one for one in (monday + n * DAY for n in (4, 3, 2, 1, 0)) if is_workday(one, closed)),
                monday + 4 * DAY)


def next_step(reached: Silence, since: datetime | None, quiet: Silence, now: datetime) -> Silence:
    """One step at a time, each as long after the one before as the ladder says; back to the ground as soon as there
    is life. quiet: for how long there has been none.
    """
    if quiet is Silence.NONE or reached is Silence.MONTHLY:
        return Silence.NONE if quiet is Silence.NONE else reached
    following = STEPS[STEPS.index(reached) + 1]
    waited = since is None or reached is Silence.NONE or now - since >= timedelta(days=following - reached)
    return following if quiet >= following and waited else reached


def day_begins(day: date, zone: str) -> datetime:
    return instant(day, AT, zone)


CHOICES: dict[str, Words] = {
    "v": _("🥂 Vendredi soir"), "s": _("🥂 Samedi midi"), "d": _("🥂 Dimanche soir"), "n": _("🙏 Pas cette fois")}
NONE_OF_THEM = "n"


def winner(counts: dict[str, int]) -> str | None:
    """The moment that most people chose; None when nobody did. The earliest of the week among equals."""
    found = [one for one in CHOICES if one != NONE_OF_THEM and counts.get(one)]
    return max(found, key=lambda one: (counts[one], -list(CHOICES).index(one)), default=None)
