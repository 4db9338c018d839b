"""Whoever erased themself is looked for, byte by byte, an hour later: name, number, identifiers and words, in the
database, its journal, the files beside it, the logs and a new backup. All people are fictional.
"""

from __future__ import annotations

import logging
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from bot.logs import JsonLines
from storage.backup import backup
from storage.engine import open_engine
from storage.postgres_tools import postgres_tool
from storage.tables import Address, table
from tests.bot.lilacs import NOW, Lilacs, everything_about

NUMBER = 7_412_365_890
SAID = ("Odile", "Sonnez deux fois", "06 11 11 11 11", "06 98 76 54 32", "Arroser les bacs", "deux pains", "un pain",
        "05 46 00 00 00", "INVITATION-A-MOI", "Deux pains", "la troisième porte")
BYTES = (*(word.encode() for word in SAID), str(NUMBER).encode(), NUMBER.to_bytes(6, "big"))
"""A number stands in a file of SQLite as six bytes."""


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Path]:
    """Everything the service says, at DEBUG, as it writes it."""
    path = tmp_path / "tous-voisins.log"
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(JsonLines())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield path
    root.setLevel(level)
    root.removeHandler(handler)
    handler.close()


def test_an_hour_after_an_erasure_nothing_of_it_is_anywhere(database_url: str, tmp_path: Path, logs: Path) -> None:
    engine = open_engine(database_url)
    lilacs = a_life(engine)
    found = everywhere(database_url, tmp_path)
    assert {"Odile", "06 98 76 54 32", "la troisième porte"} <= set(found), "the search finds what is there"
    odile = lilacs.odile
    odile.say("/effacer")
    odile.press("Oui, effacer")
    lilacs.street.later(hours=1, minutes=5)
    lilacs.street.tick()
    assert everywhere(database_url, tmp_path) == []
    assert "played again" not in logs.read_text("utf-8")
    engine.dispose()


def a_life(engine: Engine) -> Lilacs:
    """A row of hers in every table, and what she says with her own fingers."""
    lilacs = Lilacs(engine)
    with lilacs.street.session() as session:
        session.connection().execute(update(table(Address)).where(
            table(Address).c.value == lilacs.odile.id).values(value=NUMBER))
    lilacs.odile.id = NUMBER
    everything_about(lilacs, lilacs.ids["Odile"], lilacs.ids["Lucas"])
    request = lilacs.request("Odile", "la troisième porte")
    lilacs.karim.tap(f"help.take:{request}")
    lilacs.odile.press("D’accord")
    lilacs.odile.press("Donner mon numéro")
    lilacs.odile.say("06 98 76 54 32")
    return lilacs


def everywhere(url: str, folder: Path) -> list[str]:
    """Which of them are somewhere."""
    saved = backup(url, folder / "backups", None, NOW)
    opened = folder / "opened"
    with tarfile.open(saved) as tar:
        tar.extractall(opened, filter="data")
    for dump in opened.glob("*.dump"):
        postgres_tool("pg_restore", None, "--file", f"{dump}.sql", str(dump))
        dump.unlink()
    saved.unlink()
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return [word.decode(errors="replace") for word in BYTES if word in kept]
