"""Thanks by a voice message: passed on to the helper, once, and not kept. All people are fictional."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import Engine, insert, select

from storage.tables import Block, Conversation, Thanks, metadata, table
from tests.bot.test_help_in_time import gone_by
from tests.pilots import Seen
from tests.world.peupliers import MORNING, Peupliers
from tests.world.pressing import press_tap

FILE = "voice-of-odile"


@pytest.fixture
def street(sqlite_engine: Engine) -> Peupliers:
    """A hand was given on Thursday, and both said so on Friday evening."""
    made = Peupliers(sqlite_engine)
    made.agreed()
    gone_by(made)
    press_tap(made.odile, "after.yes")
    return made


def heard(street: Peupliers) -> list[Seen]:
    return [seen for seen in street.lucas.phone.messages.values() if seen.screen.voice]


def test_a_voice_message_is_passed_on_with_the_name_of_who_thanks(street: Peupliers) -> None:
    press_tap(street.odile, "thanks.voice")
    assert "une minute au plus" in street.odile.last.text
    street.odile.speak(FILE)
    assert "vers Lucas" in street.odile.last.text
    (one,) = heard(street)
    assert (one.screen.voice, one.text) == (FILE, "🙏 Odile vous remercie de vive voix.")


@pytest.mark.parametrize(("sent", "sentence"), [
    ("photo", "message vocal"), ("Merci Lucas", "message vocal"), (61, "60 secondes au plus")])
def test_anything_else_gets_a_sentence_and_the_question_again(
        street: Peupliers, sent: str | int, sentence: str) -> None:
    press_tap(street.odile, "thanks.voice")
    if isinstance(sent, int):
        street.odile.speak(FILE, sent)
    elif sent == "photo":
        street.odile.photo()
    else:
        street.odile.say(sent)
    assert sentence in street.odile.last.text
    assert "Enregistrez" in street.odile.last.text
    assert not heard(street)
    street.odile.speak(FILE, 60)
    assert len(heard(street)) == 1


def test_one_may_cancel_or_go_back_to_the_ready_phrases(street: Peupliers) -> None:
    press_tap(street.odile, "thanks.voice")
    street.odile.press("Une phrase prête")
    press_tap(street.odile, "thanks.voice")
    street.odile.press("Annuler")
    street.odile.speak(FILE)
    assert not heard(street)
    street.odile.say("/merci")
    assert any("Lucas" in label for label in street.odile.last.labels)


def test_thanks_leave_once_whichever_way(street: Peupliers) -> None:
    press_tap(street.odile, "thanks.voice")
    street.odile.tap("thanks.say:1:a")
    street.odile.speak(FILE)
    street.odile.tap("thanks.voice:1")
    assert "déjà partis" in street.odile.last.text
    assert not heard(street)
    assert street.row(Thanks, 1).phrase == "a"


def test_nobody_else_can_thank_in_that_name(street: Peupliers) -> None:
    for pilot in (street.fatou, street.lucas):
        pilot.tap("thanks.voice:1")
        assert "plus actif" in pilot.toast
        pilot.speak(FILE)
    assert not heard(street)


@pytest.mark.parametrize("when", ["before", "while asked"])
def test_two_who_blocked_each_other_never_hear_each_other(street: Peupliers, when: str) -> None:
    if when == "while asked":
        press_tap(street.odile, "thanks.voice")
    lucas, odile = street.lucas.person_id, street.odile.person_id
    with street.street.session() as session:
        session.connection().execute(insert(table(Block)).values(person_id=lucas, other_id=odile, at=MORNING))
    street.odile.tap("thanks.voice:1")
    street.odile.tap("thanks.say:1:a")
    street.odile.speak(FILE)
    assert not heard(street)
    assert not any("vous écrit" in text for text in street.lucas.texts)
    street.odile.say("/merci")
    assert not any("Lucas" in label for label in street.odile.last.labels)


def test_somebody_who_left_for_good_is_not_thanked(street: Peupliers) -> None:
    press_tap(street.odile, "thanks.voice")
    street.lucas.say("/effacer")
    street.lucas.press("Oui, effacer")
    street.odile.speak(FILE)
    assert "plus actif" in street.odile.last.text
    assert not heard(street)


def test_the_recording_is_in_no_row_once_it_was_said(street: Peupliers) -> None:
    press_tap(street.odile, "thanks.voice")
    street.odile.speak(FILE)
    street.street.later(hours=2)
    street.street.tick()
    with street.street.session() as session:
        assert not list(session.connection().execute(select(table(Conversation))))
        kept = [json.dumps([dict(r) for r in session.connection().execute(select(t)).mappings()], default=str)
                for t in metadata.tables.values()]
    assert not any(FILE in rows for rows in kept)
    street.lucas.say("/mesdonnees")
    shown = street.lucas.last.screen.attachment
    assert shown is not None
    assert "thanks.voice" in str(shown.text)
    assert FILE not in str(shown.text)
