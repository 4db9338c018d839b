"""What one person may do in a day, and the sentence that says so. All people are fictional."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.bot.help_street import Peupliers, press_tap
from tests.pilots import Street, fresh_sqlite


@pytest.fixture
def street(tmp_path: Path) -> Street:
    return Street(fresh_sqlite(tmp_path))


def test_ten_requests_a_day_even_when_each_is_taken_back(tmp_path: Path) -> None:
    home = Peupliers(fresh_sqlite(tmp_path))
    for _request in range(10):
        home.ask()
        press_tap(home.odile, "help.undo")
    home.ask()
    assert home.odile.notice.startswith("Vous avez déjà publié dix demandes aujourd’hui.")
    home.street.later(days=1)
    home.odile.press("Publier")
    assert "C’est publié" in home.odile.last.text


def test_ten_reports_a_day(engine: Engine) -> None:
    home = Peupliers(engine)
    for _report in range(10):
        home.lucas.tap("signal.send:autre:0:0")
        assert "Merci" in home.lucas.last.text
    home.lucas.tap("signal.send:autre:0:0")
    assert home.lucas.notice.startswith("Vos signalements d’aujourd’hui sont bien reçus.")
    home.fatou.tap("signal.send:autre:0:0")
    assert "Merci" in home.fatou.last.text, "another person's word is still heard"


def test_one_s_own_data_five_times_a_day(street: Street) -> None:
    odile = street.person("Odile")
    odile.start()
    for _export in range(5):
        odile.say("/mesdonnees")
        assert odile.last.screen.attachment is not None
    odile.say("/mesdonnees")
    assert odile.last.text.startswith("Vous avez déjà reçu vos données plusieurs fois aujourd’hui.")


def test_five_words_a_day_to_whoever_runs_the_group(tmp_path: Path) -> None:
    home = Peupliers(fresh_sqlite(tmp_path))
    for n in range(5):
        home.lucas.tap("someone.write")
        home.lucas.say(f"Bonjour, un mot numéro {n}.")
        assert "Ça part" in home.lucas.last.text
    home.lucas.tap("someone.write")
    home.lucas.say("Et encore un mot.")
    assert home.lucas.last.text.startswith("Vous avez déjà écrit cinq fois aujourd’hui")
    assert len([text for text in home.karim.texts if "Bonjour, un mot" in text]) == 5
