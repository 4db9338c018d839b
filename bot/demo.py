"""`python -m bot sandbox`: a street one opens in a browser, its neighbours, and the real bot, on one machine.

The sandbox is a Bot API server of its own process; the bot talks HTTP to it as it would to Telegram.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import aiohttp

from bot.clocks import SystemClock
from bot.demo_scene import raise_the_curtain, set_the_scene
from bot.demo_stage import Unfinished

TOKEN = "123456:SANDBOX"  # noqa: S105 - the sandbox's own, known to all


class CannotOpen(Exception):
    """The street cannot be opened; one sentence says why."""


async def open_street(port: int, data: Path | None) -> None:
    """Start the sandbox and the bot, set the scene, print the address; stop both when cancelled."""
    free_or_say(port)
    with tempfile.TemporaryDirectory(prefix="tous-voisins-") as temporary:
        folder = data or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        base = f"http://127.0.0.1:{port}"
        street = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "sandbox", "--port", str(port), "--seed", "street",
            "--curtain", "--log", str(folder / "street.jsonl"))
        bot: asyncio.subprocess.Process | None = None
        try:
            await answering(base, street)
            around = settings(base, folder)
            own = {k: v for k, v in os.environ.items() if k not in ("BOT_TOKEN", "DATABASE_URL")}
            bot = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "--env", "-", "run", env=own | around)
            try:
                await set_the_scene(base, SystemClock().now(), around)
            except Unfinished as fault:
                print(f"The opening scene stopped: {fault}", file=sys.stderr)
            await raise_the_curtain(base)
            print(f"\n  La rue est ouverte : {base}\n  Ctrl+C pour fermer.\n", flush=True)
            await first_to_end(street, bot)
        finally:
            for process in (bot, street):
                await close(process)


def settings(base: str, folder: Path) -> dict[str, str]:
    """What the bot of this street runs with."""
    return {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": base, "SANDBOX_CLOCK": "true",
            "DATABASE_URL": f"sqlite:///{folder / 'street.db'}", "LOG_LEVEL": "WARNING",
            "TOWN_NAME": "Mairie de Valmont (fictive)", "TOWN_PHONE": "01 99 00 12 34",
            "PRIVACY_CONTACT": "vie-privee@valmont.example (adresse fictive)"}


def free_or_say(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as fault:
            from bot.settings import SettingsError

            raise SettingsError(f"Port {port} cannot be used ({fault.strerror}). Choose another: "
                                f"make demo PORT={port + 1 if port < 65535 else 8081}") from fault


async def answering(base: str, street: asyncio.subprocess.Process) -> None:
    async with aiohttp.ClientSession() as session:
        for _try in range(200):
            if street.returncode is not None:
                raise CannotOpen("the sandbox stopped before it opened")
            with suppress(aiohttp.ClientError):
                async with session.get(f"{base}/sandbox/clock") as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.05)
    raise CannotOpen("the sandbox did not open in ten seconds")


async def first_to_end(*processes: asyncio.subprocess.Process) -> None:
    waits = [asyncio.ensure_future(process.wait()) for process in processes]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)


async def close(process: asyncio.subprocess.Process | None) -> None:
    if process is None or process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), 8)
    except TimeoutError:
        process.kill()
