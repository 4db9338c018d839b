"""One port of this machine: who connects and asks nothing is shut out; the last word of a path says who answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from bot.logs import TOWN

HOST = "127.0.0.1"
MOST_BYTES = 1_000_000
PATIENCE = 10.0  # seconds for a first request
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Port:
    """`names`: who answers here, "" to whatever is asked; `known`: who did at some time."""

    names: dict[str, Answer] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    silent: set[asyncio.Protocol] = field(default_factory=set)
    runner: web.AppRunner | None = None
    door: asyncio.Server | None = None

    async def receive(self, request: web.Request) -> web.StreamResponse:
        self.silent.discard(request.protocol)
        name = request.path.rstrip("/").rpartition("/")[2]
        answer = self.names.get(name) or self.names.get("")
        if answer is None:
            return web.Response(status=503 if name in self.known else 404)
        town = TOWN.set(name if name in self.names else "")  # whatever is logged meanwhile names it
        try:
            return await answer(request)
        finally:
            TOWN.reset(town)

    async def open(self, number: int) -> None:
        app = web.Application(client_max_size=MOST_BYTES)
        app.router.add_route("*", "/{path:.*}", self.receive)
        self.runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
        await self.runner.setup()
        self.door = await asyncio.get_running_loop().create_server(self._answered, HOST, number)

    def _answered(self) -> asyncio.Protocol:
        assert self.runner is not None
        assert self.runner.server is not None
        one = self.runner.server()
        self.silent.add(one)
        asyncio.get_running_loop().call_later(PATIENCE, self._shut_out, one)
        return one

    def _shut_out(self, one: web.RequestHandler) -> None:
        """aiohttp waits for a first request as long as it takes."""
        if one in self.silent:
            self.silent.discard(one)
            if one.transport is not None:
                one.transport.abort()

    async def close(self) -> None:
        if self.door:
            self.door.close()
        if self.runner:
            await self.runner.cleanup()
