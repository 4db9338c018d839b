"""What somebody else does at three in the morning wakes nobody, but for danger and what was asked for. Fictional."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, update

from rules.incoming import BotStatus
from storage.tables import Participation, table
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap

THREE, NINE = datetime(2026, 11, 25, 2, 0, tzinfo=UTC), datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


@pytest.fixture
def street(engine: Engine) -> Peupliers:
    return Peupliers(engine)


def at(street: Peupliers, moment: datetime) -> None:
    street.street.at(moment)
    street.street.tick()


def test_a_report_and_a_hand_declined_wait_for_the_morning(street: Peupliers) -> None:
    street.ask(day="2026-11-30")
    press_tap(street.lucas, "help.take", street.chat)
    at(street, THREE)
    before = len(street.karim.texts), len(street.lucas.texts)
    street.fatou.tap("signal.send:autre:0:0")
    press_tap(street.odile, "help.other")
    street.street.tick()
    assert (len(street.karim.texts), len(street.lucas.texts)) == before
    at(street, NINE)
    assert any("Signalement" in text for text in street.karim.texts[before[0]:])
    assert any("s’arrange autrement" in text for text in street.lucas.texts[before[1]:])


def test_a_group_fallen_silent_is_told_in_the_morning(street: Peupliers) -> None:
    karim, part = street.karim.person_id, table(Participation)
    with street.street.session() as session:
        session.connection().execute(update(part).where(part.c.person_id == karim).values(admin=True))
    at(street, THREE)
    before = len(street.karim.texts)
    street.fatou.send(BotStatus("restricted", can_send=False), street.chat)
    street.street.tick()
    assert len(street.karim.texts) == before
    at(street, NINE)
    assert any("Les Peupliers" in text for text in street.karim.texts[before:])


def test_danger_and_the_answer_one_waits_for_pass(street: Peupliers) -> None:
    street.ask(day="2026-11-30")
    at(street, THREE)
    before = len(street.karim.texts), len(street.odile.texts)
    street.fatou.tap("signal.send:danger:0:0")
    street.lucas.tap("help.take:1")
    assert len(street.karim.texts) > before[0]
    assert any("peut vous aider" in text for text in street.odile.texts[before[1]:])
