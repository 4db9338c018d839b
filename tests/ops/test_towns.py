"""What a folder of towns may say, and what is refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.parts import Part, Place, Stop
from bot.serving import check
from bot.settings import Settings, SettingsError
from bot.towns import Towns, meaning
from bot.vital import Why
from storage.engine import StorageError
from storage.schema import OldSchema
from tests.pilots import catalogue


def towns(folder: Path, **environ: str) -> Towns:
    return Towns(folder, catalogue(), environ=environ)


def town(folder: Path, name: str, text: str) -> None:
    file = folder / name / ".env"
    file.parent.mkdir()
    file.touch(0o600)
    file.write_text(text)


@pytest.mark.parametrize("name", ["BOT_TOKEN", "DATABASE_URL", "WEBHOOK_URL", "TOWN_NAME"])
def test_what_is_one_town_s_is_not_said_for_all(tmp_path: Path, name: str) -> None:
    town(tmp_path, "aulnes", "")
    with pytest.raises(SettingsError, match=f"^{name} is set in the environment"):
        towns(tmp_path, **{name: "1:secret"}).check()


def test_a_folder_without_towns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="holds no town"):
        towns(tmp_path).check()
    with pytest.raises(SettingsError, match="is not a folder of towns"):
        towns(tmp_path / "nowhere").check()


def test_each_town_keeps_its_own_database_in_its_own_folder(tmp_path: Path) -> None:
    """The default is the same file for all: without a folder each they would share it."""
    town(tmp_path, "aulnes", "BOT_TOKEN=1:AAA\n")
    town(tmp_path, "cedres", "BOT_TOKEN=2:AAA\nDATABASE_URL=sqlite:////srv/one.db\n")
    here = towns(tmp_path)
    assert here.found() == ["aulnes", "cedres"]
    assert here.place("aulnes").settings.database_url == f"sqlite:///{tmp_path}/aulnes/data/tous-voisins.db"
    assert here.place("cedres").settings.database_url == "sqlite:////srv/one.db"


@pytest.mark.parametrize(("line", "why"), [
    ("BOT_TOKEN=1:AAA", "BOT_TOKEN is that of « aulnes »"),
    ("BOT_TOKEN=2:AAA\nDATABASE_URL=postgresql+psycopg://one@db/town", "DATABASE_URL is that of « aulnes »"),
    ("BOT_TOKEN=2:AAA\nWEBHOOK_URL=https://bot.example/aulnes\nWEBHOOK_SECRET=0123456789abcdef",
     "WEBHOOK_URL must end in /cedres"),
    ("BOT_TOKEN=2:AAA\nHEALTH_PORT=8443\nWEBHOOK_URL=https://bot.example/cedres\nWEBHOOK_SECRET=0123456789abcdef",
     "HEALTH_PORT must differ"),
])
def test_what_two_towns_may_not_share(tmp_path: Path, line: str, why: str) -> None:
    town(tmp_path, "aulnes", "BOT_TOKEN=1:AAA\nDATABASE_URL=postgresql+psycopg://one@db/town\n")
    town(tmp_path, "cedres", line)
    here = towns(tmp_path)
    here.place("aulnes")
    with pytest.raises(SettingsError, match=why):
        here.place("cedres")


@pytest.mark.parametrize("name", ["Aulnes", "les aulnes", "-aulnes", "a" * 41, "aulnes.old"])
def test_a_folder_s_name_goes_in_addresses_and_labels(tmp_path: Path, name: str) -> None:
    town(tmp_path, name, "BOT_TOKEN=1:AAA\n")
    with pytest.raises(SettingsError, match="cannot be a town's folder"):
        towns(tmp_path).place(name)


def test_a_reason_comes_from_the_fault_not_from_its_words() -> None:
    sentence = SettingsError("BOT_TOKN is not a setting")
    assert meaning(ExceptionGroup("tasks", [ValueError("x"), ExceptionGroup("inner", [sentence])])) == (
        Why.SETTINGS, str(sentence))
    assert meaning(OldSchema("run: migrate"))[0] is Why.SCHEMA
    assert meaning(StorageError("another process"))[0] is Why.DATABASE
    assert meaning(ValueError("x")) == (Why.STOPPED, None)


POSTGRES = "postgresql+psycopg://nobody@127.0.0.1:9/none"


@pytest.mark.parametrize(("part", "settings", "why"), [
    (Part.LISTEN, {}, "SQLite takes one process"),
    (Part.DELIVER, {}, "SQLite takes one process"),
    (Part.LISTEN, {"DATABASE_URL": POSTGRES}, "set WEBHOOK_URL and WEBHOOK_SECRET"),
    (Part.DELIVER, {"DATABASE_URL": POSTGRES}, "none.tombstones.key is missing: copy it"),
])
def test_a_part_is_refused_where_it_cannot_work(
        tmp_path: Path, part: Part, settings: dict[str, str], why: str) -> None:
    with pytest.raises(Stop, match=why):
        check(Place(Settings.load(None, {"BOT_TOKEN": "1:AAA"} | settings), home=tmp_path, part=part))
