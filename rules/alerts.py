"""An alert: opened by hand, with two people's yes, lifted by hand or gone out by itself after two days. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LASTS = timedelta(hours=48)
SILENCE = timedelta(minutes=10)
"""Without an answer of a second person for that long, whoever asked may send it alone; it is written down."""
RECALLED = timedelta(hours=2)
FORGOTTEN = timedelta(hours=3)
"""What nobody answered and its author left there is dropped: the weather has changed since."""
REPORTED = (timedelta(minutes=1), timedelta(minutes=10))
FEW, FEW_PEOPLE = 3, 5
TEXT_LENGTH = 300
WHOLE = "tout"


class AlertState(StrEnum):
    """ASKED: waits for a second person. REHEARSED: as far as a rehearsal goes. LAPSED: not renewed, nobody was told."""

    ASKED = "asked"
    ON = "on"
    REHEARSED = "rehearsed"
    LIFTED = "lifted"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    DROPPED = "dropped"


S = AlertState
STEPS: Mapping[AlertState, frozenset[AlertState]] = {
    S.ASKED: frozenset({S.ON, S.REHEARSED, S.REFUSED, S.DROPPED}),
    S.ON: frozenset({S.LIFTED, S.LAPSED, S.WITHDRAWN}),
    S.LAPSED: frozenset({S.ON, S.LIFTED}),
}


def came_from(to: AlertState) -> tuple[AlertState, ...]:
    return tuple(state for state, steps in STEPS.items() if to in steps)


@dataclass(frozen=True, slots=True)
class Alert:
    """campaign: of the message; also what the alert is numbered by. communes: none is the whole town.

    text: a sentence of the content, unless `own`: then the words of whoever corrected it.
    """

    campaign: int
    theme: str
    state: AlertState
    rehearsal: bool
    asked_at: datetime
    until: datetime | None = None
    opened_at: datetime | None = None
    communes: tuple[str, ...] = ()
    text: str = ""
    own: bool = False
    author: int | None = None
    second: int | None = None
    code: str = ""


def may_go_alone(alert: Alert, now: datetime) -> bool:
    return alert.state is AlertState.ASKED and now - alert.asked_at >= SILENCE


def overlaps(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two territories share a commune; the whole town shares with every one."""
    return not one or not other or bool(set(one) & set(other))


def covers(communes: Collection[str], commune: str | None) -> bool:
    return not communes or commune in communes


def shown(count: int) -> int:
    """How many said « Vu », as a group may read it: nothing below three."""
    return count if count >= FEW else 0
