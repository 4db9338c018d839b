"""How one town does at this moment, for /ready and /metrics: words of a fixed list and figures, nobody's name or id."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine

from bot.clocks import SystemClock
from bot.hands import in_thread
from bot.parts import Place
from bot.service import Service
from rules.deliveries import Outcome, Post, Speaker
from storage import vitals
from storage.away import is_away
from storage.schema import OldSchema

log = logging.getLogger(__name__)
PATIENCE = 3.0
FRESH = 1.0  # seconds: whoever asks more often reads the same


class Why(StrEnum):
    """Why a town is not ready."""

    STOPPED = "stopped"
    SETTINGS = "settings_refused"
    TOKEN = "token_refused"  # noqa: S105 - a word of /ready
    DATABASE = "database_away"
    SCHEMA = "schema_old"
    NOBODY = "nobody_sends"


@dataclass(slots=True)
class Counted:
    """A speaker, and what became of what it was given."""

    speaker: Speaker
    outcomes: Counter[str] = field(default_factory=Counter)

    async def deliver(self, post: Post) -> Outcome:
        outcome = await self.speaker.deliver(post)
        self.outcomes[type(outcome).__name__.lower()] += 1
        return outcome


@dataclass(frozen=True, slots=True)
class Look:
    """`whys` is empty for a town that is ready; `vitals` is missing while its database does not answer."""

    whys: tuple[Why, ...]
    vitals: vitals.Vitals | None = None
    holds: bool = False
    updates: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    saved: datetime | None = None


@dataclass(slots=True)
class Vital:
    place: Place
    service: Service
    counted: Counted
    reader: Engine
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="vitals"))
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    known: tuple[float, Look] | None = None

    async def look(self) -> Look:
        async with self.asking:
            at = asyncio.get_running_loop().time()
            if self.known is None or at - self.known[0] > FRESH:
                self.known = at, await self._look()
            return self.known[1]

    async def _look(self) -> Look:
        sender, now = self.service.sender, self.service.now()
        found, whys = None, []
        try:
            async with asyncio.timeout(PATIENCE):
                found = await in_thread(self.pool, vitals.look, self.reader, sender.token, now, SystemClock().now())
        except OldSchema:
            whys.append(Why.SCHEMA)
        except Exception as fault:
            if not isinstance(fault, TimeoutError) and not is_away(fault):
                raise
            whys.append(Why.DATABASE)
        if self.service.hands.away and Why.DATABASE not in whys:
            whys.append(Why.DATABASE)
        if found is not None and found.lease <= 0:
            whys.append(Why.NOBODY)
        holds = bool(sender.epoch) and asyncio.get_running_loop().time() <= sender.sure_until
        saved = vitals.last_saved(self.place.settings.database_url, self.place.home)
        return Look(tuple(whys), found, holds, self.service.taken, self.counted.outcomes, saved)

    def close(self) -> None:
        self.pool.shutdown(wait=False, cancel_futures=True)
        self.reader.dispose()


Watched = dict[str, Vital | Why]
"""Each town of this process, or why it is not served."""
