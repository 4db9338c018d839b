"""`python -m bot coordinator`: the first coordinator, who has a role, and the end of one.

Works beside a bot that serves: one short transaction, read by its next turn.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from bot.logs import setup
from bot.settings import Settings, SettingsError

if TYPE_CHECKING:
    from sqlmodel import Session

    from actions.desk import Desk

ABOUT = "print an invitation to coordinate the town: good for 24 hours, for whoever opens it first"


def arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--id", type=int, default=None, help="only for this Telegram number")
    verb.add_argument("--list", action="store_true", help="say who has a role, and change nothing")
    verb.add_argument("--revoke", type=int, default=None, metavar="ID", help="end every role of this Telegram number")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from storage import schema
    from storage.engine import open_engine, transaction

    settings = Settings.load(None if str(args.env) == "-" else args.env)
    setup(settings.log_level, form=settings.log_format)
    if settings.bot_token is None:
        raise SettingsError("BOT_TOKEN is missing: an invitation is a link to the bot.")
    engine = open_engine(settings.database_url)
    schema.check(engine)
    username, now = asyncio.run(username_and_hour(settings))
    try:
        with transaction(engine) as session:
            said = list(lines(session, now, args, username))
    finally:
        engine.dispose()
    print(*said, sep="\n")
    return 0


async def username_and_hour(settings: Settings) -> tuple[str, datetime]:
    from telegram.error import TelegramError

    from bot.clocks import SandboxClock, SystemClock
    from bot.telegram.listen import make_listener

    assert settings.bot_token is not None
    clock = SandboxClock(settings.telegram_api_base) if settings.sandbox_clock else SystemClock()
    if isinstance(clock, SandboxClock):
        await clock.set()
    ear = make_listener(settings.bot_token.get_secret_value(), settings.telegram_api_base)
    try:
        return str((await ear.get_me()).username), clock.now()
    except TelegramError as fault:
        raise SettingsError(f"getMe failed at {settings.telegram_api_base}: {type(fault).__name__}.") from fault


def lines(session: Session, now: datetime, args: argparse.Namespace, username: str) -> Iterator[str]:
    from actions import console
    from actions.desk import Desk
    from content.catalogue import load
    from rules.console import TownRole

    desk = Desk(session, now, load())
    if args.list:
        yield from listed(session)
    elif args.revoke is not None:
        yield revoked(desk, args.revoke)
    else:
        yield f"https://t.me/{username}?start={console.invite(desk, TownRole.COORDINATOR, number=args.id)}"


def listed(session: Session) -> Iterator[str]:
    """A line for each role: what, how it stands, the Telegram number, since when. Names stay in Telegram."""
    from rules.console import RoleState
    from storage import console

    found = console.in_states(session, RoleState.ACTIVE, RoleState.ASKED, RoleState.INVITED)
    for one in found:
        yield f"{one.role.value}\t{one.state.value}\t{one.value or '-'}\t{one.since:%Y-%m-%d %H:%M} UTC"
    if not found:
        yield "Nobody has a role yet."


def revoked(desk: Desk, number: int) -> str:
    from actions import console
    from rules.console import RoleState
    from storage.console import in_states

    found = [one for one in in_states(desk.session, RoleState.ACTIVE) if one.value == number]
    done = sum(console.revoke(desk, one) for one in found)
    return f"{done} role(s) ended." if done else f"{number} has no role here."
