"""Storage's work off the event loop. While the database is away, it waits: nobody who asks for work hears of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from storage.away import in_its_words, is_away
from storage.engine import StorageError, transaction

log = logging.getLogger(__name__)
T = TypeVar("T")
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0
STOPPED = ("Stopped while the database did not answer: what was said last is not written down, and may be said again; "
           "nothing is lost.")


async def in_thread(pool: ThreadPoolExecutor | None, function: Callable[..., T], *args: Any) -> T:
    """In a thread of the pool (or of the loop's own) that knows whose work it does."""
    return await asyncio.get_running_loop().run_in_executor(pool, copy_context().run, function, *args)


class Away(Exception):
    """The database does not answer; the log has said so."""


class Hands:
    """One thread for SQLite, several for PostgreSQL. `came_back` is called when the database answers again."""

    def __init__(self, engine: Engine, most: int = 8) -> None:
        self.engine = engine
        self.single = engine.dialect.name == "sqlite"
        self.pool = ThreadPoolExecutor(1 if self.single else most, thread_name_prefix="storage")
        self.came_back: Callable[[], None] = lambda: None
        self.away = self.stopping = False
        self.moved = asyncio.Event()

    async def run(self, function: Callable[..., T], *args: Any) -> T:
        """The function must bear being done twice: an answer lost with the connection does not say what was committed.

        Raises StorageError, a sentence, when told to stop while the database is away.
        """
        pause = FIRST_PAUSE
        while True:
            try:
                return await self.once(function, *args)
            except Away as fault:
                if self.stopping:
                    raise StorageError(STOPPED) from fault
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self.moved.wait()
            pause = min(pause * 2, LONGEST_PAUSE)

    async def once(self, function: Callable[..., T], *args: Any) -> T:
        """The same for work that is not waited for. Raises Away."""
        try:
            result = await in_thread(self.pool, function, *args)
        except Exception as fault:
            if not is_away(fault):
                raise
            if not self.away:
                self.away = True
                self.moved.clear()
                log.error("the database does not answer, everything waits for it: %s", in_its_words(fault),
                          extra={"event": "database_away"})
            raise Away from fault
        if self.away:
            self.away = False
            log.warning("the database answers again", extra={"event": "database_back"})
            self.moved.set()
            self.came_back()
        return result

    async def work(self, function: Callable[[Session], T]) -> T:
        """`function(session)` in a transaction of its own."""

        def inside() -> T:
            with transaction(self.engine) as session:
                return function(session)

        return await self.run(inside)

    def close(self) -> None:
        self.pool.shutdown(wait=False, cancel_futures=True)

    def stop_waiting(self) -> None:
        self.stopping = True
        self.moved.set()
