"""The first-run assistant: six questions, a file for its owner alone, nothing overwritten without a yes."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.beginning import Terminal, begin
from bot.choices import CONTENT, EFFECTS, chosen
from bot.parts import Stop
from bot.settings import Settings
from tests.docs.conftest import ROOT

TOKEN, OTHER = "123456789:AAE-fictional_token", "987654321:AAF-another_token"
TOWN = ("Saint-Ouen-l'Aumône # 95 \\ $HOME", "01 23 45 67 89", "dpo@mairie.example, 1 place de la Mairie", "")


@dataclass
class Operator:
    """Answers in turn; remembers what was shown. Nothing typed in secret is shown."""

    answers: list[str]
    shown: list[str] = field(default_factory=list)

    def says(self, words: str) -> str:
        self.shown.append(words)
        if not self.answers:
            raise EOFError
        return self.answers.pop(0)

    def begins(self, path: Path) -> int:
        told: Callable[[str], None] = self.shown.append
        return begin(path, "tous-voisins", Terminal(self.says, self.says, told))

    @property
    def read(self) -> str:
        return "\n".join(self.shown)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_was_answered_is_what_the_bot_reads(path: Path) -> None:
    operator = Operator([TOKEN, *TOWN, ""])
    assert operator.begins(path) == 0
    assert mode(path) == 0o600
    found = Settings.load(path, {})
    assert (found.town_name, found.town_phone, found.privacy_contact) == TOWN[:3]
    assert found.tz_default == "Europe/Paris"
    assert found.bot_token is not None
    assert found.bot_token.get_secret_value() == TOKEN
    assert found.backup_key is not None, "Enter is a yes: backups are sealed"
    assert "tous-voisins check-config" in operator.shown[-1]
    assert "tous-voisins run" in operator.shown[-1]
    for secret in (TOKEN, found.backup_key.get_secret_value()):
        assert secret not in operator.read


def test_repeated_it_keeps_what_is_not_changed_and_the_file_of_before(path: Path) -> None:
    Operator([TOKEN, *TOWN, ""]).begins(path)
    path.write_text(path.read_text() + "HEALTH_PORT=9464\n")
    was = path.read_text()
    operator = Operator(["oui", OTHER, "", "", "", "Indian/Reunion"])
    assert operator.begins(path) == 0
    found = Settings.load(path, {})
    assert (found.town_name, found.health_port, found.tz_default) == (TOWN[0], 9464, "Indian/Reunion")
    assert found.bot_token is not None
    assert found.bot_token.get_secret_value() == OTHER
    assert found.backup_key == Settings.load(path.with_name(".env.before"), {}).backup_key, "old backups still open"
    assert path.with_name(".env.before").read_text() == was
    assert mode(path) == mode(path.with_name(".env.before")) == 0o600
    assert TOKEN not in operator.read


@pytest.mark.parametrize("answers", [[""], ["n"], [], ["y", OTHER]], ids=["enter", "no", "ctrl-d", "ctrl-d later"])
def test_without_a_yes_to_the_end_nothing_changes(path: Path, answers: list[str]) -> None:
    Operator([TOKEN, *TOWN, "n"]).begins(path)
    was = path.read_text()
    operator = Operator(answers)
    assert operator.begins(path) == 1
    assert "already there" in operator.shown[0]
    assert "Nothing was written" in operator.shown[-1]
    assert path.read_text() == was
    assert [one.name for one in path.parent.iterdir()] == [".env"]


def test_what_cannot_be_used_is_asked_again(path: Path) -> None:
    operator = Operator(["not-a-token", TOKEN, "x" * 81, "Aulnes", "appelez-nous", "", "", "Paris", "Europe/Paris",
                         "n"])
    assert operator.begins(path) == 0
    assert Settings.load(path, {}).town_name == "Aulnes"
    assert operator.read.count("cannot be used as it is") == 4
    assert "not-a-token" not in operator.read


def test_with_nobody_to_answer_it_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/null").open() as nobody:
        monkeypatch.setattr("sys.stdin", nobody)
        with pytest.raises(Stop, match="in a terminal"):
            begin(path, "tous-voisins")
    assert not path.exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="cannot be written"):
        Operator([TOKEN, *TOWN, "n"]).begins(tmp_path / "nowhere" / ".env")


def test_every_setting_is_said_with_its_effect_and_no_secret() -> None:
    key = "A" * 43 + "="
    settings = Settings.load(None, {"BOT_TOKEN": TOKEN, "BACKUP_KEY": key, "TOWN_NAME": "Aulnes",
                                    "DATABASE_URL": "postgresql+psycopg://bot:secret@127.0.0.1/aulnes"})
    lines = list(chosen(settings))
    assert [line.partition(" = ")[0] for line in lines] == list(Settings.names()) == list(EFFECTS)
    assert "TOWN_NAME = Aulnes: the town" in "\n".join(lines)
    assert "SECOND_ABOVE = 50 (default): above so many groups" in "\n".join(lines)
    assert not [line for line in lines for secret in (TOKEN, key, "secret@") if secret in line]


def test_every_file_an_editor_may_change_is_named() -> None:
    assert {path.name for path in (ROOT / "content").glob("*.yaml")} <= CONTENT.keys()
    assert [name for name in CONTENT if not (ROOT / "content" / name).exists()] == []
