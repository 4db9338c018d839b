"""The alarm clock: rings at start and again, one at a time, and a ring that fails stops nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from scheduler.clock import Clock

THEN = datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


async def ring_until(enough: asyncio.Event, ring: Callable[[datetime], Awaitable[None]]) -> None:
    running = asyncio.create_task(Clock(lambda: THEN, ring, every=0.02).run())
    try:
        await asyncio.wait_for(enough.wait(), timeout=10)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_rings_at_once_and_again_with_the_house_s_time() -> None:
    heard: list[datetime] = []
    enough = asyncio.Event()

    async def ring(now: datetime) -> None:
        heard.append(now)
        if len(heard) == 3:
            enough.set()

    await ring_until(enough, ring)
    assert heard[:3] == [THEN] * 3


async def test_a_long_ring_is_not_started_twice(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR, "apscheduler")
    busy = most = rung = 0
    enough = asyncio.Event()

    async def ring(_now: datetime) -> None:
        nonlocal busy, most, rung
        busy, rung = busy + 1, rung + 1
        most = max(most, busy)
        await asyncio.sleep(0.1)
        busy -= 1
        if rung == 2:
            enough.set()

    await ring_until(enough, ring)
    assert most == 1


async def test_a_ring_that_fails_is_logged_and_the_next_comes(caplog: pytest.LogCaptureFixture) -> None:
    rung = 0
    enough = asyncio.Event()

    async def ring(_now: datetime) -> None:
        nonlocal rung
        rung += 1
        if rung == 1:
            raise LookupError("a table is missing")
        enough.set()

    await ring_until(enough, ring)
    assert "a table is missing" in caplog.text


async def test_a_stop_in_the_middle_of_a_ring_is_no_fault(caplog: pytest.LogCaptureFixture) -> None:
    began = asyncio.Event()

    async def ring(_now: datetime) -> None:
        began.set()
        await asyncio.Event().wait()

    with caplog.at_level(logging.ERROR):
        await ring_until(began, ring)
        await asyncio.sleep(0)
    assert not caplog.records
