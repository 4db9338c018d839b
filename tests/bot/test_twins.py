"""A message that was said again and had arrived after all: a tap on one of the two takes the other away."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from rules.deliveries import Uncertain
from rules.incoming import Tapped
from tests.bot.help_street import Peupliers, press_tap
from tests.pilots import Seen

LOST = 987_654
"""The number of the copy whose answer was lost: it is on the phone, and the ledger never heard of it."""


@pytest.fixture
def street(engine: Engine) -> Peupliers:
    """« Lucas peut vous aider » was lost on the wire, and said again ten seconds later."""
    made = Peupliers(engine)
    made.ask()
    made.street.refusals[made.odile.id] = Uncertain("ReadTimeout")
    press_tap(made.lucas, "help.take", made.chat)
    made.street.refusals.clear()
    made.street.now += timedelta(seconds=10)
    made.street.deliver()
    return made


def question(street: Peupliers) -> Seen:
    [seen] = [m for m in street.odile.phone.messages.values() if "Lucas peut vous aider" in m.text]
    return seen


def test_the_copy_that_is_tapped_stays(street: Peupliers) -> None:
    seen, button = street.odile.find("D’accord")
    assert seen == question(street)
    street.odile.phone.messages[LOST] = replace(seen, id=LOST)
    assert button.tap is not None
    street.odile.send(Tapped("q1", button.tap, LOST, under=seen.text))
    assert not any("Lucas peut vous aider" in text for text in street.odile.texts)
    assert "C’est entendu" in street.odile.phone.messages[LOST].text


def test_the_copy_that_was_answered_stays(street: Peupliers) -> None:
    seen, button = street.odile.find("D’accord")
    street.odile.phone.messages[LOST] = replace(seen, id=LOST)
    assert button.tap is not None
    street.odile.tap(button.tap, seen.id)
    street.odile.send(Tapped("q2", button.tap, LOST, under=seen.text))
    assert LOST not in street.odile.phone.messages
    assert any("C’est entendu" in text for text in street.odile.texts)


def test_another_message_with_the_same_button_stays(street: Peupliers) -> None:
    seen, button = street.odile.find("D’accord")
    assert button.tap is not None
    street.odile.send(Tapped("q3", button.tap, LOST, under="Tout autre chose"))
    assert seen.id in street.odile.phone.messages
