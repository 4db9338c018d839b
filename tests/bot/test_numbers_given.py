"""A number is given whole, by its owner, to one person; and what a note may not carry is asked again. All fictional."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from rules.incoming import Other
from storage.tables import HelpRequest
from tests.bot.scenes import faults
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap, press_value


@pytest.fixture
def peupliers(engine: Engine) -> Peupliers:
    return Peupliers(engine)


def asked_for_a_number(world: Peupliers) -> None:
    world.agreed()
    press_tap(world.odile, "contact.phone")


def test_a_number_with_a_digit_missing_is_asked_again(peupliers: Peupliers) -> None:
    asked_for_a_number(peupliers)
    for typed in ("+33 6 12 34 56 7", "0033 6 12 34 56 7", "06 12 34 56 7"):
        peupliers.odile.say(typed)
        assert "n’est pas complet" in peupliers.odile.last.text
    peupliers.odile.say("0899 12 34 56")
    assert "coûterait cher" in peupliers.odile.last.text
    assert not any("📞 Odile" in text for text in peupliers.lucas.texts)
    peupliers.odile.say("0033 6 12 34 56 78")
    assert any("📞 Odile : 06 12 34 56 78" in text.replace("\u00a0", " ") for text in peupliers.lucas.texts)


def test_ones_own_contact_card_is_a_number_and_nobody_elses_is(peupliers: Peupliers) -> None:
    asked_for_a_number(peupliers)
    peupliers.odile.send(Other("contact"))
    assert "n’est pas la vôtre" in peupliers.odile.last.text
    peupliers.odile.photo()
    assert "avec le clavier" in peupliers.odile.last.text
    peupliers.odile.send(Other("contact", phone="33612345678"))
    assert any("📞 Odile : 06 12 34 56 78" in text.replace("\u00a0", " ") for text in peupliers.lucas.texts)
    assert faults(peupliers.street) == []


def at_the_note(world: Peupliers) -> None:
    world.odile.say("/besoin")
    for value in ("courses-et-repas", "courses", "2026-11-26", "apres-midi", "note"):
        press_value(world.odile, value)


@pytest.mark.parametrize(("typed", "said"), [
    ("J’ai un cancer", "ce mot parle de santé"), ("ma carte 4970 1012 3456 7890", "ce mot parle de santé"),
    ("le digicode est 47B15", "ce mot parle de santé"), ("la clé sous le paillasson", "clés et absences"),
    ("les clefs sont sous le pot", "clés et absences"), ("en mon absence, le chat", "clés et absences"),
    ("the key is under the mat", "clés et absences"), ("arroser, je serai absente", "clés et absences")])
def test_what_a_note_may_not_tell_is_asked_again_kindly(peupliers: Peupliers, typed: str, said: str) -> None:
    at_the_note(peupliers)
    peupliers.odile.say(typed)
    answer = peupliers.odile.last.text.replace("\u00a0", " ").casefold()
    assert said in answer
    assert "« deux pains »" in answer
    peupliers.odile.say("deux pains")
    press_value(peupliers.odile, "oui")
    assert peupliers.row(HelpRequest, peupliers.newest(HelpRequest)).note == "deux pains"


@pytest.mark.parametrize("typed", ["double de clés à faire", "je ne suis pas là avant 15 h",
                                   "chercher mes clés au square"])
def test_an_errand_about_keys_is_an_errand(peupliers: Peupliers, typed: str) -> None:
    at_the_note(peupliers)
    peupliers.odile.say(typed)
    assert typed in peupliers.odile.last.text.replace("\u00a0", " ")


def test_links_numbers_and_floors_leave_the_note_and_that_is_said(peupliers: Peupliers) -> None:
    at_the_note(peupliers)
    peupliers.odile.say("deux pains, @odile ou t.me/odile, au 3e, zéro six douze trente-quatre cinquante-six")
    read_back = peupliers.odile.last.text
    assert "deux pains" in read_back
    assert "ressemble à un numéro" in read_back
    for private in ("odile ou", "t.me", "3e", "douze"):
        assert private not in read_back


def test_two_who_said_yes_tell_each_other_the_floor(peupliers: Peupliers) -> None:
    peupliers.agreed()
    press_tap(peupliers.lucas, "contact.relay")
    press_tap(peupliers.lucas, "contact.write")
    peupliers.lucas.say("C’est au 3e à gauche ?")
    assert any("C’est au 3e à gauche" in text for text in peupliers.odile.texts)
