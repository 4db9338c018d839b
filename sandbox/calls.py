"""One call of the Bot API side: reading it, playing it, answering it."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web

from sandbox.errors import ApiError, Json, bad
from sandbox.journal import dump
from sandbox.methods import METHODS, Call, chats, edit, profile, send, topics
from sandbox.schema import Upload, known_methods
from sandbox.schema import params as check_params
from sandbox.state import Bot, World

__all__ = ["chats", "edit", "profile", "send", "topics"]  # they register their methods when imported
MOST_BYTES = 51 << 20
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


async def read(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """Parameters from query, form, multipart or JSON; files by their part name."""
    raw: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json" and request.can_read_body:
        try:
            body = json.loads(await request.read() or b"{}")
        except ValueError:
            bad("can't parse JSON object")
        if not isinstance(body, dict):
            bad("can't parse JSON object: expected an object")
        raw |= body
    elif request.can_read_body:
        form = await request.post()
        for name in form:
            value = form[name]
            if isinstance(value, web.FileField):
                upload = Upload(value.filename or "file", value.file.read(), value.content_type)
                uploads[name] = upload
            elif name in raw or len(form.getall(name)) > 1:
                bad(f'parameter "{name}" is given twice')
            else:
                raw[name] = value
    return raw, uploads


def place_uploads(raw: Json, uploads: dict[str, Upload]) -> Json:
    """A file stands under its field name, or is named by attach:// somewhere."""
    text = dump(raw)
    placed = dict(raw)
    for name, upload in uploads.items():
        if f"attach://{name}" not in text:
            placed[name] = upload
    return placed


class Server:
    """Plays calls on the world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.in_flight = 0
        self.calls = 0
        self.on_call: Callable[[], None] = lambda: None

    def bot(self, token: str) -> Bot:
        for bot in self.world.bots.values():
            if bot.token == token:
                return bot
        raise ApiError(401, "Unauthorized")

    async def handle(self, request: web.Request) -> web.StreamResponse:
        token, _, path = request.match_info["rest"].partition("/")
        method = path.removeprefix("test/").strip("/")
        started, polling = time.perf_counter(), method.lower() == "getupdates"
        raw: Json = {}
        self.calls += 1
        self.in_flight += not polling
        try:
            try:
                bot = self.bot(token)
                raw, uploads = await read(request)
                status, text, effects = await self.play(bot, method, raw, uploads)
            except web.HTTPRequestEntityTooLarge:
                status, text, effects = 413, dump(ApiError(413, "Request Entity Too Large").body()), {}
            except ApiError as fault:
                status, text, effects = fault.code, dump(fault.body()), {}
            self.note(method, raw, None if "drop" in effects else status, text, time.perf_counter() - started)
            return await self.answer(request, status, text, effects)
        finally:
            self.in_flight -= not polling
            self.on_call()

    async def play(self, bot: Bot, method: str, raw: Json, uploads: dict[str, Upload]) -> tuple[int, str, Json]:
        """Status, body, and the fault that meets the call."""
        effects = self.world.faults.strike(method, str(raw.get("chat_id", "")))
        if effects.get("delay"):
            await asyncio.sleep(effects["delay"])
        before = effects.get("drop") == "before" or "body" in effects or "status" in effects
        if before:
            self.world.journal.add("fault", method=method, effects=effects)
            if "body" in effects or "status" not in effects:
                return effects.get("status", 502), effects.get("body", ""), effects
            described = effects.get("description", "Internal Server Error")
            planned = ApiError(effects["status"], described, **(effects.get("parameters") or {}))
            return planned.code, dump(planned.body()), effects
        text = await self.run(bot, method, raw, uploads)
        if effects:
            self.world.journal.add("fault", method=method, effects=effects)
        return 200, text, effects

    async def run(self, bot: Bot, method: str, raw: Json, uploads: dict[str, Upload]) -> str:
        name = known_methods().get(method.lower())
        if name is None:
            raise ApiError(404, "Not Found: method not found")
        if name != "getUpdates" and name not in METHODS:
            raise ApiError(501, f"Not Implemented: {name} is not modelled by the sandbox")
        params = check_params(name, place_uploads(raw, uploads))
        if name == "getUpdates":
            if bot.hook:
                raise ApiError(409, WEBHOOK_ACTIVE)
            items = await bot.queue.poll(params)
            return '{"ok":true,"result":[' + ",".join(item.text for item in items) + "]}"
        result: Any = METHODS[name](Call(self.world, bot, name, params, uploads))
        return '{"ok":true,"result":' + dump(result) + "}"

    def note(self, method: str, raw: Json, status: int | None, text: str, seconds: float) -> None:
        if method.lower() == "getupdates":
            if text == '{"ok":true,"result":[]}':
                return
            text = dump(text[:200]) if status == 200 else text
        try:
            response = json.loads(text)
        except ValueError:
            response = text
        shown = {"status": status, "response": response, "ms": round(seconds * 1000, 1)}
        self.world.journal.add("call", method=method, params=raw, **shown)

    async def answer(self, request: web.Request, status: int, text: str, effects: Json) -> web.StreamResponse:
        if "drop" in effects:
            if request.transport:
                request.transport.abort()
            return web.Response()
        headers = {}
        kind = "text/html" if "body" in effects and text.lstrip().startswith("<") else "application/json"
        if status == 429 and text.startswith("{"):
            wait = json.loads(text).get("parameters", {}).get("retry_after")
            headers = {"Retry-After": str(wait)} if wait else {}
        body = text.encode()
        if effects.get("truncate"):
            body = body[: len(body) // 2]
        return web.Response(status=status, body=body, content_type=kind, headers=headers)
