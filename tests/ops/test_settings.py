"""What an operator reads when a setting is wrong: one sentence, the variable's name, no secret."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from dotenv import dotenv_values

from bot.settings import Settings, SettingsError, masked

TOKEN = "123456789:AAEabcdefghijklmnopqrstuvwxyz0123456"
EXAMPLE = Path(__file__).parents[2] / ".env.example"


def written(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / ".env"
    path.write_text(text, "utf-8")
    path.chmod(mode)
    return path


def refusal(path: Path | None, **environ: str) -> str:
    with pytest.raises(SettingsError) as told:
        Settings.load(path, environ)
    sentence = str(told.value)
    assert "\n" not in sentence
    return sentence


def test_nothing_set_is_the_default(tmp_path: Path) -> None:
    found = Settings.load(tmp_path / ".env", {})
    assert found == Settings()
    assert found.bot_token is None
    assert found.database_url == "sqlite:///data/tous-voisins.db"
    assert found.pace_per_second == 25


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, f'# ours\nexport BOT_TOKEN="{TOKEN}"\nTOWN_NAME=Les Lilas\nTZ_DEFAULT=\n')
    found = Settings.load(path, {"TOWN_NAME": "Bagnolet", "HOME": "/somewhere"})
    assert found.bot_token is not None
    assert found.bot_token.get_secret_value() == TOKEN
    assert (found.town_name, found.tz_default) == ("Bagnolet", "Europe/Paris")


@pytest.mark.parametrize(("line", "hint"), [
    ("BOT_TOKN=1", "line 1: BOT_TOKN is not a setting; did you mean BOT_TOKEN?"),
    ("bot_token=1", "line 1: bot_token is not a setting; did you mean BOT_TOKEN?"),
    ("DATABASE=1", "did you mean DATABASE_URL?"),
    ("QUICHE=1", "QUICHE is not a setting; .env.example lists them all."),
    ("\nTOWN_NAME", "line 2: expected NAME=value"),
    ("TOWN_NAME='Les Lilas", "line 1: expected NAME=value"),
    ("TOWN_NAME=a\nTOWN_NAME=b", "line 2: TOWN_NAME is set twice"),
])
def test_a_line_of_the_file_is_refused_by_name(tmp_path: Path, line: str, hint: str) -> None:
    assert hint in refusal(written(tmp_path, line))


@pytest.mark.parametrize(("name", "value"), [
    ("BOT_TOKEN", "AAEsecret"), ("BOT_TOKEN", "12:a b"), ("TELEGRAM_API_BASE", "http://api.example.org"),
    ("TELEGRAM_API_BASE", "ftp://127.0.0.1"), ("TELEGRAM_API_BASE", "https://"),
    ("DATABASE_URL", "mysql://u:secret@h/d"), ("DATABASE_URL", "postgresql://u:secret@h/d"),
    ("TZ_DEFAULT", "Paris"), ("PACE_PER_SECOND", "-1"), ("PACE_PER_SECOND", "secret"),
    ("GEOCODER_URL", "http://geo.example.org"), ("WEBHOOK_URL", "bot.example.org"), ("WEBHOOK_SECRET", "secret"),
    ("WEBHOOK_PORT", "70000"), ("LOG_LEVEL", "CHATTY"), ("TOWN_PHONE", "call us"), ("BACKUP_KEY", "secret"),
    ("SANDBOX_CLOCK", "perhaps"), ("TOWN_NAME", "x" * 81), ("PRIVACY_CONTACT", "x" * 601),
])
def test_a_bad_value_names_its_variable_and_hides_its_value(name: str, value: str) -> None:
    sentence = refusal(None, **{name: value})
    assert sentence.startswith(f"{name} cannot be used as it is: expected ")
    assert "secret" not in sentence


def test_a_webhook_needs_its_secret() -> None:
    assert "WEBHOOK_SECRET is missing" in refusal(None, WEBHOOK_URL="https://bot.example.org/hook")


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_file_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = written(tmp_path, f"BOT_TOKEN={TOKEN}", mode)
    sentence = refusal(path)
    assert f"chmod 600 {path}" in sentence
    assert TOKEN not in sentence


def test_http_is_for_this_machine(tmp_path: Path) -> None:
    for base in ("http://127.0.0.1:8081/", "http://localhost:8081", "http://[::1]:8081"):
        assert Settings.load(None, {"TELEGRAM_API_BASE": base}).telegram_api_base == base.rstrip("/")


def test_secrets_do_not_show() -> None:
    key = Fernet.generate_key().decode()
    found = Settings.load(None, {
        "BOT_TOKEN": TOKEN, "BACKUP_KEY": key, "WEBHOOK_SECRET": "a-secret-of-the-webhook",
        "DATABASE_URL": "postgresql+psycopg://voisins:hush@h/town"})
    for shown in (repr(found), str(found), found.database_shown):
        assert not [s for s in (TOKEN, key, "a-secret-of", "hush") if s in shown], shown
    assert found.database_shown == "postgresql+psycopg://voisins:***@h/town"
    assert masked("see https://u:p%40w@a.example and https://a.example:80/x") == (
        "see https://u:***@a.example and https://a.example:80/x")


def test_the_example_lists_every_setting_with_its_default() -> None:
    listed = dotenv_values(EXAMPLE)
    assert tuple(listed) == Settings.names()
    assert Settings.load(None, {name: value or "" for name, value in listed.items()}) == Settings()
