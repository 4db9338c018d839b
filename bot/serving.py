"""One town from its settings to its end: opened, served, closed. Alone in its process, or among others (bot/towns.py).

On PostgreSQL a town may be served by several processes, each its part: they meet in the database alone.
"""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from contextvars import copy_context
from dataclasses import replace
from typing import IO, Any

from sqlalchemy import Engine
from telegram.error import InvalidToken, TelegramError

from bot.assembly import Assembled, assemble
from bot.parts import Part, Place, Stop
from bot.ports import Ports
from bot.settings import SettingsError, TokenRefusedForGood
from bot.vital import Vital, Watched, Why
from content.catalogue import Catalogue
from storage import schema
from storage.backup import beside
from storage.engine import StorageError, lock_file, open_engine, open_reader
from storage.scratch import sweep
from storage.tombstones import beside as tombstones_beside
from storage.tombstones import key_file, key_of

Base = tuple[Engine, IO[str] | None]
TO_STOP = 10.0  # seconds to finish what is in flight
NOT_YET = ("BOT_TOKEN is missing: put the token BotFather gave you in .env, or try the bot without one: "
           "python -m bot sandbox")
ONE_PROCESS = ("SQLite takes one process, which listens and delivers: python -m bot run. "
               "`{}` needs PostgreSQL (DATABASE_URL).")
NO_WEBHOOK = "`listen` takes what a webhook brings: set WEBHOOK_URL and WEBHOOK_SECRET, or use: python -m bot run"
NO_KEY = ("{} is missing: copy it from the machine that made the database. Each machine needs the same, "
          "or it would not know who was erased.")


def check(place: Place) -> None:
    """Raises Stop unless these settings can serve this part."""
    settings, part = place.settings, place.part
    if settings.bot_token is None:
        raise Stop(NOT_YET)
    if part is Part.RUN:
        return
    if settings.database_url.startswith("sqlite"):
        raise Stop(ONE_PROCESS.format(part))
    if part is Part.LISTEN and not settings.webhook_url:
        raise Stop(NO_WEBHOOK)
    key = key_file(tombstones_beside(settings.database_url, place.home))
    if not key.exists():
        raise Stop(NO_KEY.format(key))


def open_base(place: Place) -> Base:
    """The database, of this code's revision, and the lock of its file. Raises StorageError."""
    url = place.settings.database_url
    lock = lock_file(url)
    try:
        sweep(place.home / "backups", place.home / beside(url))
        share = replace(place.share, patience=3) if place.part is Part.DELIVER else place.share
        engine = open_engine(url, share, place.home)
        if schema.revision(engine) is None and place.part is Part.RUN:
            schema.create(engine)
        schema.check(engine)
        key_of(tombstones_beside(url, place.home))
    except BaseException:
        if lock:
            lock.close()
        raise
    return engine, lock


@asynccontextmanager
async def opened(place: Place, content: Catalogue, ports: Ports, watched: Watched) -> AsyncIterator[Assembled]:
    """The town, assembled and watched over; closed at the end. Whatever blocks does so in a thread of its own.

    Raises Stop, SettingsError or StorageError, one sentence, or what Telegram or the database makes of it.
    """
    check(place)
    engine, lock = await opened_aside(place)
    town = vital = None
    try:
        town = await assembled(place, engine, content, ports)
        vital = Vital(place, town.service, town.counted, open_reader(place.settings.database_url))
        if place.settings.health_port:
            await show(watched, ports, place.settings.health_port)
        watched[place.name] = vital
        yield town
    finally:
        ports.leave(place.settings.webhook_port, place.name)
        if vital:
            watched[place.name] = Why.STOPPED
            vital.close()
        if town:
            with suppress(asyncio.CancelledError, TimeoutError):
                await asyncio.wait_for(town.close(), TO_STOP)
        engine.dispose()
        if lock:
            lock.close()


async def show(watched: Watched, ports: Ports, port: int) -> None:
    """Open /health, /ready and /metrics, whose library is loaded for them alone."""
    from bot.monitor import Monitor

    await ports.answer(port, "", Monitor(watched).answer)


async def opened_aside(place: Place) -> Base:
    """In a thread of its own, left to its fate when nobody waits for it any more: a database may never answer."""
    opening = ThreadPoolExecutor(1, thread_name_prefix="opening")
    work = asyncio.get_running_loop().run_in_executor(opening, copy_context().run, open_base, place)
    opening.shutdown(wait=False)
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        work.add_done_callback(_shut)
        raise


def _shut(work: asyncio.Future[Base]) -> None:
    if not work.cancelled() and work.exception() is None:
        engine, lock = work.result()
        engine.dispose()
        if lock:
            lock.close()


async def assembled(place: Place, engine: Engine, content: Catalogue, ports: Ports) -> Assembled:
    base = place.settings.telegram_api_base
    try:
        return await assemble(place, engine, content, ports)
    except InvalidToken as fault:
        raise TokenRefusedForGood("Telegram refuses BOT_TOKEN: ask BotFather for it again.") from fault
    except TelegramError as fault:
        raise Stop(f"{base} does not answer ({type(fault).__name__}). Is it the right address, "
                   "and is this machine connected?") from fault


async def serve_alone(place: Place, content: Catalogue) -> None:
    """Until cancelled. Whatever fails ends it: the supervisor starts us again, and nothing is lost."""
    ports: Ports = Ports()
    try:
        async with opened(place, content, ports, {}) as town:
            settle()
            print(said(place, town), flush=True)
            await town.run()
    finally:
        await ports.close()


def settle() -> None:
    """What is there now stays: no later collection looks at it again."""
    gc.freeze()
    gc.enable()


def said(place: Place, town: Assembled) -> str:
    verb = "is ready to deliver" if place.part is Part.DELIVER else "is listening"
    return f"@{town.service.dialogue.username} {verb}."


def run_until_stopped(work: Coroutine[Any, Any, None], again: Callable[[], None] | None = None) -> int:
    """Run until it ends or a signal says stop; what is in flight is finished first. again: what SIGHUP asks for."""

    async def inside() -> None:
        task = asyncio.current_task()
        assert task is not None
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, task.cancel)
        if again is not None:
            loop.add_signal_handler(signal.SIGHUP, again)
        await work

    try:
        asyncio.run(inside())
    except asyncio.CancelledError:
        return 0
    except ExceptionGroup as group:
        first = group.exceptions[0]
        if isinstance(first, Stop | SettingsError | StorageError):
            raise first from None
        raise
    return 0
