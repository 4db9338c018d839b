"""Days and moments typed in a conversation: counted from now, from when they were written, and read back in full."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from storage.tables import HelpRequest, HourEntry, table
from tests.pilots import Pilot
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_value

# Tuesday 24 November 2026, 20:30 in Paris: nothing more may be asked for today.
EVENING = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)


@pytest.fixture
def street(engine: Engine) -> Peupliers:
    return Peupliers(engine)


def at_day(street: Peupliers, now: datetime) -> Pilot:
    street.street.now = now
    street.odile.say("/besoin")
    for value in ("courses-et-repas", "courses"):
        press_value(street.odile, value)
    return street.odile


def test_in_the_evening_the_buttons_name_the_day_they_give(street: Peupliers) -> None:
    odile = at_day(street, EVENING)
    assert odile.last.labels[0] == "Demain"
    assert not any("Aujourd" in label for label in odile.last.labels)
    odile.press("Demain")
    assert "mercredi 25 novembre" in odile.last.text


@pytest.mark.parametrize("typed", ["Aujourd’hui", "ce soir", "aujourd'hui vers 21h"])
def test_today_said_too_late_is_refused_with_what_is_possible(street: Peupliers, typed: str) -> None:
    odile = at_day(street, EVENING)
    odile.say(typed)
    assert "à partir de demain" in odile.last.text
    odile.say("demain")
    assert "mercredi 25 novembre" in odile.last.text


def test_tomorrow_written_before_midnight_and_read_after_is_the_day_that_was_meant(street: Peupliers) -> None:
    after_midnight = datetime(2026, 11, 24, 23, 20, tzinfo=UTC)
    odile = at_day(street, after_midnight)
    odile.say("demain matin", written=after_midnight - timedelta(minutes=40))
    assert "mercredi 25 novembre, le matin" in odile.last.text


def test_a_message_whose_date_cannot_be_true_counts_from_now(street: Peupliers) -> None:
    odile = at_day(street, EVENING)
    odile.say("demain", written=EVENING - timedelta(days=400))
    assert "mercredi 25 novembre" in odile.last.text


@pytest.mark.parametrize(("typed", "read"), [
    ("demain matin", "mercredi 25 novembre, le matin"),
    ("samedi prochain vers 15 h", "samedi 28 novembre, l’après-midi"),
    ("jeudi en fin de journée", "jeudi 26 novembre, en fin de journée")])
def test_a_moment_said_with_the_day_is_not_asked_again(street: Peupliers, typed: str, read: str) -> None:
    odile = at_day(street, EVENING)
    odile.say(typed)
    assert read in odile.last.text


def test_a_moment_already_past_is_asked(street: Peupliers) -> None:
    odile = at_day(street, datetime(2026, 11, 24, 13, 0, tzinfo=UTC))
    odile.say("ce matin")
    assert "À quel moment, mardi 24 novembre" in odile.last.text
    odile.say("vers 15 h")
    assert "l’après-midi" in odile.last.text


def test_words_that_are_no_moment_are_told_what_to_choose(street: Peupliers) -> None:
    odile = at_day(street, EVENING)
    odile.say("24/12")
    odile.say("quand il fera beau")
    assert "Choisissez le moment de la journée" in odile.last.text


def test_a_weekday_that_is_not_that_of_the_date_is_asked_back(street: Peupliers) -> None:
    odile = at_day(street, EVENING)
    odile.say("lundi 24/12")
    assert "cette date est jeudi 24 décembre" in odile.last.text
    odile.say("jeudi 24 déc. le matin")
    odile.press("Publier")
    with street.street.session() as session:
        days = session.connection().execute(select(table(HelpRequest).c.day)).scalars().all()
    assert [day.isoformat() for day in days] == ["2026-12-24"]


def test_a_duration_in_words_is_noted(street: Peupliers) -> None:
    street.odile.say("/monheure")
    street.odile.press("Noter un moment")
    street.odile.press("Le voisinage")
    street.odile.press("Autre durée")
    street.odile.say("une heure et demie")
    with street.street.session() as session:
        assert session.connection().execute(select(table(HourEntry).c.minutes)).scalars().all() == [90]
