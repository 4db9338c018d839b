"""Ten minutes at the pace of a large town: fifty updates and twenty-five messages a second, and what the process holds
once they are over beside what it held once warm. `python -m benchmarks soak`; QUICK=1: under a minute.

The town rests before each of the two looks, so that nothing is in flight: a file or a task more is one that nobody
closed. Memory may grow by a twentieth.
"""

import asyncio
import itertools
import os
import re
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
from sqlalchemy import Engine, func, insert, select

from benchmarks.campaign import TOKEN
from benchmarks.contenders import room
from benchmarks.ours import ROOT
from messages.deliveries import TooLate
from rules.deliveries import AddressState, Lane, Purpose, Window
from sandbox.server import Sandbox
from storage import ledger, schema
from storage.engine import ALONE, open_engine, transaction
from storage.tables import Address, Delivery, table

PEOPLE, UPDATES, MESSAGES = 500, 50, 25
WARM, SECONDS, REST = 60.0, 600.0, 5.0
QUICK = (10.0, 20.0, 2.0)
MOST = 1.05
SAID = ("/start", "/aide", None, "/urgence", "bonjour")
"""What people do in turn; None: they press « Suite » under what they read last."""
_a, _d = table(Address), table(Delivery)


@dataclass(frozen=True)
class Held:
    """What the process has at one moment: megabytes, open files, tasks."""

    memory: float
    files: int
    tasks: int


@dataclass(frozen=True)
class Soaked:
    warm: Held
    end: Held
    seconds: float
    updates: int
    answered: int
    messages: int

    @property
    def grown(self) -> float:
        return self.end.memory / self.warm.memory

    @property
    def kept(self) -> bool:
        return self.grown <= MOST and self.end.files <= self.warm.files and self.end.tasks <= self.warm.tasks

    def lines(self) -> list[str]:
        return [f"soak of {self.seconds:.0f} s: {self.updates / self.seconds:.0f} updates/s, "
                f"{self.messages / self.seconds:.0f} messages/s besides, {self.answered} calls answered",
                f"  memory {self.warm.memory:.0f} MB once warm, {self.end.memory:.0f} MB at the end "
                f"({(self.grown - 1) * 100:+.1f} %); files {self.warm.files}, {self.end.files}; "
                f"tasks {self.warm.tasks}, {self.end.tasks}: {'kept' if self.kept else 'NOT KEPT'}"]


def main() -> int:
    warm, seconds, rest = QUICK if os.environ.get("QUICK") else (WARM, SECONDS, REST)
    found = asyncio.run(soak(warm, seconds, rest))
    print("\n".join(found.lines()))
    return 0 if found.kept else 1


async def soak(warm: float, seconds: float, rest: float) -> Soaked:
    with room() as folder:
        engine = open_engine(f"sqlite:///{folder / 'town.db'}", ALONE)
        schema.create(engine)
        async with Sandbox(port=0) as sandbox, aiohttp.ClientSession() as web:
            people = [await person(sandbox) for _ in range(PEOPLE)]
            addresses = known(engine, people)
            async with served(str(engine.url), sandbox.base, web) as look:
                await talk(sandbox, people, engine, addresses, warm)
                first = await rested(look, engine, rest)
                said = sandbox.world.limits.sent
                began = time.monotonic()
                updates = await talk(sandbox, people, engine, addresses, seconds)
                spent = time.monotonic() - began
                last = await rested(look, engine, rest)
        engine.dispose()
    return Soaked(first, last, spent, updates, sandbox.world.limits.sent - said, int(seconds) * MESSAGES)


async def person(sandbox: Sandbox) -> int:
    made: Any = await sandbox.do("users", {"first_name": "Extra"})
    await sandbox.do("start", {"user": made["id"]})
    return int(made["id"])


def known(engine: Engine, people: list[int]) -> list[int]:
    with transaction(engine) as session:
        made = session.connection().execute(insert(_a).returning(_a.c.id, sort_by_parameter_order=True), [
            {"service": "telegram", "value": one, "thread": 0, "state": AddressState.OPEN} for one in people])
        return [int(one) for one in made.scalars()]


@asynccontextmanager
async def served(url: str, base: str, web: aiohttp.ClientSession) -> AsyncIterator[Callable[[], Any]]:
    """The real bot; what is yielded looks at what it holds."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": base, "DATABASE_URL": url, "LIMITS": "false",
            "LOG_LEVEL": "WARNING", "PACE_PER_SECOND": "0", "HEALTH_PORT": str(port)}
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "--env", "-", "run", cwd=ROOT,
                                                   stdout=asyncio.subprocess.PIPE, env=dict(os.environ) | told)

    async def look() -> Held:
        async with web.get(f"http://127.0.0.1:{port}/metrics") as answer:
            found = dict(re.findall(r"^tousvoisins_(\w+) (\S+)$", await answer.text(), re.MULTILINE))
        return Held(float(found["memory_bytes"]) / 2**20, int(found["open_files"]), int(found["tasks"]))

    assert process.stdout is not None
    try:
        await asyncio.wait_for(process.stdout.readline(), 60)
        yield look
    finally:
        process.terminate()
        await process.wait()


async def talk(sandbox: Sandbox, people: list[int], engine: Engine, addresses: list[int], seconds: float) -> int:
    """How many updates were brought. A late one is followed at once by the next."""
    await asyncio.to_thread(plan, engine, addresses, int(seconds))
    began = time.monotonic()
    for number in itertools.count():
        late = time.monotonic() - began - number / UPDATES
        if number >= seconds * UPDATES:
            return number
        if late < 0:
            await asyncio.sleep(-late)
        await act(sandbox, people[number % len(people)], SAID[number // len(people) % len(SAID)])
    raise AssertionError


async def act(sandbox: Sandbox, who: int, words: str | None) -> None:
    shown = [number for number, one in sandbox.world.chat(who).messages.items() if "reply_markup" in one]
    if words is None and shown:
        await sandbox.do("press", {"user": who, "chat": who, "message": shown[-1], "data": "help:1"})
    else:
        await sandbox.do("say", {"user": who, "text": words or "/aide"})


def plan(engine: Engine, addresses: list[int], seconds: int) -> None:
    """Each second, a message to some of them."""
    now, turns = datetime.now(UTC), itertools.cycle(addresses)
    with transaction(engine) as session:
        for second in range(seconds):
            draft = ledger.Draft(TooLate(2), 0, Lane.CAMPAIGN, Purpose.NOTICE,
                                 window=Window(now + timedelta(seconds=second)))
            ledger.add_all(session, draft, list(itertools.islice(turns, MESSAGES)), now)


async def rested(look: Callable[[], Any], engine: Engine, rest: float) -> Held:
    """Once nothing is left to say, and a moment later."""
    async with asyncio.timeout(120):
        while left(engine):  # noqa: ASYNC110 - the database cannot ring
            await asyncio.sleep(0.5)
    await asyncio.sleep(rest)
    found = await look()
    assert isinstance(found, Held)
    return found


def left(engine: Engine) -> bool:
    with engine.connect() as connection:
        return bool(connection.execute(select(func.count()).select_from(_d).where(
            _d.c.state.in_(["ready", "waiting", "sending"]))).scalar())
