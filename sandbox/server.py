"""The program: Bot API side, control side and the page, on one loopback port."""

import inspect
import json
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from sandbox import control
from sandbox.calls import MOST_BYTES, Server
from sandbox.control import people, press, talk, watch
from sandbox.control import world as whole
from sandbox.errors import ControlError, Json, refuse
from sandbox.replay import rebuild
from sandbox.state import World
from sandbox.webhook import Webhooks

PAGE = Path(__file__).parent / "page"
__all__ = ["Sandbox", "people", "press", "talk"]  # the verbs register when imported


class Sandbox:
    """`async with Sandbox(port=0) as s:` serves at s.base until the end of the block."""

    def __init__(
        self, port: int = 0, log: Path | None = None, seed: str | None = "street", replay: Path | None = None
    ) -> None:
        """`replay` shows the world of a log, and nothing in it can be changed."""
        self.port = port
        self.world = World(log)
        self.read_only = replay is not None
        if replay:
            rebuild(self.world, replay.read_text(encoding="utf-8").splitlines())
        elif seed:
            whole.seed(self.world, {"name": seed})
        self.server = Server(self.world)
        self.hooks = Webhooks(self.server)
        self.streams = watch.Streams(self.world)
        self.app = web.Application(client_max_size=MOST_BYTES)
        self.app.router.add_route("*", "/bot{rest:[^/]+/.+}", self.server.handle)
        self.app.router.add_get("/file/bot{token}/{path:.+}", self.file)
        self.app.router.add_get("/sandbox/events", self.streams.serve)
        self.app.router.add_get("/sandbox/{verb}", self.read)
        self.app.router.add_post("/sandbox/{verb}", self.write)
        self.app.router.add_get("/{path:.*}", self.page)
        self.app.on_shutdown.append(self.streams.close)
        self.app.on_shutdown.append(self.hooks.close)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        self.runner = web.AppRunner(self.app, handler_cancellation=True, access_log=None, shutdown_timeout=1)
        await self.runner.setup()
        site = web.TCPSite(self.runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self.runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.runner.cleanup()
        self.world.stop()

    async def file(self, request: web.Request) -> web.Response:
        token, path = request.match_info["token"], request.match_info["path"]
        bots = [bot for bot in self.world.bots.values() if bot.token == token]
        for file in self.world.files.values():
            if bots and bots[0].id in file.bots and file.path() == path:
                return web.Response(body=file.data, content_type=file.mime)
        return watch.answer({"ok": False, "error_code": 404, "description": "Not Found"}, 404)

    async def read(self, request: web.Request) -> web.Response:
        name, query, world = request.match_info["verb"], dict(request.query), self.world
        try:
            since = int(query.get("since") or 0)
            match name:
                case "state":
                    return watch.answer(whole.state(world))
                case "limits":
                    return watch.answer(world.limits.report())
                case "clock":
                    world.clock.follow()
                    return watch.answer(whole.clock(world, {}))
                case "calls" | "updates":
                    return watch.lines_of(world, name[:-1], since)
                case "transcript":
                    chat = int(control.need(query, "chat"))
                    return web.Response(text=watch.transcript(world.journal.lines, chat))
                case "keyboard":
                    return watch.answer(watch.keyboard(world, query))
                case "file" if query.get("id") in world.files:
                    file = world.files[query["id"]]
                    return web.Response(body=file.data, content_type=file.mime)
        except (ControlError, ValueError) as fault:
            return watch.answer({"error": str(fault)}, 400)
        return watch.answer({"error": f"There is nothing to read at {name}."}, 404)

    async def page(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["path"] or "index.html"
        path = (PAGE / ("waiting.html" if self.world.curtain and name == "index.html" else name)).resolve()
        if not path.is_relative_to(PAGE) or not path.is_file():
            raise web.HTTPNotFound()
        return web.FileResponse(path, headers={"Cache-Control": "no-cache"})

    async def write(self, request: web.Request) -> web.Response:
        if not _is_ours(request):
            return watch.answer({"error": "Only this page and programs of this machine may do that."}, 403)
        try:
            body = json.loads(await request.read() or b"{}")
            if not isinstance(body, dict):
                raise ControlError("The body must be an object.")
            return watch.answer(await self.do(request.match_info["verb"], body))
        except (ControlError, ValueError, KeyError, TypeError) as fault:
            return watch.answer({"error": f"{fault}" or "That cannot be done."}, 400)

    async def do(self, name: str, body: Json) -> object:
        """A control verb, also callable in-process."""
        if self.read_only:
            refuse("This is a replay: it can only be looked at.")
        if name == "wait":
            return await watch.wait(self.world, body)
        if name == "idle":
            return await watch.idle(self.server, body)
        found = control.find(name, body)(self.world, body)
        return await found if inspect.isawaitable(found) else found


def _is_ours(request: web.Request) -> bool:
    """Another site open in the same browser may neither speak JSON to us nor hide where it comes from."""
    origin = request.headers.get("Origin")
    return request.content_type == "application/json" and origin in (None, f"http://{request.host}")
