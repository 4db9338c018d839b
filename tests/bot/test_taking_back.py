"""However a hand ends, what was given for it leaves the rows, the ledger and both screens in the same turn."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, update

from rules.deliveries import DeliveryState
from storage import housekeeping
from storage.tables import Delivery, HelpContact, HelpRequest, Message, table
from tests.bot.test_help_in_time import gone_by
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap

HERS, DOOR, HIS, NOTE = "06 98 76 54 32", "porte 4, sonnette Martin", "06 11 22 33 44", "Le portillon grince"


@pytest.fixture
def street(engine: Engine) -> Peupliers:
    return Peupliers(engine)


def exchanged(street: Peupliers) -> int:
    """Both phones, the door, the note, the code and a word; the request's number."""
    number = street.ask()
    with street.street.session() as session:
        session.connection().execute(update(table(HelpRequest)).values(note=NOTE))
    press_tap(street.lucas, "help.take", street.chat)
    press_tap(street.odile, "help.yes")
    press_tap(street.odile, "contact.phone")
    street.odile.say(HERS)
    street.odile.say(DOOR)
    press_tap(street.lucas, "contact.phone")
    street.lucas.say(HIS)
    street.lucas.tap("contact.write:1")
    street.lucas.say("Je viendrai avec un sac rouge")
    assert all(any(words in text for text in street.lucas.texts) for words in (HERS, DOOR, NOTE, "Code de visite"))
    assert all(any(words in text for text in street.odile.texts) for words in (HIS, "sac rouge", "Code de visite"))
    return number


def withdrawn(street: Peupliers) -> None:
    street.lucas.tap("help.withdraw:1")


def closed(street: Peupliers) -> None:
    street.odile.tap("help.closed:1")


def blocked_later(street: Peupliers) -> None:
    gone_by(street)
    press_tap(street.odile, "after.yes")
    street.odile.tap("block.yes:1")


def left(street: Peupliers) -> None:
    street.odile.tap("leave")


def erased(street: Peupliers) -> None:
    street.lucas.say("/effacer")
    street.lucas.press("Oui, effacer")


def erased_after_it_was_done(street: Peupliers) -> None:
    gone_by(street)
    press_tap(street.odile, "after.yes")
    street.odile.say("/effacer")
    street.odile.press("Oui, effacer")


def stopped_before(street: Peupliers) -> None:
    """Who said /stop is written to no more, but keeps nothing on the screen either."""
    street.lucas.say("/stop")
    street.odile.tap("block.yes:1")


@pytest.mark.parametrize("way", [withdrawn, closed, blocked_later, left, erased, erased_after_it_was_done,
                                 stopped_before])
def test_however_a_hand_ends_nothing_given_stays(street: Peupliers, way: Callable[[Peupliers], None]) -> None:
    exchanged(street)
    way(street)
    street.street.deliver()
    for pilot in (street.odile, street.lucas):
        given = (HERS, DOOR, HIS, NOTE, "sac rouge", "Code de visite")
        assert not [text for text in pilot.texts if any(words in text for words in given)]
    with street.street.session() as session:
        assert not session.connection().execute(table(HelpContact).select()).all()
        ledger = json.dumps(list(session.connection().execute(select(table(Message).c.params)).scalars()),
                            ensure_ascii=False)
    assert not [words for words in (HERS, DOOR, HIS, NOTE, "sac rouge") if words in ledger]


def test_the_code_of_a_hand_that_is_over_opens_nothing(street: Peupliers) -> None:
    number = exchanged(street)
    withdrawn(street)
    assert street.row(HelpRequest, number).visit_code == ""


def test_what_was_given_for_a_hand_far_away_can_still_be_taken_back(street: Peupliers) -> None:
    """Deliveries go after thirty days; the ones that carry a number stay with the hand, and go with it."""
    exchanged(street)
    later = street.street.now + timedelta(days=31)
    with street.street.session() as session:
        session.connection().execute(update(table(Delivery)).values(state=DeliveryState.SENT))
        housekeeping.forget(session, later)
    street.street.at(later)
    withdrawn(street)
    street.street.deliver()
    assert not [text for text in street.lucas.texts if HERS in text or DOOR in text]
    with street.street.session() as session:
        session.connection().execute(update(table(Delivery)).values(state=DeliveryState.SENT))
        housekeeping.forget(session, later + timedelta(days=31))
        assert list(session.connection().execute(select(table(Message).c.kind)).scalars()) == ["help.card"]
