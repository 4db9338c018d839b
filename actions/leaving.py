"""What ends with somebody who goes: each feature says its own, and is called whichever way they go.

    @when_they_go
    def let_go(desk: Desk, person: int) -> None: ...

They leave the neighbourhood, are erased (also from an old backup), or cut the bot off. The rows are still there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from actions.desk import Desk

Going: TypeAlias = Callable[[Desk, int], None]
GOINGS: list[Going] = []


def when_they_go(going: Going) -> Going:
    GOINGS.append(going)
    return going


def gone(desk: Desk, person: int) -> None:
    for going in GOINGS:
        going(desk, person)
