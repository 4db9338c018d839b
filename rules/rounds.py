"""Rounds of doorsteps during an alert: who wishes to be seen, who goes, what was found. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rules.words import Words, _

PATIENCE = timedelta(hours=2)
"""A doorstep that its volunteer said nothing of for that long is given back."""
AGAIN = timedelta(hours=2)
"""Nobody opened: it is tried once more after that, then whoever looks after the street is told."""
MOST_TRIES = 2
CALLED = timedelta(hours=1)
"""A volunteer who was called to a doorstep and did not open it in that time is not counted on."""
WAVE = timedelta(minutes=30)
EACH, ASKED_FOR_ONE, LOOKED_AT = 15, 4, 100
"""Doorsteps one volunteer may see; people asked for one who goes; people looked at in one wave."""
KEPT = timedelta(days=7)
LONGEST_WHO, MOST_OWN = 120, 2


class RoundState(StrEnum):
    OPEN = "open"
    OVER = "over"


class DoorState(StrEnum):
    """WAITING: for a volunteer. GIVEN: to one. HELP, SILENT: for whoever looks after the street. SETTLED: by them."""

    WAITING = "waiting"
    GIVEN = "given"
    SEEN = "seen"
    HELP = "help"
    SILENT = "silent"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class Found(StrEnum):
    """What a volunteer says at a doorstep."""

    SEEN = "seen"
    HELP = "help"
    SILENT = "silent"


class HelperState(StrEnum):
    """STOPPED: said yes, and gave back; may go on at any time."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    STOPPED = "stopped"


S = DoorState
TO_SEE = (S.WAITING, S.GIVEN)
REFERENTS = (S.HELP, S.SILENT)
"""What waits for whoever looks after the street."""
COVERED = (S.SEEN, S.HELP, S.SILENT, S.SETTLED)
STATE_WORDS: dict[DoorState, Words] = {
    S.WAITING: _("⏳ à voir"), S.GIVEN: _("🚶 quelqu’un y va"), S.SEEN: _("✅ vu, tout va bien"),
    S.HELP: _("🆘 besoin d’aide"), S.SILENT: _("🔕 deux fois sans réponse"), S.SETTLED: _("✅ réglé"),
    S.WITHDRAWN: _("↩ ne souhaite plus")}


@dataclass(frozen=True, slots=True)
class Round:
    id: int
    alert: int
    state: RoundState
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RoundStreet:
    id: int
    round: int
    zone: int
    label: str


@dataclass(frozen=True, slots=True)
class Door:
    """who: how to find them, as it was typed. asker: who asked for themselves; by: who typed it for somebody."""

    id: int
    street: int
    round: int
    zone: int
    label: str
    who: str
    state: DoorState
    tries: int
    asker: int | None
    by: int | None
    volunteer: int | None
    given_at: datetime | None


@dataclass(frozen=True, slots=True)
class Helper:
    """door: the one they have in hand. card: the message of theirs where it is read."""

    id: int
    round: int
    street: int
    person: int
    state: HelperState
    door: int | None = None
    card: int | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of one street: how many asked, how many were seen or tried, how many wait for whoever looks after it."""

    zone: int
    asked: int
    covered: int
    open: int


def missing(waiting: int, active: int) -> int:
    """How many more volunteers these doorsteps want."""
    return max(0, -(-waiting // EACH) - active)


def next_state(found: Found, tries: int) -> tuple[DoorState, int]:
    """What a doorstep becomes, and how often nobody opened."""
    if found is not Found.SILENT:
        return DoorState(found), tries
    return (S.SILENT if tries + 1 >= MOST_TRIES else S.WAITING), tries + 1
