"""The heure civique in hand: noted in a few taps, corrected, confirmed, asked for on the 25th. All people are
fictional.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from messages.hours import HourProposal
from rules.deliveries import Purpose
from rules.help import AcceptanceState
from rules.screens import screen
from rules.words import quoted
from storage import ledger, moderation, residents
from storage.tables import HelpAcceptance, HelpRequest, Person, table
from tests.bot.scenes import begin_hours, dump, faults, install, join, note, rows
from tests.pilots import Pilot, Street
from tests.world.engines import on_both_engines
from tests.world.rows import a_need


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def log(street: Street) -> list[Any]:
    return list(dump(street)["hour_entry"])


def test_two_taps_from_the_button_to_a_noted_moment(odile: Pilot) -> None:
    odile.say("/monheure")
    assert "0 min sur 60" in plain(odile.last.text)
    note(odile)
    assert "C’est noté : 30 min dans le voisinage, mardi 24 novembre" in plain(odile.last.text)
    assert "●●○○ 30 min sur 60" in plain(odile.last.text)


def test_more_than_an_hour_is_said_as_a_full_hour_and_the_rest(odile: Pilot) -> None:
    note(odile, "1 h")
    note(odile, "30 min", "La commune")
    assert "●●●● 60 min sur 60\net 30 min en plus" in plain(odile.last.text)


@pytest.mark.parametrize(("said", "minutes"), [
    ("1h30", 90), ("1 h 30", 90), ("45 min", 45), ("40", 45), ("1,5 h", 90), ("une demi-heure", 30), ("12 h", 720),
    ("16", 30), ("1:00", 60)])
def test_a_duration_is_read_as_people_write_it(odile: Pilot, said: str, minutes: int) -> None:
    begin_hours(odile)
    odile.press("Le voisinage")
    odile.press("Autre durée")
    odile.say(said)
    assert [r["minutes"] for r in log(odile.street)] == [minutes]


@pytest.mark.parametrize(("unit", "minutes"), [("Des heures", 120), ("Des minutes", 15)])
def test_a_bare_two_asks_hours_or_minutes(odile: Pilot, unit: str, minutes: int) -> None:
    begin_hours(odile)
    odile.press("Le voisinage")
    odile.press("Autre durée")
    odile.say("2")
    assert "heures ou des minutes" in odile.last.text
    odile.press(unit)
    assert [r["minutes"] for r in log(odile.street)] == [minutes]


def another_day(odile: Pilot, said: str) -> str:
    note(odile)
    odile.press("un autre jour")
    odile.say(said)
    return plain(odile.last.text)


@pytest.mark.parametrize(("said", "day"), [
    ("hier", date(2026, 11, 23)), ("lundi", date(2026, 11, 23)), ("20/11", date(2026, 11, 20)),
    ("25 septembre", date(2026, 9, 25)), ("2026-11-01", date(2026, 11, 1))])
def test_the_day_may_be_another_one_within_sixty_days(odile: Pilot, said: str, day: date) -> None:
    assert "C’est noté" in another_day(odile, said)
    assert log(odile.street)[-1]["day"] == day


@pytest.mark.parametrize("said", ["demain", "2026-11-25", "24 septembre", "2020-01-01", "31/02", "jamais", "25:00"])
def test_the_future_and_what_is_too_old_are_refused(odile: Pilot, said: str) -> None:
    assert "C’était quel jour" in another_day(odile, said)
    assert len(log(odile.street)) == 1
    odile.press("Hier")
    assert log(odile.street)[-1]["day"] == date(2026, 11, 23)


@on_both_engines
def test_the_same_day_and_kind_is_asked_once_and_may_be_one_more(odile: Pilot) -> None:
    note(odile)
    note(odile)
    odile.press("c’est le même")
    assert len(log(odile.street)) == 1
    note(odile)
    odile.press("un de plus")
    assert len(log(odile.street)) == 2
    note(odile, kind="La commune")
    assert len(log(odile.street)) == 3


@on_both_engines
def test_a_moment_is_taken_back_once_and_the_log_only_grows(odile: Pilot) -> None:
    note(odile)
    seen, button = odile.find("Annuler")
    odile.press_on(seen, button)
    assert "C’est retiré" in odile.last.text
    odile.press_on(seen, button)
    assert "déjà changé" in odile.toast
    assert [r["minutes"] for r in log(odile.street)] == [30, 0]
    odile.say("/monheure")
    assert "0 min sur 60" in plain(odile.last.text)


@on_both_engines
def test_nobody_corrects_or_confirms_somebody_elses_moment(street: Street, odile: Pilot) -> None:
    lucas = street.person("Lucas")
    join(lucas)
    note(odile)
    [entry] = log(street)
    affairs = dump(street)
    for action in ("undo", "day", "fix", "confirm"):
        lucas.tap(f"hours.{action}:{entry['id']}", 1)
    for forged in ("hours.confirm:x", "hours.confirm:²", "hours.note:a:b:c", "hours.note:1:30:2026-13-01",
                   "hours.other:x:y", "hours.other:1:demain", "hours.undo:99999999999999999999"):
        lucas.tap(forged, 1)
        assert "plus" in lucas.toast
    assert dump(street) == affairs
    assert not faults(street)


@pytest.fixture
def helped(street: Street, odile: Pilot) -> Pilot:
    """Lucas helped Odile yesterday, and is asked whether to note an hour."""
    lucas, chat = street.person("Lucas"), street.group("Les Lilas")
    join(lucas)
    install(chat, odile)
    asker, helper, zone = odile.person_id, lucas.person_id, chat.group.zone
    yesterday = (street.now - timedelta(days=1)).date()
    with street.session() as session:
        a_need(session, asker, zone, yesterday)
        session.connection().execute(insert(table(HelpAcceptance)).values(
            request_id=1, volunteer_id=helper, state=AcceptanceState.DONE, at=street.now,
            changed_at=street.now))
        helper_facts = residents.by_id(session, helper)
        assert helper_facts is not None
        ledger.add(session, ledger.Draft(HourProposal(60, yesterday, 1), helper_facts.address), street.now)
    street.deliver()
    return lucas


@on_both_engines
def test_a_proposal_is_noted_once_and_the_other_side_confirms(street: Street, odile: Pilot, helped: Pilot) -> None:
    proposal, yes = helped.find("Oui, noter")
    helped.press_on(proposal, yes)
    assert "C’est noté" in helped.last.text
    helped.press_on(proposal, yes)
    assert "déjà noté" in helped.last.text
    assert len(log(street)) == 1
    assert "Lucas a noté 1 h pour vous, lundi 23 novembre" in plain(odile.last.text)
    odile.press("Je confirme")
    assert "Odile confirme" in helped.last.text
    helped.say("/monheure")
    helped.press("Les autres mois")
    assert "Novembre 2026 : 1 h (1 h avec confirmation)" in plain(helped.last.text)


@on_both_engines
def test_another_duration_or_day_is_still_the_same_help(street: Street, odile: Pilot, helped: Pilot) -> None:
    proposal, yes = helped.find("Oui, noter")
    helped.press("Une autre durée")
    helped.press("30 min")
    assert "C’est noté : 30 min" in plain(helped.last.text)
    helped.press_on(proposal, yes)
    assert "déjà noté" in helped.last.text
    helped.say("/monheure")
    helped.press("Corriger")
    helped.press("30 min")
    helped.press("un autre jour")
    helped.press("Aujourd’hui")
    helped.press_on(proposal, yes)
    assert "déjà noté" in helped.last.text
    assert [(r["minutes"], r["request_id"], r["partner_id"]) for r in log(street)] == [
        (30, 1, odile.person_id), (30, 1, odile.person_id)]
    odile.press("Je confirme")
    assert log(street)[-1]["state"] == "confirmed"


def test_who_did_not_help_notes_nothing_from_a_proposal(street: Street, odile: Pilot, helped: Pilot) -> None:
    fatou = street.person("Fatou")
    join(fatou)
    affairs = dump(street)
    fatou.tap("hours.note:1:60:2026-11-23", 1)
    assert dump(street) == affairs
    fatou.tap("hours.other:1:2026-11-23", 1)
    assert "plus actif" in fatou.toast
    assert dump(street) == affairs
    assert log(street) == []
    assert odile.row.first_name == "Odile"


@on_both_engines
def test_fewer_than_five_people_are_some_hours_for_the_street(street: Street, odile: Pilot) -> None:
    chat = street.group("Les Lilas")
    install(chat, odile)
    pilots = [odile]
    for name in ("Lucas", "Fatou", "Nadia", "Tom"):
        pilots.append(street.person(name))
        join(pilots[-1])
        pilots[-1].press("Je participe", chat)
    for pilot in pilots[:4]:
        note(pilot, "1 h")
    odile.say("/monheure")
    assert "Les Lilas : quelques heures ce mois-ci" in plain(odile.last.text)
    note(pilots[4], "1 h")
    odile.say("/monheure")
    assert "Les Lilas : 5 h sur 5 ce mois-ci" in plain(odile.last.text)


def small_asks(street: Street, *pilots: Pilot) -> list[int]:
    return [sum("attend peut-être un petit coup de main" in text for text in pilot.texts) for pilot in pilots]


@on_both_engines
def test_on_the_25th_who_is_at_zero_gets_one_small_ask(street: Street, odile: Pilot) -> None:
    lucas, fatou = street.person("Lucas"), street.person("Fatou")
    for pilot in (lucas, fatou):
        join(pilot)
    note(lucas)
    note(fatou)
    fatou.press("Annuler")
    for hour in range(24 * 5):
        street.at(datetime(2026, 11, 24, 12, tzinfo=UTC) + timedelta(hours=hour))
        street.tick()
    assert small_asks(street, odile, lucas, fatou) == [1, 0, 1]
    odile.press("Pas cette fois")
    assert "Merci" in odile.last.text


@pytest.mark.parametrize(("state", "asked"), [
    (AcceptanceState.CONFIRMED, 0), (AcceptanceState.PROPOSED, 0), (AcceptanceState.WITHDRAWN, 1)])
def test_who_has_promised_a_hand_is_not_asked_for_one(
        street: Street, odile: Pilot, helped: Pilot, state: AcceptanceState, asked: int) -> None:
    with street.session() as session:
        session.connection().execute(update(table(HelpRequest)).values(day=date(2026, 11, 28)))
        session.connection().execute(update(table(HelpAcceptance)).values(state=state))
    street.at(datetime(2026, 11, 25, 11, tzinfo=UTC))
    street.tick()
    assert small_asks(street, odile, helped) == [1, asked]


def test_the_25th_of_december_waits_for_the_next_open_day_between_ten_and_six_where_one_lives(
        street: Street, odile: Pilot) -> None:
    with street.session() as session:
        session.connection().execute(update(table(Person)).values(timezone="Pacific/Noumea"))
    street.at(datetime(2026, 12, 25, 22, 30, tzinfo=UTC))
    street.tick()
    assert small_asks(street, odile) == [0]
    street.at(datetime(2026, 12, 25, 23, 0, tzinfo=UTC))
    street.tick()
    assert small_asks(street, odile) == [1], "10:00 on the 26th in Nouméa"
    assert rows(street, Person) == 1


@pytest.mark.parametrize(("place", "day"), [("rue des Lilas, Nantes", 26), ("rue des Lilas, Strasbourg", 28)])
def test_in_strasbourg_the_26th_of_december_is_a_holiday_too(street: Street, place: str, day: int) -> None:
    """The 26th of December 2026 is a Saturday, the 27th a Sunday."""
    lucas = street.person("Lucas")
    join(lucas, place)
    for one in range(25, 30):
        street.at(datetime(2026, 12, one, 11, tzinfo=UTC))
        street.tick()
        assert small_asks(street, lucas) == [1 if one >= day else 0], one


@on_both_engines
def test_who_was_asked_as_often_as_they_wish_is_not_asked_on_the_25th(street: Street, odile: Pilot) -> None:
    lucas = street.person("Lucas")
    join(lucas)
    for pilot in (odile, lucas):
        pilot.say("/reglages")
        pilot.press("demandes par mois")
        pilot.press("1 par mois")
    with street.session() as session:
        ledger.add(session, ledger.Draft(screen(quoted("Une demande")), odile.row.address_id, purpose=Purpose.ASK),
                   street.now)
    street.at(datetime(2026, 11, 25, 11, tzinfo=UTC))
    street.tick()
    assert small_asks(street, odile, lucas) == [0, 1]


@on_both_engines
def test_the_ask_of_the_25th_waits_for_the_end_of_a_pause_of_that_day(street: Street, odile: Pilot) -> None:
    with street.session() as session:
        residents.change(session, odile.person_id, paused_until=datetime(2026, 11, 25, 13, tzinfo=UTC))
    asked = []
    for hour in (10, 12, 14):
        street.at(datetime(2026, 11, 25, hour, tzinfo=UTC))
        street.tick()
        asked += small_asks(street, odile)
    assert asked == [0, 0, 1]


@on_both_engines
def test_the_other_side_is_asked_once_and_never_once_blocked(street: Street, odile: Pilot, helped: Pilot) -> None:
    """« C’était un autre jour », again and again: one question, changed in place; after a block, nothing at all."""
    helped.press("Oui, noter")
    asked = len(odile.texts)
    for day in ("Aujourd’hui", "Hier", "Aujourd’hui"):
        helped.press("un autre jour")
        helped.press(day)
    assert len(odile.texts) == asked
    assert sum("Vous confirmez" in text for text in odile.texts) == 1
    me, other = odile.person_id, helped.person_id
    with street.session() as session:
        moderation.block(session, me, other, street.now)
    shown = list(odile.texts)
    helped.press("un autre jour")
    helped.press("Hier")
    assert odile.texts == shown
