"""The command line: `python -m bot` serves Telegram; its subcommands keep house."""

from __future__ import annotations

import gc

if __name__ == "__main__":
    gc.disable()  # nothing of what a start loads is garbage; serving sets it going again

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import beginning, coordinator, totals
from bot.logs import setup
from bot.memory import share
from bot.parts import Part, Place, Stop
from bot.settings import Settings, SettingsError
from content.catalogue import ContentError, load
from storage import schema
from storage.away import in_its_words, is_away
from storage.engine import StorageError, lock_file, open_engine
from storage.tombstones import beside, key_of

Run = Callable[[argparse.Namespace], int]
CONSOLE = "tous-voisins"
SHARED = ("LOG_LEVEL", "LOG_FORMAT", "HEALTH_PORT")
"""What the environment says for a process of several towns."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done, 1 refused with a sentence on standard error, 2 wrong usage."""
    args = parser().parse_args(arguments)
    if args.run is not serve:
        gc.enable()
    try:
        enter(args.folder)
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


def command() -> int:
    """What `tous-voisins` runs, as `python -m bot` does."""
    gc.disable()
    os.umask(0o077)
    return main()


def called() -> str:
    """How it was called."""
    return CONSOLE if Path(sys.argv[0]).name == CONSOLE else "python -m bot"


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog=called(), description="Tous Voisins: the bot of buildings and streets.")
    top.set_defaults(run=serve, env=Path(".env"))
    top.add_argument("-C", dest="folder", type=Path, default=None, metavar="FOLDER",
                     help="work in this folder, as in a town's")
    top.add_argument("--env", type=Path, default=Path(".env"), help="the settings file (default: .env; - for none)")
    verbs = top.add_subparsers(title="commands")
    add_serving(verbs)
    verbs.add_parser("init", help=beginning.ABOUT).set_defaults(run=lambda args: beginning.begin(args.env, called()))
    verbs.add_parser("migrate", help="bring the database to this version").set_defaults(run=migrate)
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
    back.add_argument("--another-bot", action="store_true", help="even if another bot served it: a renewed token")
    back.set_defaults(run=restore)
    coordinator.arguments(verbs.add_parser("coordinator", help=coordinator.ABOUT))
    of_towns = verbs.add_parser("totals", help=totals.ABOUT)
    totals.arguments(of_towns)
    of_towns.set_defaults(run=lambda args: totals.totals(args, datetime.now(UTC)))
    return top


def add_serving(verbs: Any) -> None:
    for name, run, about in (
            (Part.RUN, serve, "serve Telegram (the default)"),
            (Part.LISTEN, serve, "take what the webhook brings, beside others (PostgreSQL)"),
            (Part.DELIVER, serve, "send and keep time, or stand by for whoever does (PostgreSQL)"),
            ("check-config", check_config, "check settings, database, token and content")):
        verb = verbs.add_parser(name, help=about)
        verb.add_argument("--towns", type=Path, default=None, metavar="FOLDER",
                          help="several towns: a folder each, with its .env")
        verb.set_defaults(run=run, part=name)


def settings_of(args: argparse.Namespace) -> Settings:
    settings = Settings.load(None if str(args.env) == "-" else args.env)
    setup(settings.log_level, form=settings.log_format)
    return settings


def enter(folder: Path | None) -> None:
    if folder is not None:
        try:
            os.chdir(folder)
        except OSError as fault:
            raise Stop(f"{folder} cannot be entered: {fault.strerror}.") from fault


def serve(args: argparse.Namespace) -> int:
    """`run`, `listen` and `deliver`: this part of one town, or of each town of a folder."""
    share()
    part = Part(getattr(args, "part", Part.RUN))
    if getattr(args, "towns", None):
        return serve_towns(args.towns, part)
    place = Place(settings_of(args), part=part)
    from bot.serving import check, run_until_stopped, serve_alone

    check(place)
    return run_until_stopped(serve_alone(place, load()))


def serve_towns(folder: Path, part: Part) -> int:
    around = Settings.load(None, {name: os.environ[name] for name in SHARED if name in os.environ})
    lines = setup(around.log_level, form=around.log_format)
    from bot.serving import run_until_stopped
    from bot.towns import Towns

    towns = Towns(folder, load(), part, lines, around.health_port)
    towns.check()
    return run_until_stopped(towns.run(), towns.told.set)


def play(args: argparse.Namespace) -> int:
    from bot.demo import open_street
    from bot.serving import run_until_stopped

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
    key_of(beside(settings.database_url))
    print(f"The database is at {schema.revision(engine)}.")
    if lock:
        lock.close()
    return 0


def check_config(args: argparse.Namespace) -> int:
    from bot.checking import check_towns, effects, who
    from bot.choices import chosen, edited

    if args.towns:
        return check_towns(args.towns)
    settings = settings_of(args)
    print("settings: understood")
    print(*chosen(settings), "", *effects(settings), sep="\n")
    content = load()
    print("content: valid", *edited(content), "", sep="\n")
    warn_without_key(settings)
    engine = open_engine(settings.database_url)
    schema.check(engine)
    print(f"database: at {schema.revision(engine)}")
    if settings.bot_token is None:
        raise Stop("BOT_TOKEN is missing: nothing can be said to Telegram.")
    print(f"token: @{asyncio.run(who(settings))}")
    return 0


def backup(args: argparse.Namespace) -> int:
    from storage.backup import backup as save

    settings = settings_of(args)
    print(save(settings.database_url, args.to, secret(settings), datetime.now(UTC)))
    warn_without_key(settings)
    return 0


def restore(args: argparse.Namespace) -> int:
    from actions.privacy import leaver
    from storage import backup as backups
    from storage.lease import mark

    settings = settings_of(args)
    if args.verify:
        print(backups.verify(args.file, secret(settings), backups.beside(settings.database_url)))
        return 0
    lock = lock_file(settings.database_url)
    token = settings.bot_token
    backups.restore(args.file, settings.database_url, secret(settings), leaver(load()),
                    bot=mark(token.get_secret_value()) if token else "", any_bot=args.another_bot)
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
    sys.exit(command())
