"""What is written on a button may be typed instead, in the language it is read in."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.bot.scenes import begin_join, join
from tests.pilots import Street, fresh_sqlite
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap


def test_an_english_reader_types_the_words_of_a_button(tmp_path: Path) -> None:
    street = Street(fresh_sqlite(tmp_path))
    emma = street.person("Emma", language="en")
    emma.start()
    emma.press("Start")
    emma.press("Emma")
    emma.say("12 rue des Lilas in Nantes")
    emma.say("rue des Lilas, Nantes (44)")
    emma.say("that is all")
    emma.say("evenings")
    assert any(label.startswith("✓") for label in emma.last.labels), "typed words tick their button"
    emma.say("That is all.")
    assert "18" in emma.last.text


@pytest.mark.parametrize("typed", ["courses et repas", "Courses et repas.", "🛒 Courses et repas"])
def test_a_french_label_made_of_several_parts_may_be_typed(street: Street, typed: str) -> None:
    odile = street.person("Odile")
    join(odile)
    odile.say("/besoin")
    odile.say(typed)
    assert "Appuyez" not in odile.last.text
    assert any("courses" in label.casefold() for label in odile.last.labels)


@pytest.mark.parametrize("typed", ["✖ Annuler", "Annuler.", "annuler", "ANNULER !", "stop", "Stop.", "✖\ufe0f annuler"])
def test_cancelling_typed_at_a_relay_is_never_carried(engine: Engine, typed: str) -> None:
    street = Peupliers(engine)
    street.agreed()
    press_tap(street.lucas, "contact.relay")
    press_tap(street.odile, "contact.write")
    assert "Que voulez-vous dire" in street.odile.last.text
    before = len(street.lucas.texts)
    street.odile.say(typed)
    assert "C’est annulé" in street.odile.last.text
    assert len(street.lucas.texts) == before


@pytest.mark.parametrize("typed", ["↩ Retour", "retour", "Retour.", "↩️ retour"])
def test_back_typed_goes_back(street: Street, typed: str) -> None:
    odile = street.person("Odile")
    begin_join(odile)
    odile.press("Odile")
    odile.say(typed)
    assert "Quel est votre prénom" in odile.last.text


def test_talking_to_somebody_typed_under_a_question_opens_it(street: Street) -> None:
    odile = street.person("Odile")
    begin_join(odile)
    odile.say("✋ Parler à quelqu’un")
    assert "112" in odile.last.text
    odile.say("Odile")
    assert "Où habitez-vous" in odile.last.text


@pytest.mark.parametrize("typed", ["oui", "Oui !", "ok", "D’accord.", "d'accord", "oui merci"])
def test_a_typed_yes_counts_as_the_tap(engine: Engine, typed: str) -> None:
    street = Peupliers(engine)
    street.odile.say("/besoin")
    for words in ("🛒 Courses et repas", "Faire des courses", "demain matin"):
        street.odile.say(words)
    street.odile.say(typed)
    assert "C’est publié" in street.odile.last.text
