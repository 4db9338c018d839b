"""Asking, accepting, saying yes: the whole story by taps. All people are fictional."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from rules.help import AcceptanceState, RequestState
from storage.tables import HelpAcceptance, HelpRequest
from tests.bot.help_street import Peupliers, press_tap


@pytest.fixture
def street(engine: Engine) -> Peupliers:
    return Peupliers(engine)


def test_five_taps_put_one_card_in_the_group_and_no_name_on_it(street: Peupliers) -> None:
    number = street.ask()
    assert len(street.chat.texts) == 1
    card = street.chat.last
    assert "des courses" in card.text
    assert "jeudi 26 novembre" in card.text
    assert "rue des Peupliers" in card.text
    assert "Odile" not in card.text
    assert "publié" in street.odile.last.text
    assert street.row(HelpRequest, number).state is RequestState.OPEN


def test_the_first_press_wins_and_the_asker_says_yes(street: Peupliers) -> None:
    number = street.ask()
    assert "en privé" in press_tap(street.lucas, "help.take", street.chat)
    assert "Une personne s’en occupe" in street.chat.last.text
    assert not street.chat.last.rows
    assert "Lucas" in street.odile.last.text
    press_tap(street.odile, "help.yes")
    code = street.row(HelpRequest, number).visit_code
    for pilot in (street.odile, street.lucas):
        assert any(code in text for text in pilot.texts), pilot.texts
        assert "Donner mon numéro" in " ".join(pilot.last.labels)
    assert street.events(number) == ["asked", "proposed", "confirmed"]
    assert street.row(HelpAcceptance, 1).state is AcceptanceState.CONFIRMED
    assert len(street.chat.texts) == 1
