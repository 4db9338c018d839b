"""How long a town on PostgreSQL is not written to when its sender is killed, or frozen: the other one takes over."""

import asyncio
import os
import signal
import sys
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from benchmarks.campaign import TOKEN, plan
from benchmarks.contenders import room
from benchmarks.ours import ROOT
from benchmarks.postgres import NoPostgres, database
from sandbox.server import Sandbox
from storage import schema
from storage.engine import open_engine
from storage.tombstones import beside, key_of

PEOPLE = 1500


def section() -> list[str]:
    try:
        with database() as url, room() as folder:
            killed, frozen = asyncio.run(_measure(url, folder))
    except NoPostgres as absence:
        return [f"failover: {absence}", ""]
    return [f"failover on PostgreSQL, two senders of one token: {killed:.1f} s from a kill -9 to the next message, "
            f"{frozen:.1f} s from a freeze", ""]


async def _measure(url: str, folder: Path) -> tuple[float, float]:
    key_of(beside(url, folder))
    async with Sandbox(port=0) as sandbox, AsyncExitStack() as stack:
        people = [await _person(sandbox) for _ in range(PEOPLE)]
        _plan(url, people)
        first = await _sender(stack, url, sandbox.base, folder)
        await _speaks(sandbox)
        second = await _sender(stack, url, sandbox.base, folder)
        first.kill()
        killed = await _silence(sandbox)
        await _sender(stack, url, sandbox.base, folder)
        second.send_signal(signal.SIGSTOP)
        frozen = await _silence(sandbox)
        second.send_signal(signal.SIGCONT)
        return killed, frozen


async def _person(sandbox: Sandbox) -> int:
    made: Any = await sandbox.do("users", {"first_name": "Extra"})
    await sandbox.do("start", {"user": made["id"]})
    return int(made["id"])


def _plan(url: str, people: list[int]) -> None:
    engine = open_engine(url)
    schema.create(engine)
    plan(engine, people)
    engine.dispose()


async def _sender(stack: AsyncExitStack, url: str, base: str, folder: Path) -> asyncio.subprocess.Process:
    told = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": base, "DATABASE_URL": url, "LOG_LEVEL": "ERROR",
            "PYTHONPATH": str(ROOT)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "--env", "-", "deliver", cwd=folder, stdout=asyncio.subprocess.PIPE,
        env=dict(os.environ) | told)
    stack.push_async_callback(_end, process)
    assert process.stdout is not None
    await asyncio.wait_for(process.stdout.readline(), 60)
    return process


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.wait()


async def _speaks(sandbox: Sandbox) -> None:
    before = sandbox.world.limits.sent
    async with asyncio.timeout(60):
        while sandbox.world.limits.sent < before + 5:  # noqa: ASYNC110 - another process speaks
            await asyncio.sleep(0.02)


async def _silence(sandbox: Sandbox) -> float:
    """Seconds until something is said again; what was on the wire has half a second to arrive."""
    began = time.monotonic()
    await asyncio.sleep(0.5)
    await _speaks(sandbox)
    return time.monotonic() - began - 5 / 20


if __name__ == "__main__":
    print("\n".join(section()))
