"""`init`: the six questions that matter, asked in a terminal, and a `.env` that nobody else can read.

What was set before is kept, and offered again. The token and the key are never shown.
"""

from __future__ import annotations

import base64
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path

from bot.choices import EFFECTS
from bot.parts import Stop
from bot.settings import Settings, SettingsError, read_env_file

ABOUT = "ask six questions and write the settings file"
NO_TERMINAL = ("init asks questions, and nobody is there to answer: run it in a terminal, or write {path} by hand "
               "(NAME=value, then chmod 600). check-config says what may be in it.")
KEPT = "{path} is already there. What you do not change is kept, the file of before becomes {before}. Go on?"
LEFT = "Nothing was written."
NEXT = """Written: {path}, which only you can read.
Next:
1. {me} check-config says what each setting does, and whether Telegram knows the token.
2. {me} run serves; the first run creates the database.
3. {me} coordinator prints the link of the first person of the town hall.
4. {me} backup every night; keep a copy of BACKUP_KEY away from this machine, no backup opens without it."""


@dataclass(frozen=True, slots=True)
class Question:
    """secret: neither shown while it is typed nor after."""

    name: str
    words: str
    secret: bool = False


QUESTIONS = (
    Question("BOT_TOKEN", "The token BotFather gave (ask @BotFather: /newbot)", secret=True),
    Question("TOWN_NAME", "The town’s name"),
    Question("TOWN_PHONE", "The town hall’s telephone"),
    Question("PRIVACY_CONTACT", "Who answers for personal data, and how to write to them"),
    Question("TZ_DEFAULT", "The zone of its clocks, such as Europe/Paris or Indian/Reunion"),
)
SEALED = "Seal backups with a new key?"


@dataclass(frozen=True, slots=True)
class Terminal:
    """Somebody who answers, and what is said to them."""

    ask: Callable[[str], str] = input
    hidden: Callable[[str], str] = getpass
    say: Callable[[str], object] = print


def begin(path: Path, me: str, terminal: Terminal | None = None) -> int:
    """Ask, then write. Raises Stop when nobody can answer, SettingsError when the file cannot be read."""
    if terminal is None and not sys.stdin.isatty():
        raise Stop(NO_TERMINAL.format(path=path))
    person = terminal or Terminal()
    before = read_env_file(path, Settings.names())
    try:
        if path.exists() and not agreed(person, KEPT.format(path=path, before=saved(path).name)):
            raise EOFError
        answers = before | {one.name: answer(person, one, before.get(one.name, "")) for one in QUESTIONS}
        if not before.get("BACKUP_KEY") and agreed(person, SEALED, otherwise=True):
            answers["BACKUP_KEY"] = base64.urlsafe_b64encode(os.urandom(32)).decode()
    except (EOFError, KeyboardInterrupt):
        person.say(f"\n{LEFT}")
        return 1
    write(path, answers)
    person.say(NEXT.format(path=path, me=me))
    return 0


def agreed(person: Terminal, words: str, *, otherwise: bool = False) -> bool:
    said = person.ask(f"{words} [{'Y/n' if otherwise else 'y/N'}] ").strip().lower()
    return said in ("y", "yes", "o", "oui") if said else otherwise


def answer(person: Terminal, one: Question, before: str) -> str:
    """Asked until it can be used; Enter keeps what was there."""
    field = Settings.model_fields[one.name.lower()]
    now = before or (str(field.default) if field.default else "")
    kept = "kept if you press Enter" if one.secret and before else now or "may stay empty"
    person.say(f"{one.name}: {EFFECTS[one.name]}")
    while True:
        said = (person.hidden if one.secret else person.ask)(f"{one.words} [{kept}]: ").strip() or now
        try:
            Settings.load(None, {one.name: said})
            return said
        except SettingsError as fault:
            person.say(str(fault))


def saved(path: Path) -> Path:
    return path.with_name(f"{path.name}.before")


def write(path: Path, values: Mapping[str, str]) -> None:
    """In one step, for its owner alone; the file of before stays beside it."""
    fresh = path.with_name(f"{path.name}.new")
    with suppress(FileNotFoundError):
        fresh.unlink()
    try:
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as stream:
            stream.writelines(f"{name}={quoted(value)}\n" for name, value in values.items() if value)
        if read_env_file(fresh, Settings.names()) != {name: value for name, value in values.items() if value}:
            raise Stop(f"These answers cannot be kept in {path}: one of them cannot be written on a line.")
        if path.exists():
            path.replace(saved(path))
        fresh.replace(path)
    except OSError as fault:
        raise Stop(f"{path} cannot be written: {fault.strerror}.") from None


def quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
