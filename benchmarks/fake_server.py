"""A Bot API server that is only fast: the people of the benchmark behind long polling, in its own process.

Prints one JSON event a line: `port`, `first_poll`, `start` (the warm-up is over), then `done` or `stalled`.
"""

import argparse
import asyncio
import json
import time
from collections import Counter, deque
from datetime import UTC, datetime
from typing import Any

from benchmarks import script as scripts
from benchmarks.fake_http import Connection, Fields
from benchmarks.people import BOT, Crowd, chat

TRUE = b'{"ok":true,"result":true}'
SPOKEN = {"sendMessage", "editMessageText", "sendPhoto", "sendDocument"}
PLAIN: dict[str, bytes] = {
    "getMe": json.dumps({"ok": True, "result": BOT | {"can_join_groups": True}}).encode(),
    "getWebhookInfo": json.dumps(
        {"ok": True, "result": {"url": "", "has_custom_certificate": False, "pending_update_count": 0}}
    ).encode(),
    "getMyCommands": b'{"ok":true,"result":[]}',
}
STALLED_AFTER = 15.0
LINGER = 30.0  # the runner reads its figures and stops the bot, then this process


def tell(event: str, **values: Any) -> None:
    print(json.dumps({"event": event, "at": time.monotonic()} | values), flush=True)


class FakeServer:
    def __init__(
        self, script: scripts.Script, people: int, warm: int, per_second: float, delay: float, first: int = 0,
        at: datetime | None = None,
    ) -> None:
        self.crowd = Crowd(script, self.publish)
        self.calls: Counter[str] = Counter()
        self.over = asyncio.Event()
        self._people, self._warm, self._per_second, self._delay = people, warm, per_second, delay
        self._first, self._offset = first, (at - datetime.now(UTC)).total_seconds() if at else 0.0
        self._started_at = 0.0
        self._pending: deque[tuple[int, bytes]] = deque()
        self._next_id = first * 100 + 1
        self._messages = 0
        self._poll: tuple[Connection, int] | None = None
        self._polls = 0

    def handle(self, connection: Connection, method: str, fields: Fields) -> None:
        method = {"getupdates": "getUpdates", "sendmessage": "sendMessage"}.get(method.lower(), method)
        self.calls[method] += 1
        if method == "clock":
            connection.reply(json.dumps({"offset": self._offset}).encode())
        elif method == "getUpdates":
            self._get_updates(connection, fields)
        elif self._delay:
            loop = asyncio.get_running_loop()
            loop.call_later(self._delay, lambda: connection.reply(self._answer(method, fields)))
        else:
            connection.reply(self._answer(method, fields))

    def publish(self, update: dict[str, Any]) -> None:
        self._pending.append((self._next_id, json.dumps({"update_id": self._next_id} | update).encode()))
        self._next_id += 1
        if self._poll is not None:
            asyncio.get_running_loop().call_soon(self._flush)

    def _answer(self, method: str, fields: Fields) -> bytes:
        if method not in SPOKEN:
            return PLAIN.get(method, TRUE)
        self._messages += 1
        number, address = int(fields.get("message_id", self._messages)), int(fields["chat_id"])
        text, markup = str(fields.get("text", "")), fields.get("reply_markup") or ""
        if not isinstance(markup, str):
            markup = json.dumps(markup)
        # Heard a tick later, so that a person never speaks again before the bot has its reply.
        asyncio.get_running_loop().call_soon(self._hear, address, number, text, markup)
        sent = {"message_id": number, "from": BOT, "chat": chat(address), "date": int(time.time())}
        body = json.dumps(sent | {"text": text})
        if markup:
            body = f'{body[:-1]},"reply_markup":{markup}}}'
        return f'{{"ok":true,"result":{body}}}'.encode()

    def _hear(self, address: int, number: int, text: str, markup: str) -> None:
        self.crowd.answered(address, number, text, markup)
        if not self._started_at:
            if self.crowd.finished == self._warm:
                self._start()
        elif self.crowd.finished == self._people and not self.over.is_set():
            self._report()
            self.over.set()

    def _get_updates(self, connection: Connection, fields: Fields) -> None:
        if not self._polls:
            tell("first_poll")
            self.crowd.progress = time.monotonic()
            for number in range(self._warm):
                self.crowd.enter(self._first + number)
            if not self._warm:
                self._start()
        if self._poll is not None:
            self._poll[0].reply(b'{"ok":true,"result":[]}')
        offset = int(fields.get("offset") or 0)
        while self._pending and self._pending[0][0] < offset:
            self._pending.popleft()
        self._poll = (connection, min(int(fields.get("limit") or 100), 100))
        self._polls += 1
        timeout = float(fields.get("timeout") or 0)
        asyncio.get_running_loop().call_later(timeout, self._expire, connection, self._polls)
        self._flush()

    def _flush(self) -> None:
        if self._poll is not None and self._pending:
            connection, limit = self._poll
            self._poll = None
            batch = [body for _, body in list(self._pending)[:limit]]
            connection.reply(b'{"ok":true,"result":[' + b",".join(batch) + b"]}")

    def _expire(self, connection: Connection, poll: int) -> None:
        if self._poll is not None and self._poll[0] is connection and self._polls == poll:
            self._poll = None
            connection.reply(b'{"ok":true,"result":[]}')

    def _start(self) -> None:
        self.crowd.latencies, self.crowd.finished = [], 0
        self.calls.clear()
        self._started_at = time.monotonic()
        tell("start")
        loop = asyncio.get_running_loop()
        for number in range(self._people):
            late = number / self._per_second if self._per_second else 0
            loop.call_later(late, self.crowd.enter, self._first + self._warm + number)

    def _report(self) -> None:
        seconds = self.crowd.progress - self._started_at
        tell("done", seconds=seconds, latencies=self.crowd.latencies, calls=self.calls)

    async def watch(self) -> bool:
        """True when everybody has finished, False when nobody has moved for too long."""
        while True:
            try:
                await asyncio.wait_for(self.over.wait(), 1)
                return True
            except TimeoutError:
                if self._polls and time.monotonic() - self.crowd.progress > STALLED_AFTER:
                    stuck = next(p for p in self.crowd.people.values() if p.step < len(self.crowd.script))
                    step = str(self.crowd.script[stuck.step])
                    tell("stalled", step=step, last_text=stuck.text, keyboard=stuck.markup, calls=self.calls)
                    return False


async def serve(options: argparse.Namespace) -> int:
    script = scripts.load(options.script)
    server = FakeServer(script, options.people, options.warm, options.per_second, options.delay, options.first,
                        options.at)
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(lambda: Connection(server.handle), "127.0.0.1", 0)
    tell("port", port=listening.sockets[0].getsockname()[1])
    done = await server.watch()
    await asyncio.sleep(LINGER)
    return 0 if done else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--script", default=scripts.dump(scripts.STOCK), help="JSON list of steps")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--warm", type=int, default=5, help="people who play first, unmeasured")
    parser.add_argument("--per-second", type=float, default=0, help="newcomers a second; 0: all at once")
    parser.add_argument("--delay", type=float, default=0, help="seconds before each answer")
    parser.add_argument("--first", type=int, default=0, help="numbers of people and updates begin there")
    parser.add_argument("--at", type=datetime.fromisoformat, default=None, help="what /sandbox/clock answers, at start")
    raise SystemExit(asyncio.run(serve(parser.parse_args())))
