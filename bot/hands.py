"""Storage's work off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from storage.engine import transaction

T = TypeVar("T")


class Hands:
    """Runs storage functions off the event loop: one thread for SQLite, several for PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.pool = ThreadPoolExecutor(1 if engine.dialect.name == "sqlite" else 8, thread_name_prefix="storage")

    async def run(self, function: Callable[..., T], *args: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.pool, function, *args)

    async def work(self, function: Callable[[Session], T]) -> T:
        """`function(session)` in a transaction of its own."""

        def inside() -> T:
            with transaction(self.engine) as session:
                return function(session)

        return await self.run(inside)
