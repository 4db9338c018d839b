"""Done, not done, postponed; thanks once; the first action is thanked by the one who runs the group."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from rules.help import AcceptanceState, CloseReason, RequestState
from storage.tables import HelpAcceptance, HelpRequest, Thanks
from tests.bot.test_help_in_time import gone_by
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap


@pytest.fixture
def street(sqlite_engine: Engine) -> Peupliers:
    """A help agreed for Thursday; it is now Friday evening."""
    made = Peupliers(sqlite_engine)
    made.agreed()
    gone_by(made)
    return made


def test_a_yes_is_asked_of_both_once(street: Peupliers) -> None:
    for pilot in (street.odile, street.lucas):
        assert sum("Est-ce que cela" in text for text in pilot.texts) == 1
    street.street.tick()
    assert sum("Est-ce que cela" in text for text in street.lucas.texts) == 1


def test_thanks_leave_once_an_action(street: Peupliers) -> None:
    press_tap(street.odile, "after.yes")
    street.odile.tap("thanks.say:1:a")
    street.odile.tap("thanks.say:1:b")
    assert "déjà partis" in street.odile.last.text
    assert sum("Odile" in text and "🙏" in text for text in street.lucas.texts) == 1
    assert street.newest(Thanks) == 1


def test_the_helpers_yes_opens_the_thanks_of_the_helped(street: Peupliers) -> None:
    press_tap(street.lucas, "after.yes")
    assert any("Un mot pour Lucas" in text for text in street.odile.texts)
    assert any("heure civique" in text for text in street.lucas.texts)


def test_a_word_for_the_helper_is_asked_for_once_whoever_says_yes_first(street: Peupliers) -> None:
    press_tap(street.lucas, "after.yes")
    press_tap(street.odile, "after.yes")
    street.odile.tap("after.yes:1")
    assert sum("Un mot pour Lucas" in text for text in street.odile.texts) == 1


def test_the_first_action_is_thanked_exactly_once_restart_included(street: Peupliers) -> None:
    press_tap(street.lucas, "after.yes")
    press_tap(street.odile, "after.yes")
    asked = [text for text in street.karim.texts if "premier coup de main" in text]
    assert len(asked) == 1
    for _press in range(3):
        street.karim.tap("thanks.first:1")
    assert sum("premier coup de main" in text for text in street.lucas.texts) == 1
    street.fatou.tap("thanks.first:1")
    assert "plus actif" in street.fatou.toast


def test_a_second_action_is_not_a_first(street: Peupliers) -> None:
    press_tap(street.odile, "after.yes")
    street.street.later(hours=15)
    street.agreed(day="2026-11-28")
    street.street.later(hours=33)
    street.street.tick()
    street.odile.tap("after.yes:2")
    assert street.row(HelpAcceptance, 2).state is AcceptanceState.DONE
    assert sum("premier coup de main" in text for text in street.karim.texts) == 1


def test_a_no_says_why_and_closes(street: Peupliers) -> None:
    press_tap(street.odile, "after.no")
    street.odile.tap("after.why:1:missed")
    request = street.row(HelpRequest, 1)
    assert (request.state, request.close_reason) == (RequestState.CLOSED, CloseReason.MISSED)
    assert street.events(1)[-1] == "not_done"


def test_a_yes_and_a_no_are_left_to_people(street: Peupliers) -> None:
    press_tap(street.odile, "after.no")
    street.odile.tap("after.why:1:no_reply")
    press_tap(street.lucas, "after.yes")
    assert street.row(HelpRequest, 1).state is RequestState.DONE
    told = [text for text in street.karim.texts if "une personne dit" in text]
    assert len(told) == 1
    assert "Odile" not in told[0]
    assert "Lucas" not in told[0]


def test_merci_at_any_time_and_a_card_for_somebody_else(street: Peupliers) -> None:
    press_tap(street.odile, "after.yes")
    street.odile.tap("thanks.skip")
    street.odile.say("/merci")
    assert any("Lucas" in label for label in street.odile.last.labels)
    press_tap(street.odile, "thanks.card")
    assert "De la part d’Odile" in street.odile.last.text
    street.odile.say("/merci")
    press_tap(street.odile, "thanks.to")
    press_tap(street.odile, "thanks.say")
    assert "vers Lucas" in street.odile.last.text


def test_with_nobody_left_to_thank_merci_is_a_card_with_the_way_in(street: Peupliers) -> None:
    for _time in range(2):
        street.odile.say("/merci")
        assert "De la part d’Odile" in street.odile.last.text
    newcomer = street.street.person("Jeanne")
    link = next(button.start for row in street.odile.last.rows for _label, button in row)
    newcomer.start(str(link))
    assert "prénom" in newcomer.last.text
    street.lucas.say("/merci")
    assert "De la part de Lucas" in street.lucas.last.text, "who helped may thank too"


def test_merci_in_a_group_goes_on_in_private(street: Peupliers) -> None:
    press_tap(street.odile, "after.yes")
    for _time in range(2):
        street.odile.say("/merci", street.chat)
        assert "Lucas" not in street.chat.last.text
        street.odile.press("Continuer en privé", street.chat)
        assert "Qui souhaitez-vous remercier" in street.odile.last.text
        assert any("Lucas" in label for label in street.odile.last.labels)
    street.fatou.press("Continuer en privé", street.chat)
    assert "plus valable" in street.fatou.last.text, "the link is for one person, once"
    stranger = street.street.person("Inès")
    stranger.say("/merci", street.chat)
    assert "faisons d’abord connaissance" in street.chat.last.text.casefold()


@pytest.mark.parametrize("action", ["after.yes:1", "after.no:1", "after.later:1", "after.why:1:missed", "thanks.to:1",
                                    "thanks.say:1:a", "thanks.first:1", "after.yes:99", "after.why:1:insulte"])
def test_a_stranger_meets_a_dead_button(street: Peupliers, action: str) -> None:
    street.fatou.tap(action)
    assert "plus actif" in street.fatou.toast
    assert street.row(HelpAcceptance, 1).state is AcceptanceState.CONFIRMED


def test_nothing_is_done_before_its_day(sqlite_engine: Engine) -> None:
    street = Peupliers(sqlite_engine)
    street.agreed()
    street.odile.tap("after.yes:1")
    assert "plus actif" in street.odile.toast


@pytest.mark.parametrize("again", [False, True])
def test_nobody_who_was_stood_up_is_asked_to_say_thanks(street: Peupliers, again: bool) -> None:
    """Odile waited for nothing; Lucas says yes. A « Non » is believed: no thanks, no hour, no first deed."""
    odile, lucas = street.odile, street.lucas
    press_tap(odile, "after.no")
    assert odile.last.labels == ["Personne n’est venu", "Je n’ai plus de réponse", "Rendez-vous manqué",
                                 "Je n’en ai plus besoin"]
    odile.press("Rendez-vous manqué")
    press_tap(lucas, "after.yes")
    if again:
        lucas.tap("after.yes:1")
    assert not any("Un mot pour Lucas" in text for text in odile.texts)
    assert not any("heure civique" in text for text in lucas.texts)
    assert not any("premier coup de main" in text for text in street.karim.texts)
    assert "L’autre personne a répondu « non »" in lucas.last.text.replace("\u00a0", " ")
    assert "✋ Parler à quelqu’un" in lucas.last.labels
    assert sum("une personne dit" in text for text in street.karim.texts) == 1


def test_a_deed_that_was_denied_is_not_the_first(street: Peupliers) -> None:
    press_tap(street.odile, "after.no")
    street.odile.press("Rendez-vous manqué")
    press_tap(street.lucas, "after.yes")
    street.street.later(hours=15)
    street.agreed(day="2026-11-28")
    street.street.later(hours=33)
    street.street.tick()
    street.odile.tap("after.yes:2")
    assert sum("premier coup de main" in text for text in street.karim.texts) == 1


def test_who_could_not_come_says_it_in_their_own_words(street: Peupliers) -> None:
    press_tap(street.lucas, "after.no")
    assert street.lucas.last.labels == ["Je n’ai pas pu venir", "Je n’ai plus de réponse", "Rendez-vous manqué",
                                        "Ce n’était plus utile"]
