"""Listening by webhook: 200 only after the commit, and the first answer in the body of the reply.

Updates that arrive while a batch is being committed form the next batch. A forged or oversized call is refused
before it is read as an update.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.port import MOST_BYTES, PATIENCE
from rules.deliveries import Post
from scheduler.finish import finish

log = logging.getLogger(__name__)
HEADER = "X-Telegram-Bot-Api-Secret-Token"
MOST_AT_ONCE = 100
MOST_WAITING = 500
Take = Callable[[list[dict[str, Any]]], Awaitable[list[Post]]]
Unfinished = Callable[[dict[str, Any]], "asyncio.Future[None] | None"]
Waiting = tuple[dict[str, Any], "asyncio.Future[list[Post]]"]


@dataclass(slots=True)
class Webhook:
    """`take` commits a batch and returns its answers; `unfinished` is the end of what it has not committed yet; `body`
    makes a reply of an answer; `said` and `say` end the others; `leave` takes no more calls.
    """

    secret: str
    take: Take
    unfinished: Unfinished
    body: Callable[[Post], Awaitable[dict[str, Any] | None]]
    said: Callable[[Post], None]
    say: Callable[[list[Post]], None]
    leave: Callable[[], None] = lambda: None
    waiting: asyncio.Queue[Waiting] = field(default_factory=asyncio.Queue)

    async def receive(self, request: web.Request) -> web.StreamResponse:
        """Calls are taken before `run` too: they wait for it."""
        if request.method != "POST":
            return web.Response(status=405, headers={"Allow": "POST"})
        if not hmac.compare_digest(given_secret(request), self.secret.encode()):
            return web.Response(status=401)
        if self.waiting.qsize() >= MOST_WAITING:
            return web.Response(status=503)
        if request.content_length is None or request.content_length > MOST_BYTES:
            return web.Response(status=413)
        try:
            async with asyncio.timeout(PATIENCE):
                raw = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        except TimeoutError:
            return web.Response(status=408, headers={"Connection": "close"})
        if not isinstance(raw, dict):
            return web.Response(status=400)
        answer: asyncio.Future[list[Post]] = asyncio.get_running_loop().create_future()
        self.waiting.put_nowait((raw, answer))
        return await self._reply(request, await answer)

    async def _reply(self, request: web.Request, posts: list[Post]) -> web.StreamResponse:
        """The first answer travels in the reply; it counts as said once the reply is written."""
        first = await self.body(posts[0]) if posts else None
        if first is None:
            self.say(posts)
            return web.Response()
        response = web.json_response(first)
        await response.prepare(request)
        await response.write_eof()
        self.said(posts[0])
        self.say(posts[1:])
        return response

    async def committing(self) -> None:
        """Commit what waits, batch after batch; a batch that fails is answered 500 and comes again."""
        while True:
            batch = [await self.waiting.get()]
            while not self.waiting.empty() and len(batch) < MOST_AT_ONCE:
                batch.append(self.waiting.get_nowait())
            await finish(self._commit(batch))

    async def _commit(self, batch: list[Waiting]) -> None:
        try:
            posts = await self.take([raw for raw, _answer in batch])
        except Exception as fault:
            refuse(batch)
            log.exception("a webhook batch failed: %s", type(fault).__name__, extra={"event": "webhook_failed"})
            raise
        share([one for one in batch if not self._is_put_off(*one)], posts)

    def _is_put_off(self, raw: dict[str, Any], answer: asyncio.Future[list[Post]]) -> bool:
        """What waits for the network is answered at its own end: its words leave by themselves then."""
        end = self.unfinished(raw)
        if end is None:
            return False

        def ended(end: asyncio.Future[None]) -> None:
            if end.cancelled():
                refuse([(raw, answer)])
            elif not answer.done():
                answer.set_result([])

        end.add_done_callback(ended)
        return True

    async def run(self) -> None:
        """Commit what comes until cancelled; then nobody calls any more, and who waits calls again."""
        try:
            await self.committing()
        finally:
            self.leave()
            refuse([self.waiting.get_nowait() for _one in range(self.waiting.qsize())])


def given_secret(request: web.Request) -> bytes:
    """As it came: whatever bytes a stranger sends are compared, never decoded."""
    return request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")


def refuse(batch: list[Waiting]) -> None:
    """500: whoever called will call again."""
    for _raw, answer in batch:
        if not answer.done():
            answer.set_exception(web.HTTPInternalServerError())


def share(batch: list[Waiting], posts: list[Post]) -> None:
    """Each update's reply carries the answers of its own chat; what belongs to none goes with the first."""
    by_chat: dict[int, list[Post]] = {}
    for post in posts:
        by_chat.setdefault(post.value, []).append(post)
    chats = [chat_of(raw) for raw, _answer in batch]
    orphans = [p for chat, said in by_chat.items() if chat not in chats for p in said]
    for n, (raw, answer) in enumerate(batch):
        mine = by_chat.pop(chat_of(raw), [])
        if not answer.done():
            answer.set_result(mine + (orphans if n == 0 else []))


def chat_of(raw: dict[str, Any]) -> int:
    """The chat an update came from, read without parsing it whole."""
    query = raw.get("callback_query")
    message = query.get("message") if isinstance(query, dict) else raw.get("message") or raw.get("my_chat_member")
    chat = message.get("chat") if isinstance(message, dict) else None
    return int(chat["id"]) if isinstance(chat, dict) and isinstance(chat.get("id"), int) else 0
