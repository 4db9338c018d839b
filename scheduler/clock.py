"""APScheduler as an alarm clock in memory: it says « look again », never what is due."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """Rings every few seconds, and once at start, with the house's own time.

    A ring still busy when the next one comes is not started twice; rings missed while the loop was blocked
    become one. A ring that raises is logged by the library and the next one comes all the same.
    """

    now: Callable[[], datetime]
    ring: Callable[[datetime], Awaitable[None]]
    every: float = 2.0

    async def run(self) -> None:
        """Ring until cancelled. The library is loaded here, once people are listened to."""
        from apscheduler.jobstores.memory import MemoryJobStore
        from apscheduler.schedulers.asyncio import AsyncIOScheduler
        from apscheduler.triggers.interval import IntervalTrigger

        alarm = AsyncIOScheduler(jobstores={"default": MemoryJobStore()}, timezone=UTC)
        alarm.add_job(self._ring, IntervalTrigger(seconds=self.every, timezone=UTC), next_run_time=datetime.now(UTC),
                      coalesce=True, max_instances=1, misfire_grace_time=None)
        alarm.start()
        try:
            await asyncio.Event().wait()
        finally:
            alarm.shutdown(wait=False)

    async def _ring(self) -> None:
        with suppress(asyncio.CancelledError):  # only our own stop cancels it, and a stop is no fault to log
            await self.ring(self.now())
