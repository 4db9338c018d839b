"""Each person's updates in their order: what waits for the network holds up nobody but the person who asks.

An update is unfinished from its taking until its effects are committed. Nothing of it is kept but in memory: one that
is never finished is never acknowledged either, so it comes again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from collections.abc import Set as AnySet
from dataclasses import dataclass, field
from typing import Any

from bot.batch import Lookup
from bot.dialogue import Result
from rules.deliveries import Post
from rules.incoming import Incoming
from scheduler.finish import finish

log = logging.getLogger(__name__)
MOST_SECONDS, MOST_ROUNDS = 6.0, 6
Handle = Callable[[list[Incoming], dict[Lookup, Any], AnySet[int]], Awaitable[Result]]


@dataclass(slots=True)
class Line:
    """What one person waits for, in order. `passed`: let through by the gate; `patience`: seconds left."""

    updates: list[Incoming]
    asked: Lookup | None
    passed: set[int]
    known: dict[Lookup, Any] = field(default_factory=dict)
    patience: float = MOST_SECONDS
    rounds: int = 0


@dataclass(slots=True)
class Lines:
    """`look_up`: what the network says, in so many seconds at most. `speak`: says what a line has committed."""

    handle: Handle
    look_up: Callable[[Lookup, float], Awaitable[Any]]
    speak: Callable[[list[Post]], None]
    lines: dict[int, Line] = field(default_factory=dict)
    unfinished: dict[int, asyncio.Future[None]] = field(default_factory=dict)
    begun: asyncio.Queue[int] = field(default_factory=asyncio.Queue)
    moved: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, incoming: Iterable[Incoming]) -> list[Post]:
        """Handle what nobody waits before, and return what it says; the rest is finished by `following`."""
        now: list[Incoming] = []
        for one in incoming:
            line = self.lines.get(one.lane)
            if one.update in self.unfinished:
                continue
            if line is None:
                now.append(one)
            else:
                self._begin(line.updates, one)
        if not now:
            return []
        result = await self.handle(now, {}, frozenset())
        for one, wanted in result.waiting:
            if one.lane not in self.lines:
                self.lines[one.lane] = Line([], wanted, set())
                self.begun.put_nowait(one.lane)
            self.lines[one.lane].passed.add(one.update)
            self._begin(self.lines[one.lane].updates, one)
        return result.posts

    async def following(self) -> None:
        """Ask the network for each line, and finish what waits there, until cancelled."""
        try:
            async with asyncio.TaskGroup() as group:
                while True:
                    group.create_task(self._follow(await self.begun.get()))
        finally:
            for end in self.unfinished.values():
                end.cancel()

    async def _follow(self, lane: int) -> None:
        line, loop = self.lines[lane], asyncio.get_running_loop()
        while line.updates:
            if line.asked is not None:
                began = loop.time()
                line.known[line.asked] = await self.look_up(line.asked, line.patience)
                line.patience -= loop.time() - began
            await finish(self._play(line))
        del self.lines[lane]

    async def _play(self, line: Line) -> None:
        """Once more from the first that waits, with what is known by now."""
        these = list(line.updates)
        result = await self.handle(these, line.known, line.passed)
        self.speak(result.posts)
        waiting = {one.update for one, _wanted in result.waiting}
        line.rounds = line.rounds + 1 if these[0].update in waiting else 0
        if line.rounds > MOST_ROUNDS:
            log.error("update %d never stopped asking", these[0].update,
                      extra={"event": "update_asking", "update": these[0].update})
            waiting.discard(these[0].update)
            line.rounds = 0
        line.passed |= waiting
        line.asked = result.waiting[0][1] if waiting else None
        done = {one.update for one in these} - waiting
        line.updates = [one for one in line.updates if one.update not in done]
        for update in done:
            self._end(update)

    def _begin(self, updates: list[Incoming], one: Incoming) -> None:
        updates.append(one)
        self.unfinished[one.update] = asyncio.get_running_loop().create_future()

    def _end(self, update: int) -> None:
        end = self.unfinished.pop(update)
        if not end.done():
            end.set_result(None)
        self.moved.set()
