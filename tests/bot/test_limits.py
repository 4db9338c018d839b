"""What one person may do in a day, and the sentence that says so. All people are fictional."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from rules.groups import GroupState
from rules.incoming import Incoming, Ordered, Place, PlaceKind, Sender
from rules.limits import Limit
from storage import groups, limits
from tests.pilots import Pilot, Street, fresh_sqlite
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap


@pytest.fixture
def street(tmp_path: Path) -> Street:
    return Street(fresh_sqlite(tmp_path))


def test_ten_requests_a_day_even_when_each_is_taken_back(tmp_path: Path) -> None:
    home = Peupliers(fresh_sqlite(tmp_path))
    for _request in range(10):
        home.ask()
        press_tap(home.odile, "help.undo")
    home.ask()
    assert home.odile.toast.startswith("Vous avez déjà publié dix demandes aujourd’hui.")
    home.street.later(days=1)
    home.odile.press("Publier")
    assert "C’est publié" in home.odile.last.text


def test_ten_reports_a_day(engine: Engine) -> None:
    home = Peupliers(engine)
    for _report in range(10):
        home.lucas.tap("signal.send:autre:0:0")
        assert "Merci" in home.lucas.last.text
    home.lucas.tap("signal.send:autre:0:0")
    assert home.lucas.toast.startswith("Vos signalements d’aujourd’hui sont bien reçus.")
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


def test_twenty_questions_a_minute_to_telegram_about_one_person(engine: Engine) -> None:
    """By the same person in however many groups; another's are asked all the same."""
    street = Street(engine)
    dialogue = replace(street.dialogue, limited=True)
    odile, lucas = street.person("Odile"), street.person("Lucas")
    odile.start()
    lucas.start()

    def asks(pilot: Pilot, group: int) -> bool:
        one = Incoming(street.update() + 5000, Sender(pilot.id, pilot.first_name, "fr"),
                       Place(-7000 - group, PlaceKind.GROUP, "Rue"), Ordered("installer", ""))
        return bool(dialogue.handle_batch([one], street.now, 0).waiting)

    assert [asks(odile, n) for n in range(25)] == [True] * 20 + [False] * 5
    assert asks(lucas, 30)
    street.later(minutes=2)
    assert asks(odile, 31)


def test_undoing_an_installation_counts_as_setting_it(engine: Engine) -> None:
    street = Street(engine)
    karim = street.person("Karim")
    karim.start()
    with street.session() as session:
        limits.spend_all(session, Limit.INSTALLS, {f"p{karim.person_id}": 20}, street.now)
        group = groups.add(session, -42, "Rue", "fr", 0, None, street.now)
        groups.change(session, group.id, installed_at=street.now, state=GroupState.INSTALLED)
    street.admins.add((-42, karim.id))
    karim.tap(f"group.undo:{group.id}")
    assert karim.toast.startswith("Ce groupe a été réglé bien des fois")
