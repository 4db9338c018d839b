"""Whoever looks after a street is never irreplaceable: a deputy, holidays, and their own asks. All are fictional."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, insert

from actions.asks_sign import leader
from actions.desk import Desk
from storage import asks_leaders, console_streets, stand_ins
from storage import help as requests
from storage.tables import Block, table
from tests.bot.test_todo import Looked, lists, needs
from tests.pilots import Pilot

# Nadia is away from Thursday 26 November to Wednesday 2 December: a Monday is in it.
MONDAY, BACK = datetime(2026, 11, 30, 8, tzinfo=UTC), datetime(2026, 12, 2, 23, tzinfo=UTC)


@pytest.fixture
def street(engine: Engine) -> Looked:
    return Looked(engine)


def question(street: Looked) -> str:
    """A new link to pass on."""
    street.nadia.say("/referent")
    street.nadia.press("Qui me remplace")
    street.nadia.press("Demander à quelqu’un")
    return street.nadia.find("Voir la demande")[1].start or ""


def stands_in(street: Looked, who: Pilot) -> None:
    who.start(question(street))
    who.press("D’accord")


def goes_away(street: Looked, first: str = "jeudi", last: str = "2 décembre") -> None:
    street.nadia.say("/referent")
    street.nadia.press("Je m’absente")
    street.nadia.say(first)
    street.nadia.say(last)
    street.nadia.press("C’est juste")


def called(street: Looked, request: int) -> str:
    with street.street.session() as session:
        desk = Desk(session, street.street.now, street.street.content)
        asked = requests.by_id(session, request)
        assert asked is not None
        found = leader(desk, asked)
        return found.first_name if found else ""


def at(street: Looked, moment: datetime) -> None:
    street.street.at(moment)
    street.street.tick()


def test_a_holiday_is_stood_in_for_and_ends_by_itself(street: Looked) -> None:
    (need,) = needs(street, "courses")
    street.street.tick()
    stands_in(street, street.lucas)
    assert "Lucas accepte" in street.nadia.last.text or any("Lucas accepte" in t for t in street.nadia.texts)
    goes_away(street)
    assert "Bon repos" in street.nadia.last.text
    assert any("Nadia s’absente du jeudi 26 novembre au mercredi 2 décembre" in t for t in street.lucas.texts)
    assert called(street, need) == "Nadia", "not before the day"
    at(street, MONDAY - timedelta(days=2))
    at(street, MONDAY)
    assert called(street, need) == "Lucas"
    assert lists(street.lucas), "what waits comes to who stands in"
    assert not lists(street.nadia), "nothing disturbs a holiday"
    street.lucas.say("/referent")
    assert "1 chose à faire" in street.lucas.last.text
    street.fatou.say("/aide")
    street.fatou.tap("someone")
    street.fatou.press("Écrire à Lucas")
    at(street, BACK + timedelta(hours=10))
    assert called(street, need) == "Nadia"
    assert any("Bon retour" in text for text in street.nadia.texts)
    assert any("Nadia est de retour" in text for text in street.lucas.texts)


def test_nobody_decides_about_their_own_request(street: Looked) -> None:
    (hers,) = needs(street, "courses", by=street.nadia)
    assert called(street, hers) == "Karim", "the one who runs the group, when nobody stands in"
    stands_in(street, street.lucas)
    assert called(street, hers) == "Lucas"
    (his,) = needs(street, "courses", by=street.lucas)
    assert called(street, his) == "Nadia"
    lucas, nadia = street.lucas.person_id, street.nadia.person_id
    with street.street.session() as session:
        session.connection().execute(insert(table(Block)).values(person_id=lucas, other_id=nadia, at=street.street.now))
    assert called(street, his) == "Karim", "two who are apart hear nothing of each other"


def test_two_who_stand_in_for_each_other_and_are_both_away_leave_nobody_unheard(street: Looked) -> None:
    (need,) = needs(street, "courses")
    stands_in(street, street.lucas)
    goes_away(street)
    nadia, lucas, karim = (one.person_id for one in (street.nadia, street.lucas, street.karim))
    with street.street.session() as session:
        stand_ins.ask(session, lucas, nadia, street.street.now)
        assert stand_ins.answer(session, lucas, nadia, street.street.now, yes=True)
        assert stand_ins.go_away(session, lucas, MONDAY - timedelta(days=3), MONDAY + timedelta(days=1))
    at(street, MONDAY)
    assert called(street, need) == "Karim"
    with street.street.session() as session:
        assert asks_leaders.led_by(session, lucas, MONDAY) == []
        assert asks_leaders.led_by(session, karim, MONDAY) == [street.zone]


def test_a_deputy_lives_there_says_yes_and_may_stop(street: Looked) -> None:
    street.nadia.say("/referent")
    street.nadia.press("Je m’absente")
    assert "Personne n’a encore accepté" in street.nadia.last.text
    street.nadia.start(question(street))
    assert "votre propre demande" in street.nadia.last.text
    street.fatou.start(question(street))
    street.lucas.tap(f"lead.yes:{street.nadia.person_id}")
    assert "n’est plus valable" in street.lucas.last.text or "plus actif" in street.lucas.last.text
    street.fatou.press("Non merci")
    assert any("Fatou ne peut pas" in text for text in street.nadia.texts)
    stands_in(street, street.lucas)
    goes_away(street, "demain")
    at(street, street.street.now + timedelta(days=1))
    street.lucas.press("Je ne peux plus")
    assert any("Lucas ne peut pas" in text for text in street.nadia.texts)
    with street.street.session() as session:
        (place,) = [one for one in console_streets.streets(session, street.street.now, street.street.now)
                    if one.zone == street.zone]
        assert place.referents == 0, "a street whose référent is away, and nobody there, has none"
        karim = asks_leaders.of(session, street.zone, 0, street.street.now)
        assert [one.first_name for one in karim] == ["Karim"]
    street.nadia.say("/referent")
    street.nadia.press("Je m’absente")
    street.nadia.press("Je suis là")
    with street.street.session() as session:
        assert asks_leaders.of(session, street.zone, 0, street.street.now)[0].first_name == "Nadia"


def test_a_holiday_survives_the_end_of_the_program_and_strangers_change_nothing(street: Looked) -> None:
    (need,) = needs(street, "courses")
    stands_in(street, street.lucas)
    goes_away(street)
    street.street.restart()
    for tap in ("lead.deputy", "lead.ask", "lead.away", "lead.here", f"lead.unstand:{street.nadia.person_id}"):
        street.odile.tap(tap)
    at(street, MONDAY)
    assert called(street, need) == "Lucas"
