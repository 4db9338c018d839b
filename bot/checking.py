"""`check-config`: what the settings say and what follows from it, without serving."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from telegram.error import TelegramError

from bot.parts import Stop
from bot.settings import Settings, SettingsError
from bot.telegram.listen import make_listener
from bot.towns import Towns
from content.catalogue import load
from storage.vitals import last_saved


def effects(settings: Settings) -> Iterator[str]:
    """A line for each thing that is set up and not seen in what neighbours read."""
    here = "http://127.0.0.1"
    yield f"logs: {settings.log_format}, from {settings.log_level} on, on standard error"
    yield (f"updates: by webhook, at {settings.webhook_url}, to {here}:{settings.webhook_port}" if settings.webhook_url
           else "updates: by long polling, no public address is needed")
    yield (f"watch: {here}:{settings.health_port}/health, /ready and /metrics" if settings.health_port
           else "watch: off (HEALTH_PORT)")
    yield (f"pace: {settings.pace_per_second} messages a second at most" if settings.pace_per_second
           else "pace: none; Telegram's own server refuses more than 30 a second")
    yield ("processes: one (run)" if settings.database_url.startswith("sqlite")
           else "processes: one (run), or several (listen and deliver)")
    yield from marked(settings.of_committee)
    saved = last_saved(settings.database_url)
    yield f"last backup: {saved:%Y-%m-%d %H:%M} UTC" if saved else "last backup: none on this machine"


def marked(words: frozenset[str]) -> Iterator[str]:
    """What only the comité opens, and the words of it that name no module here."""
    from bot.handlers import HOUSE

    if unknown := sorted(words - HOUSE.modules.keys()):
        yield (f"COMMITTEE: {', '.join(unknown)}: no such module, and nothing is closed by it; the modules are "
               f"{', '.join(sorted(HOUSE.modules))}")
    known = sorted(words & HOUSE.modules.keys())
    yield f"comité: {', '.join(known)} closed until it adopts them" if known else "comité: nothing waits for it"


async def who(settings: Settings) -> str:
    assert settings.bot_token is not None
    bot = make_listener(settings.bot_token.get_secret_value(), settings.telegram_api_base)
    try:
        return str((await bot.get_me()).username)
    except TelegramError as fault:
        raise Stop(f"getMe failed at {settings.telegram_api_base}: {type(fault).__name__}.") from fault


def check_towns(folder: Path) -> int:
    """One line a town: understood, or the sentence it would be refused with. 1 when one is."""
    towns = Towns(folder, load())
    towns.check()
    refused = 0
    for name in towns.found():
        try:
            towns.place(name)
            print(f"[{name}] understood")
        except SettingsError as fault:
            refused = 1
            print(f"[{name}] {fault}", file=sys.stderr)
    return refused
