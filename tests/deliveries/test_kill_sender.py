"""kill -9 and frozen senders in the middle of what goes to many: every recipient in a known state, on both engines.

`KILLS=300 python -m pytest -n 0 tests/deliveries/test_kill_sender.py` shows the figures of the promise; a run of the
suite kills twenty times in all. The sandbox answers in 60 ms, the pace is 25 a second.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from rules.deliveries import DeliveryState, Policy, Tally
from sandbox.server import Sandbox
from storage import runs
from storage.engine import transaction
from tests.deliveries.conftest import message_of, people, post, states, until
from tests.world.http.nest import Hatched, hatch

pytestmark = pytest.mark.crash
KILLS = int(os.environ.get("KILLS", "20")) // 2
A_LIFE = 16
"""Messages that a sender says before it is killed, about."""
S = DeliveryState


@dataclass(slots=True)
class Crowd:
    """As many people for each policy, whose phones are in the sandbox; and the senders that write to them."""

    sandbox: Sandbox
    engine: Engine
    url: str
    log: Path
    rows: dict[Policy, list[int]] = field(default_factory=dict)
    values: dict[Policy, list[int]] = field(default_factory=dict)
    lives: int = 0

    async def gather(self, count: int) -> None:
        for policy in Policy:
            made = [await self.sandbox.do("users", {"first_name": "Extra"}) for _ in range(count)]
            for one in made:
                await self.sandbox.do("start", {"user": one["id"]})
            self.values[policy] = [int(one["id"]) for one in made]
            first = self.values[policy][0]
            assert self.values[policy] == [*range(first, first + count)]
            self.rows[policy] = post(self.engine, people(self.engine, count, first), policy=policy)

    @property
    def said(self) -> int:
        return self.sandbox.world.limits.sent

    def copies(self, policy: Policy) -> Counter[int]:
        """How many recipients have so many copies."""
        world = self.sandbox.world
        return Counter(sum(bool(m.get("from", {}).get("is_bot")) for m in world.chat(value).messages.values())
                       for value in self.values[policy])

    def states(self, policy: Policy) -> Counter[DeliveryState]:
        return Counter(states(self.engine, self.rows[policy]))

    def told(self) -> list[Tally]:
        """What an author reads of each, at this instant."""
        messages = [message_of(self.engine, rows[0]) for rows in self.rows.values()]
        with transaction(self.engine) as session:
            return [runs.tally(session, message) for message in messages]

    def is_over(self) -> bool:
        return not any(told.to_send or told.under_way for told in self.told())

    @asynccontextmanager
    async def sender(self, ahead: float | None = None) -> AsyncIterator[Hatched]:
        """One more sender; killed at the end."""
        self.lives += 1
        process = await hatch(
            "tests.deliveries.worker", self.url, self.sandbox.base, str(4.0 * self.lives if ahead is None else ahead),
            "25", env=os.environ, errors=self.log)
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
                process.send_signal(signal.SIGCONT)
            await process.wait()

    async def speaks(self, more: int) -> None:
        before = self.said
        await until(lambda: self.said >= before + more or self.is_over(), 60)


@pytest.fixture
async def crowd(engine: Engine, database_url: str, tmp_path: Path) -> AsyncIterator[Crowd]:
    async with Sandbox(port=0) as sandbox:
        await sandbox.do("fault", {"method": "sendMessage", "delay": 0.06})
        yield Crowd(sandbox, engine, database_url, tmp_path / "log")


async def test_kill_nine_loses_nobody(crowd: Crowd, record_property: Callable[[str, Any], None]) -> None:
    """At most once: never twice, and whoever may not have it is listed. At least once: everybody has it, twice for a
    few at most. The sums are right at every instant."""
    chance = random.Random(20261127)
    await crowd.gather(max(30, KILLS * A_LIFE // 2))
    for _kill in range(KILLS):
        async with crowd.sender():
            await crowd.speaks(chance.randint(1, A_LIFE))
            await asyncio.sleep(chance.uniform(0.0, 0.15))
        for told, rows in zip(crowd.told(), crowd.rows.values(), strict=True):
            assert sum(astuple(told)) == len(rows)
    async with crowd.sender():
        await until(crowd.is_over, 60 + KILLS)
    once, again = crowd.copies(Policy.AT_MOST_ONCE), crowd.copies(Policy.AT_LEAST_ONCE)
    found = crowd.states(Policy.AT_MOST_ONCE)
    figures = {"kills": KILLS, "uncertain a kill": found[S.UNCERTAIN] / KILLS,
               "not arrived, all uncertain": once[0], "twice a kill, at least once": (again[2] + 2 * again[3]) / KILLS}
    print(figures)
    record_property("kills", figures)
    assert set(once) <= {0, 1}, "at most once"
    assert set(found) <= {S.SENT, S.UNCERTAIN}
    assert once[0] <= found[S.UNCERTAIN] <= 3 * KILLS
    assert again[0] == 0, "at least once"
    assert crowd.states(Policy.AT_LEAST_ONCE) == {S.SENT: len(crowd.rows[Policy.AT_LEAST_ONCE])}
    assert again[2] + 2 * again[3] + 3 * again[4] <= 3 * KILLS


@pytest.mark.parametrize("database_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
async def test_a_frozen_sender_that_wakes_after_a_takeover_doubles_nothing(crowd: Crowd) -> None:
    """It was stopped in the middle of its calls; another has taken over; awake again, it may say « sent », no more.
    (On SQLite a second process is refused: nobody takes over while it is there.)"""
    await crowd.gather(60)
    async with crowd.sender(0.0) as frozen:
        await crowd.speaks(8)
        frozen.send_signal(signal.SIGSTOP)
        under_way = sum(crowd.states(policy)[S.SENDING] for policy in Policy)
        async with crowd.sender(4.0):
            await crowd.speaks(20)
            frozen.send_signal(signal.SIGCONT)
            await until(crowd.is_over, 60)
            await asyncio.sleep(0.5)
    once, again = crowd.copies(Policy.AT_MOST_ONCE), crowd.copies(Policy.AT_LEAST_ONCE)
    assert set(once) <= {0, 1}
    assert once[0] <= crowd.states(Policy.AT_MOST_ONCE)[S.UNCERTAIN] <= under_way
    assert again[0] == 0
    assert again[2] <= under_way
    assert crowd.states(Policy.AT_LEAST_ONCE) == {S.SENT: 60}
