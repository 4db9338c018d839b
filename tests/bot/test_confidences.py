"""What is confided reaches who runs the group now, or is said not to; anybody met can be blocked. All are fictional."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select

from rules.incoming import MemberStatus
from storage.tables import Block, GesteIdea, HelpAcceptance, NeighbourGroup, Report, table
from tests.pilots import Pilot
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap


@pytest.fixture
def street(engine: Engine) -> Peupliers:
    return Peupliers(engine)


def nothing_new(pilot: Pilot, before: int) -> bool:
    return len(pilot.phone.messages) == before


@pytest.mark.parametrize("told", [True, False])
def test_who_ran_the_group_and_is_gone_hears_nothing_more(street: Peupliers, told: bool) -> None:
    street.chat.lose(street.karim, told=told)
    before = len(street.karim.phone.messages)
    street.odile.say("/signaler")
    press_tap(street.odile, "signal.say")
    press_tap(street.odile, "signal.send")
    assert "Personne d’autre que vous n’anime ce groupe" in street.odile.last.text
    street.odile.tap("someone.write")
    assert "Personne n’anime votre groupe" in street.odile.last.text
    street.odile.say("/geste")
    street.odile.tap("geste.idea")
    street.odile.say("Arroser les bacs de la cour")
    street.odile.press("Proposer")
    assert "votre idée n’est pas partie" in street.odile.last.text
    assert street.row(NeighbourGroup, street.group).installed_by is None
    assert street.newest(GesteIdea) == 0
    assert nothing_new(street.karim, before)


def test_a_demoted_organiser_stays_a_neighbour_and_hears_no_report(street: Peupliers) -> None:
    street.street.admins.clear()
    street.karim.send(MemberStatus(street.karim.id, "member"), street.chat)
    street.odile.say("/signaler")
    press_tap(street.odile, "signal.say")
    press_tap(street.odile, "signal.send")
    assert "Personne d’autre" in street.odile.last.text
    assert not any("Signalement" in text for text in street.karim.texts)


def test_another_who_runs_the_group_hears_instead(street: Peupliers) -> None:
    street.street.admins.add((street.chat.value, street.fatou.id))
    street.fatou.send(MemberStatus(street.fatou.id, "administrator"), street.chat)
    street.chat.lose(street.karim, told=False)
    street.odile.say("/signaler")
    press_tap(street.odile, "signal.say")
    press_tap(street.odile, "signal.send")
    assert "la personne qui anime le groupe, sans votre nom" in street.odile.last.text
    assert any("Signalement" in text for text in street.fatou.texts)


def test_an_idea_that_waits_for_who_leaves_never_arrives(street: Peupliers) -> None:
    street.street.at(street.street.now.replace(hour=21))
    street.odile.tap("geste.idea")
    street.odile.say("Arroser les bacs de la cour")
    street.odile.press("Proposer")
    assert street.newest(GesteIdea) == 1
    street.chat.lose(street.karim)
    street.street.later(hours=12)
    street.street.deliver()
    assert not any("Arroser" in text for text in street.karim.texts)


def test_five_messages_a_day_to_who_runs_the_group_and_they_may_mute(street: Peupliers) -> None:
    for n in range(7):
        street.odile.tap("someone.write")
        street.odile.say(f"Un mot, numéro {n}, voir www.exemple.fr")
    heard = [text for text in street.karim.texts if "numéro" in text]
    assert len(heard) == 5
    assert street.row(Report, street.newest(Report)).reason == "repeated", "five links in a week are left for a human"
    press_tap(street.karim, "someone.mute")
    street.street.later(hours=30)
    street.odile.tap("someone.write")
    street.odile.say("Et encore un mot")
    assert "pas pu être transmis" in street.odile.last.text
    assert not any("encore un mot" in text for text in street.karim.texts)
    press_tap(street.karim, "someone.hear")
    street.odile.tap("someone.write")
    street.odile.say("Merci beaucoup")
    assert any("Merci beaucoup" in text for text in street.karim.texts)
    street.lucas.tap(f"someone.mute:{street.odile.person_id}")
    assert "plus actif" in street.lucas.toast


def test_reporting_in_a_group_says_nothing_of_a_report(street: Peupliers) -> None:
    street.odile.say("/signaler", street.chat)
    assert "signal" not in street.chat.last.text.casefold()
    from bot.handlers import HOUSE

    assert "signaler" not in dict(HOUSE.shown(in_groups=True))
    assert "signaler" in dict(HOUSE.shown())


def test_who_only_came_forward_is_blocked_in_two_taps(street: Peupliers) -> None:
    street.ask()
    press_tap(street.lucas, "help.take", street.chat)
    press_tap(street.odile, "signal")
    assert any("Bloquer Lucas" in label for label in street.odile.last.labels)
    press_tap(street.odile, "block")
    press_tap(street.odile, "block.yes")
    with street.street.session() as session:
        assert len(session.connection().execute(select(table(Block))).all()) == 1


def test_who_was_declined_is_still_in_the_list_and_the_asker_stays_nameless_there(street: Peupliers) -> None:
    street.ask()
    press_tap(street.lucas, "help.take", street.chat)
    press_tap(street.odile, "help.other")
    street.odile.say("/signaler")
    press_tap(street.odile, "signal.who")
    assert any("Lucas" in label for label in street.odile.last.labels)
    street.lucas.say("/signaler")
    press_tap(street.lucas, "signal.who")
    assert not any("Odile" in label for label in street.lucas.last.labels)
    press_tap(street.lucas, "block")
    press_tap(street.lucas, "block.yes")
    assert not any("Odile" in text for text in street.lucas.texts)
    street.lucas.tap("signal:1")
    assert not any("Odile" in label for label in street.lucas.last.labels)


def test_everybody_met_is_in_the_list_page_by_page(street: Peupliers) -> None:
    for n in range(6):
        helper = street.neighbour(f"Ami{'abcdef'[n]}")
        number = street.ask()
        helper.tap(f"help.take:{number}")
        street.odile.tap(f"help.closed:{number}")
    street.odile.say("/signaler")
    press_tap(street.odile, "signal.who")
    first = [label for label in street.odile.last.labels if "Ami" in label]
    press_tap(street.odile, "signal.who")
    second = [label for label in street.odile.last.labels if "Ami" in label]
    assert (len(first), len(second)) == (4, 2)


def test_three_promises_given_back_in_a_day_are_shown_to_who_runs_the_group(street: Peupliers) -> None:
    for who in (street.odile, street.fatou, street.neighbour("Nadia")):
        number = street.ask(who)
        street.lucas.tap(f"help.take:{number}")
        street.lucas.tap(f"help.withdraw:{street.newest(HelpAcceptance)}")
    assert any("Lucas" in text and "Rien n’est décidé" in text for text in street.karim.texts)
    press_tap(street.karim, "signal.seen")
    assert street.row(Report, 1).state == "seen"
