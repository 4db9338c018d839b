"""What the agenda may look at: `@when("help.remind")` names the action that looks, with its subject's number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from actions.desk import Desk
from rules.schedules import Due

Look: TypeAlias = Callable[[Desk, int], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """every: it always has a next look, that long after this one unless it says another itself (subject 0)."""

    look: Look
    every: timedelta | None = None


ENTRIES: dict[str, Entry] = {}
RINGS: dict[str, Callable[[Desk, Due], None]] = {}


def when(what: str, *, every: timedelta | None = None) -> Callable[[Look], Look]:
    def register(look: Look) -> Look:
        assert what not in ENTRIES, f"{what} is looked at by two actions"
        ENTRIES[what] = Entry(look, every)
        return look

    return register


def rings(kind: str) -> Callable[[Callable[[Desk, Due], None]], Callable[[Desk, Due], None]]:
    """What is done when a plan of this kind rings."""

    def register(ring: Callable[[Desk, Due], None]) -> Callable[[Desk, Due], None]:
        assert kind not in RINGS, f"{kind} is rung by two actions"
        RINGS[kind] = ring
        return ring

    return register


def standing() -> dict[str, timedelta]:
    """What always has a next look, and how far apart they are."""
    return {what: entry.every for what, entry in ENTRIES.items() if entry.every is not None}


def look(desk: Desk, what: str, subject: int) -> None:
    """KeyError when no action of this version looks at it."""
    entry = ENTRIES[what]
    if entry.every is not None:
        desk.later(what, subject, entry.every)
    entry.look(desk, subject)
