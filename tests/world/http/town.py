"""The real bot as a process of its own, to be killed and started again."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from dataclasses import dataclass, field
from pathlib import Path

from tests.world.http.nest import ROOT, Hatched, hatch
from tests.world.http.scene import TOKEN


@dataclass(slots=True)
class Town:
    """`python -m bot run` (or another part) against a Bot API server at `base`, on the database at `url`."""

    base: str
    url: str
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    part: str = "run"
    folder: Path = ROOT
    process: Hatched | None = None

    async def start(self) -> None:
        """Start, and wait until it says that it listens."""
        wanted = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": self.base, "DATABASE_URL": self.url,
                  "SANDBOX_CLOCK": "true", "LOG_LEVEL": "INFO", "PACE_PER_SECOND": "0", "LIMITS": "false"}
        self.process = await hatch("bot", "--env", "-", self.part, folder=self.folder, errors=self.log,
                                   env=dict(os.environ) | {"PYTHONPATH": str(ROOT)} | wanted | self.environment)
        line = await asyncio.wait_for(self.process.stdout.readline(), 60)
        assert b"listening" in line or b"ready to deliver" in line, self.log.read_text()[-3000:]

    async def kill(self) -> None:
        """kill -9: no farewell, nothing finished."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        if self.process.returncode is None:
            self.process.send_signal(how)
            try:
                await asyncio.wait_for(self.process.wait(), 15)
            except TimeoutError:
                self.process.kill()
                await self.process.wait()
        self.process = None


async def keep_killing(town: Town, chance: random.Random, times: int) -> None:
    """kill -9 and start again, at any moment: while it starts, waits for its lease, or is in full speech."""
    for _kill in range(times):
        await asyncio.sleep(chance.uniform(0.05, 2.5))
        await town.kill()
        await town.start()
