"""/health, /ready and /metrics, on this machine alone. What they say names towns, and nobody and nothing else.

/health: the process answers. /ready: every town is served (/ready/NAME: that one). /metrics: Prometheus' text format.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aiohttp import web

from bot import figures
from bot.logs import faults
from bot.version import version
from bot.vital import Look, Vital, Watched

OF_METRICS = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(slots=True)
class Monitor:
    """`towns`: each one served here, or why it is not."""

    towns: Watched

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if request.method not in ("GET", "HEAD"):
            return web.Response(status=405, headers={"Allow": "GET, HEAD"})
        match request.path.strip("/").split("/"):
            case ["health"]:
                return web.json_response({"alive": True, "version": version()})
            case ["ready"]:
                return ready(await self.look(self.towns))
            case ["ready", name] if name in self.towns:
                return ready(await self.look([name]))
            case ["metrics"]:
                text = figures.text(await self.look(self.towns), faults(), version())
                return web.Response(body=text.encode(), headers={"Content-Type": OF_METRICS})
        return web.Response(status=404)

    async def look(self, names: Iterable[str]) -> Mapping[str, Look]:
        """At all of them together: one that does not answer delays the others by nothing but the wait for it."""
        found = {name: self.towns[name] for name in names}
        looks = await asyncio.gather(*(one.look() for one in found.values() if isinstance(one, Vital)))
        served = iter(looks)
        return {name: next(served) if isinstance(one, Vital) else Look((one,)) for name, one in found.items()}


def ready(looks: Mapping[str, Look]) -> web.Response:
    """503 with the reasons, town by town, unless each is ready; a process that serves nobody is not."""
    whys = {name or "town": [str(why) for why in look.whys] for name, look in looks.items()}
    good = bool(looks) and not any(whys.values())
    return web.json_response({"ready": good, "towns": whys}, status=200 if good else 503)
