"""Words typed to nobody in particular: a neighbour writes to a neighbour, somebody says what they need."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.pilots import Pilot
from tests.world.peupliers import Peupliers


@pytest.fixture
def street(sqlite_engine: Engine) -> Peupliers:
    return Peupliers(sqlite_engine)


def told(pilot: Pilot) -> list[str]:
    return [text.replace("\u202f", " ").replace("\u00a0", " ") for text in pilot.texts]


def test_words_after_an_agreement_leave_once_one_says_so(street: Peupliers) -> None:
    street.agreed()
    street.lucas.say("J’arrive vers 15 h, ça va ?")
    assert "Ce message est pour Odile ?" in told(street.lucas)[-1]
    assert street.lucas.last.labels[:2] == ["✍️ Oui, l’envoyer", "✖ Non"]
    assert not any("15 h" in text for text in told(street.odile))
    street.lucas.press("Oui, l’envoyer")
    assert "J’arrive vers 15 h, ça va ?" in told(street.odile)[-1]
    assert "Lucas vous écrit" in told(street.odile)[-1]


def test_words_that_were_for_nobody_are_not_sent(street: Peupliers) -> None:
    street.agreed()
    street.lucas.say("quelle journée")
    street.lucas.press("✖ Non")
    assert "rien n’est envoyé" in street.lucas.last.text
    assert not any("quelle journée" in text for text in street.odile.texts)


def test_a_code_of_a_bank_card_is_carried_to_nobody(street: Peupliers) -> None:
    street.agreed()
    street.lucas.say("le code de ma carte est 4821")
    street.lucas.press("D’accord")
    assert not any("4821" in text for text in street.odile.texts)


@pytest.mark.parametrize("words", [
    "je cherche quelqu’un pour mes courses", "j’ai besoin d’aide", "pouvez-vous m’aider ?"])
def test_a_need_said_in_ones_own_words_leads_to_the_button(street: Peupliers, words: str) -> None:
    street.odile.say(words)
    assert "Pour demander un coup de main, appuyez ici." in street.odile.last.text
    street.odile.press("Demander")
    assert "De quel coup de main" in street.odile.last.text


def test_other_words_are_not_understood_as_before(street: Peupliers) -> None:
    street.odile.say("il fait beau")
    assert "Je n’ai pas compris" in street.odile.last.text
