"""The house's clock: the machine's, or the sandbox's when one plays with time."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import aiohttp

log = logging.getLogger(__name__)


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class SandboxClock(SystemClock):
    """The machine's time plus the sandbox's offset, asked for twice a second."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.offset = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    async def follow(self) -> None:
        async with aiohttp.ClientSession() as session:
            while True:
                await self.look(session)
                await asyncio.sleep(0.4)

    async def set(self) -> None:
        """Once before anything else is done: a start must not act at another hour than the street's."""
        async with aiohttp.ClientSession() as session:
            await self.look(session)

    async def look(self, session: aiohttp.ClientSession) -> None:
        try:
            async with session.get(f"{self.base}/sandbox/clock") as answer:
                self.offset = timedelta(seconds=float((await answer.json())["offset"]))
        except (aiohttp.ClientError, TimeoutError) as fault:
            log.debug("the sandbox's clock does not answer: %s", type(fault).__name__)
