"""Words that never wait for a neighbour: answered at once with whom to call, kept nowhere, read by nobody else."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from rules.incoming import Other
from storage.tables import HelpRequest
from tests.bot.scenes import dump
from tests.rules.test_sensitive import STOPPED
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap, press_value

URGENT = [said for topic, those in STOPPED.items() if topic not in ("soins", "argent") for said in those]


@pytest.fixture
def street(engine: Engine) -> Peupliers:
    return Peupliers(engine)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def with_a_note(street: Peupliers) -> None:
    street.odile.say("/besoin")
    for value in ("courses-et-repas", "courses", "2026-11-26", "matin", "note"):
        press_value(street.odile, value)


def test_no_urgent_phrase_reaches_a_group_or_is_kept(street: Peupliers) -> None:
    with_a_note(street)
    for said in URGENT:
        street.odile.say(said)
        assert "appelez" in street.odile.last.text or "<b>" in street.odile.last.text
        assert "ni gardés, ni montrés" in plain(street.odile.last.text)
    kept = str(dump(street.street, but=frozenset()))
    assert [said for said in URGENT if said in kept] == []
    assert street.chat.texts == []


def test_the_right_numbers_answer(street: Peupliers) -> None:
    for said, numbers in (("je veux mourir", ("3114", "15")), ("il ne respire plus", ("15", "18", "112")),
                          ("mon mari me frappe", ("17", "114", "3919")), ("un enfant est battu au 3e", ("119",)),
                          ("maman est maltraitée", ("3977",))):
        street.lucas.say(said)
        assert all(f"<b>{number}</b>" in street.lucas.last.text for number in numbers)


def test_a_false_alarm_costs_one_tap_and_loses_no_answer(street: Peupliers) -> None:
    with_a_note(street)
    street.odile.say("ça sent le gaz de la bouteille de camping, à changer")
    assert "<b>18</b>" in street.odile.last.text
    street.odile.press("Continuer")
    assert "Votre mot" in street.odile.last.text or "mots" in street.odile.last.text
    street.odile.say("la bouteille sent le gaz, à changer dehors")
    press_value(street.odile, "oui")
    assert "sent le gaz" in street.row(HelpRequest, street.newest(HelpRequest)).note


def test_words_for_a_neighbour_are_stopped_in_danger_only(street: Peupliers) -> None:
    acceptance = street.agreed()
    street.lucas.tap(f"contact.write:{acceptance}")
    street.lucas.say("je vais me tuer")
    assert "3114" in street.lucas.last.text
    street.lucas.say("je suis malade, à demain ? je vous avance 20 euros de courses")
    assert not any("me tuer" in text for text in street.odile.texts)
    assert any("à demain" in text for text in street.odile.texts)


def test_an_answer_changed_into_such_words_is_no_answer_any_more(street: Peupliers) -> None:
    with_a_note(street)
    street.odile.say("Deux sacs, merci")
    street.odile.edit("il y a le feu, venez")
    assert "<b>18</b>" in street.odile.last.text
    assert "le feu" not in str(dump(street.street, but=frozenset()))
    street.odile.press("Continuer")
    street.odile.say("Un sac seulement")
    press_value(street.odile, "oui")
    assert street.row(HelpRequest, street.newest(HelpRequest)).note == "Un sac seulement"


@pytest.mark.parametrize(("said", "answer"), [
    ("il me faudrait quelqu’un pour changer un pansement", "dont c’est le métier"),
    ("quelqu’un peut me prêter 200 euros ?", "l’argent ne circule pas")])
def test_care_and_money_are_sent_to_whom_they_belong(street: Peupliers, said: str, answer: str) -> None:
    street.lucas.say(said)
    assert answer in plain(street.lucas.last.text)
    assert "✋ Parler à quelqu’un" in street.lucas.last.labels
    street.lucas.press("Continuer")
    assert "le menu" in street.lucas.last.text


def test_under_a_photo_they_are_heard_too(street: Peupliers) -> None:
    street.lucas.send(Other("photo", caption="elle est inconsciente"))
    assert "<b>15</b>" in street.lucas.last.text


def test_who_never_joined_is_answered_too(street: Peupliers) -> None:
    stranger = street.street.person("Hugo")
    stranger.say("je veux mourir")
    assert "3114" in " ".join(stranger.texts)


def test_in_english_it_is_said_in_english(engine: Engine) -> None:
    street = Peupliers(engine, language="en")
    street.lucas.say("I want to die")
    assert "3114" in street.lucas.last.text
    assert "neither kept nor shown" in street.lucas.last.text


def test_danger_leaves_the_requests_of_before_as_they_are(street: Peupliers) -> None:
    number = street.ask()
    street.odile.say("il ne respire plus")
    press_tap(street.lucas, "help.take", street.chat)
    assert street.row(HelpRequest, number).id == number
    assert any("vous aider" in text for text in street.odile.texts)
