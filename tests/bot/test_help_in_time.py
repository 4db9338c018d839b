"""No request dies in silence: reminders, silent askers, nobody who comes, the end of a life, what is wiped."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from rules.deliveries import Refused, Uncertain
from rules.help import AcceptanceState, RequestState
from storage.tables import HelpAcceptance, HelpContact, HelpRequest, Message, table
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap, press_value

DOOR = "3e étage, sonnette Martin"


def paris(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """An instant of the winter of 2026, from its hour in Paris."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


@pytest.fixture
def street(engine: Engine) -> Peupliers:
    return Peupliers(engine)


def said_at(street: Peupliers, *moments: datetime) -> list[list[str]]:
    """The reminders that Lucas newly reads at each of these instants."""
    heard = []
    for moment in moments:
        street.street.at(moment)
        before = len(street.lucas.texts)
        street.street.tick()
        street.street.tick()
        heard.append([text for text in street.lucas.texts[before:] if "vous attend" in text])
    return heard


def test_an_afternoon_has_two_reminders_and_never_a_third(street: Peupliers) -> None:
    street.agreed()
    early, eve, night, soon, later = said_at(street, paris(25, 17, 59), paris(25, 18), paris(26, 3), paris(26, 11),
                                             paris(26, 13))
    assert [len(heard) for heard in (early, eve, night, soon, later)] == [0, 1, 0, 1, 0]
    press_tap(street.lucas, "help.still")
    assert "Lucas" in street.odile.last.text


def test_a_morning_is_recalled_once_at_half_past_seven_the_evening_before(street: Peupliers) -> None:
    street.agreed(slot="matin")
    heard = said_at(street, paris(25, 18), paris(25, 19, 29), paris(25, 19, 30), paris(26, 6), paris(26, 8, 59))
    assert [len(h) for h in heard] == [0, 0, 1, 0, 0]


def test_a_silent_asker_frees_the_helper_after_a_day(street: Peupliers) -> None:
    number = street.ask(day="2026-11-30")
    press_tap(street.lucas, "help.take", street.chat)
    street.street.at(paris(25, 10, 29))
    street.street.tick()
    assert street.row(HelpAcceptance, 1).state is AcceptanceState.PROPOSED
    street.street.at(paris(25, 10, 31))
    street.street.tick()
    assert street.row(HelpAcceptance, 1).state is AcceptanceState.FREED
    assert "libre" in street.lucas.last.text
    assert "reste ouverte" in street.odile.last.text
    assert street.row(HelpRequest, number).taken == 0
    assert "Je peux" in " ".join(street.chat.last.labels)
    press_tap(street.lucas, "help.take", street.chat)
    assert street.row(HelpAcceptance, 1).state is AcceptanceState.PROPOSED


def test_the_time_to_answer_counts_from_the_arrival_of_the_question(street: Peupliers) -> None:
    """Lost on the wire, it arrives fifty minutes later: the helper is freed a day after that."""
    street.ask(day="2026-11-30")
    street.street.refusals[street.odile.id] = Uncertain("server error")
    press_tap(street.lucas, "help.take", street.chat)
    for minute in (31, 33, 45):
        street.street.at(paris(24, 10, minute))
        street.street.deliver()
    street.street.refusals.clear()
    street.street.at(paris(24, 11, 20))
    street.street.deliver()
    assert sum("Lucas peut vous aider" in text for text in street.odile.texts) == 1
    street.street.at(paris(25, 10, 40))
    street.street.tick()
    assert street.row(HelpAcceptance, 1).state is AcceptanceState.PROPOSED
    street.street.at(paris(25, 11, 21))
    street.street.tick()
    assert street.row(HelpAcceptance, 1).state is AcceptanceState.FREED


def test_nobody_is_called_silent_who_was_never_asked(street: Peupliers) -> None:
    """The question could not be said: it is asked again, and only then may it stay without an answer."""
    street.ask(day="2026-11-30")
    street.street.refusals[street.odile.id] = Refused("our fault: can't parse entities")
    press_tap(street.lucas, "help.take", street.chat)
    street.street.refusals.clear()
    street.street.at(paris(25, 10, 31))
    street.street.tick()
    assert not any("Sans réponse" in text for text in street.odile.texts)
    assert sum("Lucas peut vous aider" in text for text in street.odile.texts) == 1
    assert street.row(HelpAcceptance, 1).state is AcceptanceState.PROPOSED
    street.street.at(paris(26, 10, 32))
    street.street.tick()
    assert street.row(HelpAcceptance, 1).state is AcceptanceState.FREED


def test_who_can_never_be_asked_keeps_nobody_waiting(street: Peupliers) -> None:
    street.ask(day="2026-11-30")
    street.street.refusals[street.odile.id] = Refused("our fault: can't parse entities")
    press_tap(street.lucas, "help.take", street.chat)
    for hour in (11, 12):
        street.street.at(paris(25, hour))
        street.street.tick()
        street.street.tick()
    street.street.refusals.clear()
    street.street.tick()
    assert street.row(HelpAcceptance, 1).state is AcceptanceState.FREED
    assert "libre" in street.lucas.last.text
    assert not any("Sans réponse" in text for text in street.odile.texts)


def test_for_today_two_hours_are_enough(street: Peupliers) -> None:
    street.ask(day="2026-11-24")
    press_tap(street.lucas, "help.take", street.chat)
    street.street.at(paris(24, 12, 31))
    street.street.tick()
    assert street.row(HelpAcceptance, 1).state is AcceptanceState.FREED


def test_nobody_after_two_days_the_asker_chooses_and_the_admin_knows(street: Peupliers) -> None:
    street.ask(day="2026-12-01")
    street.street.at(paris(26, 10, 31))
    street.street.tick()
    street.street.tick()
    assert sum("attend encore" in text for text in street.karim.texts) == 1
    assert "Odile" not in street.karim.last.text
    press_tap(street.odile, "help.again")
    assert len(street.chat.texts) == 2
    street.odile.tap("help.again:1")
    assert "déjà fait" in street.odile.toast


def test_nobody_for_tomorrow_is_said_in_time_for_another_plan(street: Peupliers) -> None:
    street.ask(day="2026-11-25")
    heard = []
    for moment in (paris(25, 10, 59), paris(25, 11)):
        street.street.at(moment)
        street.street.tick()
        heard.append("attend encore quelqu’un" in street.odile.last.text.replace("\u202f", " "))
    assert heard == [False, True]


def test_a_day_that_passes_without_anybody_is_told_and_closed(street: Peupliers) -> None:
    number = street.ask(day="2026-11-25")
    street.street.at(paris(26, 0, 5))
    street.street.tick()
    assert street.row(HelpRequest, number).state is RequestState.CLOSED
    assert street.events(number)[-1] == "unserved"
    assert "passé" not in street.odile.last.text, "not in the middle of the night"
    street.street.at(paris(26, 9))
    street.street.deliver()
    assert "passé" in street.odile.last.text
    assert "terminée" in street.chat.last.text


def test_a_far_request_is_prolonged_or_ends(street: Peupliers) -> None:
    number = street.ask(day="2026-12-01")
    with street.street.session() as session:
        session.connection().execute(table(HelpRequest).update().values(day=date(2027, 1, 15)))
    street.street.at(paris(6, 11, month=12))
    street.street.tick()
    press_tap(street.odile, "help.extend")
    assert street.row(HelpRequest, number).expires_at == paris(24, 10, 30, month=12)
    street.street.at(paris(24, 11, month=12))
    street.street.tick()
    assert street.row(HelpRequest, number).state is RequestState.EXPIRED
    assert street.events(number)[-1] == "expired"


def gone_by(street: Peupliers) -> None:
    """The next day at six in the evening."""
    street.street.at(paris(27, 18, 1))
    street.street.tick()


def test_a_week_without_an_answer_closes_and_says_so(street: Peupliers) -> None:
    street.agreed()
    gone_by(street)
    street.street.at(paris(4, 18, 2, month=12))
    street.street.tick()
    assert street.row(HelpRequest, 1).state is RequestState.CLOSED
    for pilot in (street.odile, street.lucas):
        assert "Une semaine est passée" in pilot.newest.text


def test_postponed_keeps_the_same_helper_and_is_recalled_again(street: Peupliers) -> None:
    street.agreed()
    gone_by(street)
    press_tap(street.lucas, "after.later")
    street.lucas.say("lundi")
    press_value(street.lucas, "apres-midi")
    assert "lundi 30 novembre" in street.odile.last.text
    assert street.row(HelpAcceptance, 1).state is AcceptanceState.CONFIRMED
    assert [len(h) for h in said_at(street, paris(29, 18))] == [1]


def test_contacts_and_words_are_wiped_72_hours_after_the_end(street: Peupliers) -> None:
    street.agreed()
    press_tap(street.odile, "contact.phone")
    street.odile.say("06 98 76 54 32")
    street.odile.say(DOOR)
    street.lucas.tap("contact.write:1")
    street.lucas.say("Je viendrai avec un sac rouge")
    gone_by(street)
    press_tap(street.odile, "after.yes")
    street.street.at(paris(30, 18))
    street.street.tick()
    assert left(street) == (1, True)
    street.street.at(paris(30, 18, 2))
    street.street.tick()
    assert left(street) == (0, False)
    assert not any("06 98" in text or DOOR in text for text in street.lucas.texts)


def left(street: Peupliers) -> tuple[int, bool]:
    """(rows of contacts, whether the ledger still holds private words)."""
    with street.street.session() as session:
        rows = len(session.connection().execute(table(HelpContact).select()).all())
        ledger = json.dumps(list(session.connection().execute(select(table(Message).c.params)).scalars()),
                            ensure_ascii=False)
    return rows, any(word in ledger for word in ("06 98 76 54 32", DOOR, "sac rouge"))
