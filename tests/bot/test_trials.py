"""Becoming a référent: named, or spoken for by two neighbours; two weeks, one question, a no that costs nothing.
All people are fictional."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, insert

from actions import console
from actions import trials as actions
from actions.desk import Desk
from messages.ladder import ProposeReferent
from rules.console import TownRole
from rules.refusals import Refusal
from storage import console as roles
from storage import residents, trials, vouches
from storage.tables import Block, table
from tests.pilots import Pilot
from tests.world.peupliers import Peupliers
from tests.world.rows import a_zone


@pytest.fixture
def street(engine: Engine) -> Peupliers:
    """Karim runs a group of five: he is recommended there by that. Lucas and Fatou he recommends."""
    made = Peupliers(engine)
    made.neighbour("Nadia")
    karim, others = made.karim.person_id, [made.lucas.person_id, made.fatou.person_id]
    with made.street.session() as session:
        for one in others:
            vouches.give(session, one, karim, made.street.now)
    return made


def looks_after(street: Peupliers, who: Pilot) -> bool:
    person = who.person_id
    with street.street.session() as session:
        return street.zone in trials.places(session, person)


def named(street: Peupliers, who: Pilot) -> None:
    street.karim.say("/referent")
    street.karim.press("Nommer un référent")
    who.start(street.karim.find("Répondre")[1].start or "")
    assert not looks_after(street, who), "nothing is given before the yes"
    who.press("D’accord")


def two_weeks_later(street: Peupliers) -> None:
    street.street.later(days=14, hours=2)
    street.street.tick()


def test_who_runs_the_group_names_one_who_accepts_and_both_are_asked_once(street: Peupliers) -> None:
    named(street, street.odile)
    assert looks_after(street, street.odile)
    assert any("essai jusqu’au mardi 8 décembre" in text for text in street.odile.texts)
    assert any("Odile accepte" in text for text in street.karim.texts)
    two_weeks_later(street)
    assert any("Cela vous convient" in text for text in street.odile.texts)
    assert any("Odile veille sur" in text for text in street.karim.texts)
    street.lucas.tap(street.karim.find("on arrête là")[1].tap or "")
    assert looks_after(street, street.odile), "a stranger ends nothing"
    street.odile.press("Oui, cela continue")
    street.karim.press("Oui, cela continue")
    two_weeks_later(street)
    assert not [text for text in street.odile.texts if "Cela vous convient" in text], "asked once, and answered"
    assert looks_after(street, street.odile)


@pytest.mark.parametrize("who", ["odile", "karim"])
def test_a_no_of_either_ends_the_trial_in_neutral_words(street: Peupliers, who: str) -> None:
    named(street, street.odile)
    two_weeks_later(street)
    one, other = (street.odile, street.karim) if who == "odile" else (street.karim, street.odile)
    one.press("on arrête là")
    assert not looks_after(street, street.odile)
    assert any("s’arrête" in text for text in other.texts)
    one.tap("trial.yes:1")
    assert not looks_after(street, street.odile)


def test_two_recommended_neighbours_speak_for_one_who_wishes_it(street: Peupliers) -> None:
    street.odile.say("/referent")
    street.odile.press("Veiller sur ma rue")
    link = street.odile.find("Répondre")[1].start or ""
    street.odile.start(link)
    assert "votre propre message" in street.odile.last.text
    nadia = street.neighbour("Mehdi")
    nadia.start(link)
    assert "il faut une recommandation" in nadia.last.text
    for _twice in range(2):
        street.lucas.start(link)
        street.lucas.press("je recommande")
    assert not looks_after(street, street.odile), "the same word twice is one"
    street.fatou.start(link)
    street.fatou.press("je recommande")
    assert looks_after(street, street.odile)
    assert not [text for text in street.odile.texts if "Lucas" in text or "Fatou" in text]


def test_the_ladder_leads_to_the_two_weeks_by_who_looks_after_the_street(street: Peupliers) -> None:
    odile = street.odile.person_id
    with street.street.session() as session:
        Desk(session, street.street.now, street.street.content).tell(odile, ProposeReferent(6))
    street.street.deliver()
    street.lucas.tap(f"trial.begin:{odile}:{street.zone}")
    street.karim.tap(f"trial.begin:{odile}:{street.zone}")
    assert not looks_after(street, street.odile), "not before they wished it"
    street.odile.press("Pourquoi pas")
    assert "Karim le sait" in street.odile.last.text
    street.lucas.tap(f"trial.begin:{odile}:{street.zone}")
    assert not looks_after(street, street.odile), "by a stranger: nothing"
    street.karim.press("Commencer l’essai")
    assert looks_after(street, street.odile)
    assert any("essai jusqu’au mardi 8 décembre" in text for text in street.odile.texts)


def test_the_town_hall_gives_no_sixth_place_either(street: Peupliers) -> None:
    odile = street.odile.person_id
    with street.street.session() as session:
        desk = Desk(session, street.street.now, street.street.content)
        person = residents.by_id(session, odile)
        assert person is not None
        for number in range(4):
            actions.accept(desk, person, a_zone(session, f"rue {number}"), None)
        held = [roles.by_id(session, console.invited(desk, TownRole.REFERENT, zone=a_zone(session, f"place {number}")))
                for number in range(2)]
        assert held[0] is not None
        console.take(desk, held[0], person, "Odile", 1)
        assert held[1] is not None
        with pytest.raises(Refusal, match="cinq immeubles"):
            console.take(desk, held[1], person, "Odile", 1)
        with pytest.raises(Refusal, match="cinq immeubles"):
            console.confirm(desk, held[1], person)


def test_a_referent_who_asks_reads_who_decides_and_a_recommendation_waits_in_the_list(street: Peupliers) -> None:
    named(street, street.odile)
    street.ask()
    assert "C’est Karim qui décide pour cette demande." in street.odile.last.text
    street.ask(street.lucas)
    assert "qui décide" not in street.lucas.last.text
    mehdi, karim = street.neighbour("Mehdi").person_id, street.karim.person_id
    with street.street.session() as session:
        vouches.ask(session, mehdi, karim, street.street.now)
    street.karim.say("/referent")
    assert "Mehdi : aimerait une recommandation" in plain(street.karim.last.text)
    where = next(button.tap or "" for row in street.karim.last.screen.rows for button in row
                 if (button.tap or "").startswith("vouch.see"))
    street.fatou.tap(where)
    assert "Mehdi" not in str(street.fatou.texts)
    street.karim.tap(where)
    street.karim.press("Je recommande")
    street.karim.say("/referent")
    assert "recommandation" not in street.karim.last.text


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_five_places_at_most_and_nobody_kept_apart(street: Peupliers) -> None:
    karim, odile, lucas = (one.person_id for one in (street.karim, street.odile, street.lucas))
    with street.street.session() as session:
        session.connection().execute(insert(table(Block)).values(person_id=karim, other_id=lucas,
                                                                 at=street.street.now))
        desk = Desk(session, street.street.now, street.street.content)
        person = residents.by_id(session, odile)
        assert person is not None
        for number in range(5):
            actions.accept(desk, person, a_zone(session, f"rue {number}"), None)
        with pytest.raises(Refusal, match="cinq immeubles"):
            actions.accept(desk, person, street.zone, None)
    street.karim.say("/referent")
    street.karim.press("Nommer un référent")
    street.lucas.start(street.karim.find("Répondre")[1].start or "")
    assert "n’est plus valable" in street.lucas.last.text
    assert timedelta(days=14) == actions.TRIAL
