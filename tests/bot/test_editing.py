"""Words changed after they were sent, and files sent together."""

from __future__ import annotations

import pytest

from tests.bot.scenes import agree, install, join
from tests.pilots import Pilot, Street

ONCE = "Un message modifié n’est pas relu. Pour changer quelque chose, écrivez-le à nouveau, ou /aide."


@pytest.fixture
def odile(street: Street) -> Pilot:
    return street.person("Odile")


def at_the_place(odile: Pilot) -> None:
    odile.start()
    odile.press("Commencer")
    odile.press("Odile")


def test_until_its_read_back_is_accepted_the_changed_words_are_the_answer(odile: Pilot) -> None:
    at_the_place(odile)
    odile.say("rue des Tilleuls, Nantes")
    odile.edit("rue des Lilas, Nantes")
    assert any("rue des Lilas" in label for label in odile.last.labels)
    odile.press("rue des Lilas")
    odile.press("C’est tout")
    odile.press("C’est tout")
    odile.press("18 ans ou plus")
    assert any("Bienvenue, Odile" in text for text in odile.texts)


def test_an_earlier_answer_changes_too_and_the_question_in_hand_comes_again(odile: Pilot) -> None:
    odile.start()
    odile.press("Commencer")
    odile.say("Odille")
    asked = odile.last.text
    odile.edit("Odile")
    assert odile.last.text == asked
    odile.say("rue des Lilas, Nantes")
    odile.press("rue des Lilas")
    odile.press("C’est tout")
    odile.press("C’est tout")
    odile.press("18 ans ou plus")
    assert any("Bienvenue, Odile" in text for text in odile.texts)


def test_changed_words_that_cannot_be_an_answer_are_asked_again(odile: Pilot) -> None:
    odile.start()
    odile.press("Commencer")
    odile.say("Odile")
    odile.edit("06 12 34 56 78")
    assert "prénom" in odile.last.text


def test_a_change_that_changes_nothing_says_nothing(odile: Pilot) -> None:
    """Telegram reports changes that nobody sees."""
    at_the_place(odile)
    odile.say("rue des Lilas, Nantes")
    before = list(odile.texts)
    odile.edit("rue des Lilas, Nantes")
    assert odile.texts == before


def test_later_one_sentence_says_how_to_change_it(odile: Pilot) -> None:
    join(odile)
    odile.say("/monheure")
    odile.edit("/mesdemandes")
    assert odile.last.text == ONCE
    odile.edit("/mesdemande")
    assert odile.texts.count(ONCE) == 1, "once for a message"


def test_an_edited_command_that_names_the_bot_is_answered_once_in_a_group(street: Street, odile: Pilot) -> None:
    karim, chat = street.person("Karim"), street.group("Les Lilas")
    install(chat, karim)
    odile.edit("/besoin@tousvoisins_bot", chat, message=street.number())
    assert chat.last.text == ONCE


def test_files_sent_together_are_answered_once(odile: Pilot) -> None:
    odile.start()
    said = len(odile.texts)
    for _one in range(10):
        odile.photo(album="13800138000")
    assert len(odile.texts) == said + 1
    odile.photo(album="13800138001")
    assert len(odile.texts) == said + 2, "another album is another thing"


def test_files_sent_together_are_one_miss(odile: Pilot) -> None:
    at_the_place(odile)
    said = len(odile.texts)
    for _one in range(10):
        odile.photo(album="13800138000")
    assert len(odile.texts) == said + 1
    odile.say("rue des Lilas, Nantes")
    assert any("rue des Lilas" in label for label in odile.last.labels)


def test_an_answer_after_an_album_is_taken(street: Street, odile: Pilot) -> None:
    odile.start()
    odile.photo(album="1")
    odile.press("Commencer")
    agree(odile)
    assert any("Bienvenue, Odile" in text for text in odile.texts)
