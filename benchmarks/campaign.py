"""What goes to many: how long it takes to plan, hold and stop it, and a campaign sent by the real bot to groups of the
sandbox, whose limits are enforced, while residents talk to it.
"""

import asyncio
import os
import statistics
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert, select, update

from benchmarks.contenders import room
from benchmarks.ours import ROOT
from benchmarks.postgres import NoPostgres, database
from messages.deliveries import TooLate
from rules.deliveries import KEPT_FOR_ANSWERS, PER_SECOND, AddressState, Lane, Purpose, time_to_send
from sandbox.server import Sandbox
from storage import halting, ledger, runs, schema, sweeps
from storage.engine import ALONE, open_engine, transaction
from storage.tables import Address, Delivery, table

TOKEN = "123456:SANDBOX"
PERMITTED = PER_SECOND * (1 - KEPT_FOR_ANSWERS)
EVERY = 0.4  # seconds between two newcomers
_a, _d = table(Address), table(Delivery)


@dataclass(frozen=True)
class Sent:
    """seconds: from the first to the last of the campaign; answers: milliseconds; report: the sandbox's limits."""

    groups: int
    seconds: float
    answers: list[float]
    report: dict[str, Any]


def section(groups: int, rows: int) -> list[str]:
    lines = asyncio.run(_campaign(groups))
    with room() as folder:
        lines += _ledger(f"sqlite:///{folder / 'ledger.db'}", rows)
    try:
        with database(durable=True) as url:
            lines += _ledger(url, rows)
    except NoPostgres as absence:
        lines.append(f"ledger, postgresql: {absence}")
    return [*lines, ""]


async def _campaign(groups: int) -> list[str]:
    with room() as folder:
        sent = await _send(folder, groups)
    answers, rate = sorted(sent.answers), sent.groups / sent.seconds
    p99 = answers[int(len(answers) * 0.99)] if answers else 0.0
    return [f"campaign to {sent.groups} groups, limits enforced: {rate:.1f}/s, {rate / PERMITTED:.2f} of the "
            f"{PERMITTED:.0f}/s that residents leave it; announced {time_to_send(groups).total_seconds():.0f} s, "
            f"took {sent.seconds:.0f}; {sent.report['too_many']} refusals (429), at most "
            f"{sent.report['per_second_max']} in a second",
            f"  {len(answers)} answers to residents meanwhile: p50 {statistics.median(answers or [0]):.0f} ms, "
            f"p99 {p99:.0f} ms"]


async def _send(folder: Path, groups: int) -> Sent:
    url = f"sqlite:///{folder / 'town.db'}"
    async with Sandbox(port=0) as sandbox:
        people, chats = await _inhabit(sandbox, groups)
        await sandbox.do("limits", {"enforce": True})
        engine = open_engine(url, ALONE)
        schema.create(engine)
        async with _bot(url, sandbox.base):
            await _greeted(sandbox, people[0], [])
            began, waits = time.monotonic(), list[float]()
            plan(engine, chats)
            talk = asyncio.create_task(_talk(sandbox, people[1:], waits))
            while _left(engine):  # noqa: ASYNC110 - the database cannot ring
                await asyncio.sleep(0.2)
            seconds = time.monotonic() - began
            talk.cancel()
            with suppress(asyncio.CancelledError):
                await talk
        engine.dispose()
        return Sent(groups, seconds, waits, sandbox.world.limits.report())


async def _inhabit(sandbox: Sandbox, groups: int) -> tuple[list[int], list[int]]:
    """People to come, and groups the bot is a member of."""
    people = []
    for _resident in range(2 + int(time_to_send(groups).total_seconds() / EVERY)):
        made: Any = await sandbox.do("users", {"first_name": "Extra"})
        people.append(int(made["id"]))
    sandbox.world.main.queue.allow(["message"])  # it was added to them long ago
    chats = []
    for number in range(groups):
        made = await sandbox.do("groups", {"title": f"Rue {number}", "creator": people[0], "members": []})
        await sandbox.do("add_bot", {"chat": made["id"], "by": people[0]})
        chats.append(int(made["id"]))
    return people, chats


@asynccontextmanager
async def _bot(url: str, base: str) -> AsyncIterator[None]:
    told = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": base, "DATABASE_URL": url, "LIMITS": "false",
            "LOG_LEVEL": "WARNING"}
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "--env", "-", "run", cwd=ROOT,
                                                   stdout=asyncio.subprocess.PIPE, env=dict(os.environ) | told)
    assert process.stdout is not None
    try:
        await asyncio.wait_for(process.stdout.readline(), 60)
        yield
    finally:
        process.terminate()
        await process.wait()


def plan(engine: Engine, values: list[int]) -> None:
    """One message of the campaign lane to these chats."""
    with transaction(engine) as session:
        made = session.connection().execute(insert(_a).returning(_a.c.id, sort_by_parameter_order=True), [
            {"service": "telegram", "value": value, "thread": 0, "state": AddressState.OPEN} for value in values])
        addresses = [int(one) for one in made.scalars()]
        ledger.add_all(session, ledger.Draft(TooLate(2), 0, Lane.CAMPAIGN, Purpose.NOTICE), addresses,
                       datetime.now(UTC))


def _left(engine: Engine) -> bool:
    with engine.connect() as connection:
        return connection.execute(select(_d.c.id).where(
            _d.c.lane == Lane.CAMPAIGN, _d.c.state.in_(["ready", "waiting", "sending"])).limit(1)).first() is not None


async def _talk(sandbox: Sandbox, people: list[int], waits: list[float]) -> None:
    """Somebody new says hello, every so often; each answer is waited for apart."""
    async with asyncio.TaskGroup() as group:
        for person in people:
            group.create_task(_greeted(sandbox, person, waits))
            await asyncio.sleep(EVERY)


async def _greeted(sandbox: Sandbox, person: int, waits: list[float]) -> None:
    since, began = len(sandbox.world.journal.lines), time.monotonic()
    await sandbox.do("start", {"user": person})
    await sandbox.do("wait", {"chat": person, "since": since, "contains": "Bonjour", "timeout": 30})
    waits.append((time.monotonic() - began) * 1000)


def _ledger(url: str, rows: int) -> Iterator[str]:
    """200,000 addresses at once: each figure is one transaction, but for the sweep, which is many."""
    engine = open_engine(url, ALONE)
    schema.create(engine)
    name = engine.dialect.name
    with transaction(engine) as session:
        for first in range(0, rows, 5000):
            session.connection().execute(insert(_a), [
                {"service": "telegram", "value": -n - 1, "thread": 0, "state": AddressState.OPEN}
                for n in range(first, min(rows, first + 5000))])
        addresses = list(session.connection().execute(select(_a.c.id).order_by(_a.c.id)).scalars())
    now, draft = datetime.now(UTC), ledger.Draft(TooLate(2), 0, Lane.CAMPAIGN, Purpose.CAMPAIGN)
    before, began = _peak(), time.perf_counter()
    with transaction(engine) as session:
        message, _count = ledger.plan(session, draft, ((address, draft.window) for address in addresses), now)
    planned, grown = time.perf_counter() - began, _peak() - before
    pieces = [_timed(engine, lambda s: halting.cancel(s, message, now))]
    while pieces[-1][1]:
        pieces.append(_timed(engine, lambda s: sweeps.sweep(s, message, now)))
    with transaction(engine) as session:
        assert runs.tally(session, message).cancelled == rows
        session.connection().execute(update(_d).values(state="sent"))
    spans = [span for span, _rows in pieces]
    yield (f"ledger, {name}, {rows} rows: planned in one transaction in {planned:.1f} s (+{grown:.0f} MB); cancelled "
           f"in {sum(spans):.1f} s, {len(spans)} pieces, the longest {max(spans) * 1000:.0f} ms")
    engine.dispose()


def _timed(engine: Engine, what: Any) -> tuple[float, int]:
    began = time.perf_counter()
    with transaction(engine) as session:
        rows = int(what(session))
    return time.perf_counter() - began, rows


def _peak() -> float:
    """Megabytes held at the most so far."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    print("\n".join(section(int(sys.argv[1]), int(sys.argv[2]))))
