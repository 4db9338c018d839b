"""The command line: `python -m bot` serves Telegram; its subcommands keep house."""

from __future__ import annotations

import gc

if __name__ == "__main__":
    gc.disable()  # nothing of what a start loads is garbage; `serving` sets it going again

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.logs import setup
from bot.settings import Settings, SettingsError
from content.catalogue import Catalogue, ContentError, load
from storage import schema
from storage.away import in_its_words, is_away
from storage.engine import StorageError, lock_file, open_engine

Run = Callable[[argparse.Namespace], int]


class Stop(Exception):
    """The command cannot go on; the message is one sentence for the operator."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done, 1 refused with a sentence on standard error, 2 wrong usage."""
    args = parser().parse_args(arguments)
    if args.run is not serve:
        gc.enable()
    try:
        return int(args.run(args))
    except (Stop, SettingsError, StorageError, ContentError) as fault:
        print(fault, file=sys.stderr)
        return 1
    except Exception as fault:
        if not is_away(fault):
            raise
        print(f"The database does not answer: {in_its_words(fault)}. Is it running, and is DATABASE_URL right?",
              file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m bot", description="Tous Voisins: the bot of buildings and streets.")
    top.set_defaults(run=serve, env=Path(".env"))
    top.add_argument("--env", type=Path, default=Path(".env"), help="the settings file (default: .env; - for none)")
    verbs = top.add_subparsers(title="commands")
    for name, run, about in (
            ("run", serve, "serve Telegram (the default)"), ("migrate", migrate, "bring the database to this version"),
            ("check-config", check_config, "check settings, database, token and content")):
        verbs.add_parser(name, help=about).set_defaults(run=run)
    sandbox = verbs.add_parser("sandbox", help="a street to try the bot on: no token, no internet")
    sandbox.add_argument("--port", type=int, default=8081)
    sandbox.add_argument("--data", type=Path, default=None, help="keep the street in this folder")
    sandbox.set_defaults(run=play)
    save = verbs.add_parser("backup", help="write a backup")
    save.add_argument("--to", type=Path, default=Path("backups"))
    save.set_defaults(run=backup)
    back = verbs.add_parser("restore", help="put a backup back")
    back.add_argument("file", type=Path)
    back.add_argument("--verify", action="store_true", help="check the file and change nothing")
    back.set_defaults(run=restore)
    return top


def settings_of(args: argparse.Namespace) -> Settings:
    settings = Settings.load(None if str(args.env) == "-" else args.env)
    setup(settings.log_level)
    return settings


def serve(args: argparse.Namespace) -> int:
    settings = settings_of(args)
    if settings.bot_token is None:
        raise Stop("BOT_TOKEN is missing: put the token BotFather gave you in .env, "
                   "or try the bot without one: python -m bot sandbox")
    from storage.backup import beside
    from storage.scratch import sweep

    content = load()
    lock = lock_file(settings.database_url)
    sweep(Path("backups"), beside(settings.database_url))
    engine = open_engine(settings.database_url)
    if schema.revision(engine) is None:
        schema.create(engine)
    schema.check(engine)
    try:
        return run_until_stopped(serving(settings, engine, content))
    finally:
        engine.dispose()
        if lock:
            lock.close()


async def serving(settings: Settings, engine: Any, content: Catalogue) -> None:
    from telegram.error import InvalidToken, TelegramError

    from bot.assembly import assemble

    try:
        town = await assemble(settings, engine, content)
    except InvalidToken as fault:
        raise Stop("Telegram refuses BOT_TOKEN: ask BotFather for it again.") from fault
    except TelegramError as fault:
        raise Stop(f"{settings.telegram_api_base} does not answer ({type(fault).__name__}). Is it the right address, "
                   "and is this machine connected?") from fault
    gc.freeze()  # what is there now stays: no later collection looks at it again
    gc.enable()
    print(f"@{town.service.dialogue.username} is listening.", flush=True)
    try:
        await town.run()
    finally:
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(town.close(), 10)


def run_until_stopped(work: Coroutine[Any, Any, None]) -> int:
    """Run until it ends or a signal says stop; what is in flight is finished first."""

    async def inside() -> None:
        task = asyncio.current_task()
        assert task is not None
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, task.cancel)
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


def play(args: argparse.Namespace) -> int:
    from bot.demo import open_street

    return run_until_stopped(open_street(args.port, args.data))


def migrate(args: argparse.Namespace) -> int:
    from storage.backup import backup as save

    settings = settings_of(args)
    engine = open_engine(settings.database_url)
    lock = lock_file(settings.database_url)
    if schema.revision(engine) is not None:
        saved = save(settings.database_url, Path("backups"), secret(settings), datetime.now(UTC))
        print(f"Saved first: {saved}")
        warn_without_key(settings)
    schema.migrate(engine)
    print(f"The database is at {schema.revision(engine)}.")
    if lock:
        lock.close()
    return 0


def check_config(args: argparse.Namespace) -> int:
    settings = settings_of(args)
    print("settings: understood")
    load()
    print("content: valid")
    warn_without_key(settings)
    engine = open_engine(settings.database_url)
    schema.check(engine)
    print(f"database: at {schema.revision(engine)}")
    if settings.bot_token is None:
        raise Stop("BOT_TOKEN is missing: nothing can be said to Telegram.")
    print(f"token: @{asyncio.run(who(settings))}")
    return 0


async def who(settings: Settings) -> str:
    from telegram.error import TelegramError

    from bot.telegram.listen import make_listener

    assert settings.bot_token is not None
    bot = make_listener(settings.bot_token.get_secret_value(), settings.telegram_api_base)
    try:
        return str((await bot.get_me()).username)
    except TelegramError as fault:
        raise Stop(f"getMe failed at {settings.telegram_api_base}: {type(fault).__name__}.") from fault


def backup(args: argparse.Namespace) -> int:
    from storage.backup import backup as save

    settings = settings_of(args)
    print(save(settings.database_url, args.to, secret(settings), datetime.now(UTC)))
    warn_without_key(settings)
    return 0


def restore(args: argparse.Namespace) -> int:
    from actions.privacy import leaver
    from storage import backup as backups

    settings = settings_of(args)
    if args.verify:
        print(backups.verify(args.file, secret(settings), backups.beside(settings.database_url)))
        return 0
    lock = lock_file(settings.database_url)
    backups.restore(args.file, settings.database_url, secret(settings), leaver(load()))
    print("Restored. Campaigns come back paused; what was being sent is uncertain.")
    if lock:
        lock.close()
    return 0


def warn_without_key(settings: Settings) -> None:
    if settings.backup_key is None:
        print("BACKUP_KEY is missing: backups are not encrypted, whoever reads the file reads the people.",
              file=sys.stderr)


def secret(settings: Settings) -> str | None:
    return settings.backup_key.get_secret_value() if settings.backup_key else None


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
