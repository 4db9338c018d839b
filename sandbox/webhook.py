"""Updates pushed to a loopback address, as Telegram pushes them."""

import asyncio
import json
from contextlib import suppress

import aiohttp
from aiohttp import web

from sandbox.calls import Server
from sandbox.errors import ApiError
from sandbox.state import Bot, Hook
from sandbox.updates import Item

LONGEST, OBEYED = 60.0, 3600.0
SECRET = "X-Telegram-Bot-Api-Secret-Token"


class Webhooks:
    """One watcher; one task per lane (a chat, or a person for taps), so each stays in order."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.lanes: dict[tuple[int, str], asyncio.Task[None]] = {}
        self.session: aiohttp.ClientSession | None = None
        server.on_call = self.look

    def look(self) -> None:
        """After every call: bots that have a webhook ring at each update."""
        for bot in self.server.world.bots.values():
            if bot.hook and bot.queue.on_push is None:
                bot.queue.on_push = lambda bot=bot: self.ring(bot)
                self.ring(bot)
            elif not bot.hook:
                bot.queue.on_push = None

    def ring(self, bot: Bot) -> None:
        for key in {item.key for item in bot.queue.items}:
            busy = self.lanes.get((bot.id, key))
            open_ = sum(not lane.done() for lane in self.lanes.values())
            if (busy is None or busy.done()) and bot.hook and open_ < bot.hook.connections:
                self.lanes[bot.id, key] = asyncio.create_task(self.run(bot, key))

    async def run(self, bot: Bot, key: str) -> None:
        wait, first = 0.0, self.server.world.limits.rates.webhook_retry
        while bot.hook:
            bot.queue.purge()
            item = next((item for item in bot.queue.items if item.key == key), None)
            if item is None:
                break
            refused = await self.push(bot, bot.hook, item)
            if refused is None:
                bot.queue.remove(item)
                wait = 0.0
                continue
            if wait or refused:
                await asyncio.sleep(max(wait, refused))
            wait = min(LONGEST, wait * 2 or first)
        self.lanes.pop((bot.id, key), None)
        if bot.hook:
            self.ring(bot)

    async def push(self, bot: Bot, hook: Hook, item: Item) -> float | None:
        """None when accepted, else the seconds asked for by Retry-After."""
        self.session = self.session or aiohttp.ClientSession()
        headers = {"Content-Type": "application/json"} | ({SECRET: hook.secret} if hook.secret else {})
        self.server.calls += 1
        try:
            async with self.session.post(hook.url, data=item.text.encode(), headers=headers) as answer:
                body = await answer.text()
                if 200 <= answer.status < 300:
                    await self.reply(bot, body)
                    return None
                error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                asked = answer.headers.get("Retry-After", "0")
        except (aiohttp.ClientError, TimeoutError) as fault:
            error, asked = f"Connection failed: {type(fault).__name__}", "0"
        hook.error, hook.error_at = error, self.server.world.date()
        return min(OBEYED, float(asked)) if asked.isdigit() else 0.0

    async def reply(self, bot: Bot, body: str) -> None:
        """A 2xx body may carry one call; nobody sees its result."""
        with suppress(ValueError):
            call = json.loads(body) if body.strip() else None
            if not isinstance(call, dict) or "method" not in call:
                return
            method = str(call.pop("method"))
            try:
                status, text = 200, await self.server.run(bot, method, call, {})
            except ApiError as fault:
                status, text = fault.code, json.dumps(fault.body())
            self.server.note(method, call | {"in_webhook_answer": True}, status, text, 0.0)

    async def close(self, _: web.Application) -> None:
        for lane in list(self.lanes.values()):
            lane.cancel()
        if self.session:
            await self.session.close()
