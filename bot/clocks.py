"""The house's clock: the machine's, or the sandbox's when one plays with time."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

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
        while True:
            await self.set()
            await asyncio.sleep(0.4)

    async def set(self) -> None:
        """Once before anything else is done: a start must not act at another hour than the street's."""
        try:
            self.offset = timedelta(seconds=await asyncio.to_thread(offset_at, self.base))
        except (OSError, HTTPException, ValueError, LookupError) as fault:
            log.debug("the sandbox's clock does not answer: %s", type(fault).__name__)


def offset_at(base: str) -> float:
    """Seconds. One short question to a server of this machine: no library, no proxy, no connection kept."""
    server = HTTPConnection(urlsplit(base).netloc, timeout=5)
    try:
        server.request("GET", "/sandbox/clock")
        return float(json.loads(server.getresponse().read())["offset"])
    finally:
        server.close()
