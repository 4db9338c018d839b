"""A message that was said again and had arrived after all: a tap on one of the two takes the other away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, event, select, update

from bot.batch import Batch
from bot.twins import copy_of, twice_told
from rules.deliveries import DeliveryState, Uncertain
from rules.incoming import Incoming, Place, PlaceKind, Sender, Tapped
from storage.engine import transaction
from storage.tables import Delivery, Message, table
from tests.pilots import Seen
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap
from tests.world.streets import BOT, catalogue

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
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


def test_a_tap_on_what_was_uncertain_proves_that_it_arrived(street: Peupliers) -> None:
    """Said once at most, its answer lost: whoever taps it has it, and what changes it later finds it."""
    number, d = question(street).id, table(Delivery)
    seen, button = street.odile.find("D’accord")
    with transaction(street.street.engine) as session:
        session.connection().execute(update(d).where(d.c.telegram_id == number).values(
            state=DeliveryState.UNCERTAIN, telegram_id=None, attempts=0))
    assert button.tap is not None
    street.odile.send(Tapped("q4", button.tap, seen.id, under="Tout autre chose"))
    assert states(street) == {(DeliveryState.UNCERTAIN, None)}
    street.odile.send(Tapped("q5", button.tap, seen.id, under=seen.text))
    assert states(street) == {(DeliveryState.SENT, seen.id)}


def states(street: Peupliers) -> set[tuple[DeliveryState, int | None]]:
    """Of « Lucas peut vous aider », however the story went on since."""
    d, m = table(Delivery), table(Message)
    with transaction(street.street.engine) as session:
        return {(row.state, row.telegram_id) for row in session.connection().execute(
            select(d.c.state, d.c.telegram_id).join(m, m.c.id == d.c.message_id).where(
                m.c.kind == "help.proposed", d.c.edit.is_(None), d.c.replaces.is_(None)))}


def test_another_message_with_the_same_button_stays(street: Peupliers) -> None:
    seen, button = street.odile.find("D’accord")
    assert button.tap is not None
    street.odile.send(Tapped("q3", button.tap, LOST, under="Tout autre chose"))
    assert seen.id in street.odile.phone.messages


def test_many_taps_are_looked_at_in_one_statement(engine: Engine) -> None:
    """Where nothing was said again, no tap asks anything of its own."""
    asked: list[str] = []
    with transaction(engine) as session:
        batch = Batch(session, NOW, catalogue(), BOT)
        event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
        taps = [Incoming(n, Sender(n, "Odile", "fr"), Place(n, PlaceKind.PRIVATE), Tapped("q", "menu", 5, under="…"))
                for n in range(1, 101)]
        twice = twice_told(batch, taps)
        assert [copy_of(batch, tap, twice) for tap in taps] == [[]] * 100
    assert len([one for one in asked if not one.startswith("BEGIN")]) == 1
