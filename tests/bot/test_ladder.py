"""Somebody new goes in twos; who helps often goes along, then looks after the street. All people are fictional."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from actions import ladder, thanks
from actions.desk import Desk
from rules.help import AcceptanceState, Slot
from rules.ladder import DuoState
from storage import help as requests
from storage import ladder as store
from storage import moderation, seats
from storage.help import NewRequest
from storage.tables import HelpAcceptance, table
from storage.tables.ladder import Companion, Duo
from tests.bot.lilacs import NOW, TODAY, Lilacs
from tests.bot.scenes import faults, rows
from tests.pilots import Pilot, Street
from tests.world.engines import on_both_engines


@pytest.fixture
def home(street: Street) -> Iterator[Lilacs]:
    made = Lilacs(street.engine, ("Odile", "Camille", "Nadia", "Fatou"))
    yield made
    assert not faults(made.street)


def said(pilot: Pilot) -> str:
    return "\n\n".join(pilot.texts).replace("\u00a0", " ").replace("\u202f", " ")


def goes_along(home: Lilacs, *names: str) -> None:
    with home.street.session() as session:
        for name in names:
            store.choose(session, home.ids[name], wanted=True, now=NOW)


def chosen(home: Lilacs, kind: str = "courses") -> int:
    """Camille, who is new, is chosen by Odile. The hand."""
    with home.street.session() as session:
        number = requests.create(session, NewRequest(
            home.ids["Odile"], home.zone, kind, TODAY + timedelta(days=2), Slot.MORNING, 30, "", "4821",
            NOW + timedelta(days=15)), NOW)
    home["Camille"].tap(f"help.take:{number}")
    home.odile.press("D’accord")
    return number


def hands_done(home: Lilacs, name: str, count: int) -> None:
    """This many hands given to Odile, and what each proposes."""
    for _n in range(count):
        with home.street.session() as session:
            number = requests.create(session, NewRequest(
                home.ids["Odile"], home.zone, "courses", TODAY, Slot.MORNING, 30, "", "4821",
                NOW + timedelta(days=15)), NOW)
            hand = seats.take(session, number, home.ids[name], NOW)
            assert hand
            seats.confirm(session, hand, home.ids["Odile"], "4821", NOW)
            found, request = requests.acceptance(session, hand), requests.by_id(session, number)
            assert found
            assert request
            thanks.done(Desk(session, home.street.now, home.street.content), found, request, lambda _g, _b: [],
                        asker=True)
    home.street.deliver()


@on_both_engines
def test_somebody_new_goes_with_a_companion_when_all_three_have_said_yes(street: Street) -> None:
    home = Lilacs(street.engine, ("Odile", "Camille", "Nadia", "Fatou"))
    goes_along(home, "Nadia", "Fatou")
    chosen(home)
    home["Camille"].press("Oui, à deux")
    assert "C’est proposé à 2 personnes" in said(home["Camille"])
    assert "À deux, la première fois ?" in said(home["Nadia"])
    assert "Camille" not in said(home["Nadia"]), "no first name before the yes"
    home["Nadia"].press("Oui, à deux")
    home["Fatou"].press("Oui, à deux")
    assert "C’est pourvu" in said(home["Fatou"])
    assert "Camille donne son premier coup de main. Nadia peut venir aussi." in said(home.odile)
    home.odile.press("D’accord")
    assert "vous y allez à deux, avec Nadia" in said(home["Camille"])
    assert "vous y allez à deux, avec Camille" in said(home["Nadia"])
    home["Nadia"].press("Écrire")
    home["Nadia"].say("Devant le 3, à 9 h 50 ?")
    assert "Devant le 3" in said(home["Camille"])


def test_who_is_visited_may_prefer_one_person(home: Lilacs) -> None:
    goes_along(home, "Nadia")
    chosen(home)
    home["Camille"].press("Oui, à deux")
    home["Nadia"].press("Oui, à deux")
    home.odile.press("Une seule personne")
    for name in ("Camille", "Nadia"):
        assert "ce ne sera pas à deux" in said(home[name])
    home.odile.tap("duo.agree:1")
    assert "Ce bouton n’est plus actif" in home.odile.toast
    assert home.count(HelpAcceptance, table(HelpAcceptance).c.state == AcceptanceState.CONFIRMED) == 1


def test_it_is_not_offered_where_nobody_goes_along_nor_to_who_has_helped_before(home: Lilacs) -> None:
    chosen(home)
    assert "à deux" not in said(home["Camille"])
    goes_along(home, "Nadia")
    hands_done(home, "Fatou", 1)
    number, address = chosen(home), home["Nadia"].row.address_id
    assert "y aller à deux" in said(home["Camille"]), "still new"
    with home.street.session() as session:
        found = requests.helpers(session, number)[0]
        request = requests.by_id(session, number)
        assert request
        assert store.companions(session, found, request, NOW) == [(home.ids["Nadia"], address)]


def test_nobody_unknown_comes_along_inside_a_home_and_nobody_kept_apart(home: Lilacs) -> None:
    goes_along(home, "Nadia", "Fatou")
    with home.street.session() as session:
        moderation.block(session, home.ids["Fatou"], home.ids["Odile"], NOW)
        number = requests.create(session, NewRequest(
            home.ids["Odile"], home.zone, "visite_appel", TODAY + timedelta(days=2), Slot.MORNING, 30, "", "4821",
            NOW + timedelta(days=15)), NOW)
        hand = seats.take(session, number, home.ids["Camille"], NOW)
        assert hand
        found, request = requests.acceptance(session, hand), requests.by_id(session, number)
        assert found
        assert request
        assert ladder.able(Desk(session, NOW, home.street.content), found, request) == []
        assert [one for one, _a in store.companions(session, found, request, NOW)] == [home.ids["Nadia"]]


def test_somebody_elses_buttons_and_a_help_that_is_off(home: Lilacs) -> None:
    goes_along(home, "Nadia")
    chosen(home)
    home["Fatou"].tap("duo.want:1")
    home["Fatou"].tap("duo.yes:1")
    home["Fatou"].tap("duo.agree:1")
    assert home["Fatou"].toast.startswith("Ce bouton n’est plus actif")
    assert rows(home.street, Duo) == 0
    home["Camille"].press("Oui, à deux")
    home["Camille"].tap("help.withdraw:1")
    home["Nadia"].press("Oui, à deux")
    assert "C’est pourvu" in said(home["Nadia"])
    assert home.count(Duo, table(Duo).c.state == DuoState.TAKEN) == 0


def test_after_three_hands_one_is_asked_to_go_along_once(home: Lilacs) -> None:
    hands_done(home, "Nadia", 2)
    assert "accompagner" not in said(home["Nadia"])
    hands_done(home, "Nadia", 2)
    assert said(home["Nadia"]).count("Pourriez-vous accompagner parfois une personne nouvelle") == 1
    home["Nadia"].press("Oui, en binôme")
    assert rows(home.street, Companion) == 1
    home["Nadia"].say("/binome")
    home["Nadia"].press("Ne plus accompagner")
    assert rows(home.street, Companion) == 0
    home["Nadia"].press("Annuler")
    assert rows(home.street, Companion) == 1


def test_after_six_the_street_is_proposed_and_who_looks_after_it_knows(home: Lilacs) -> None:
    hands_done(home, "Nadia", 6)
    assert said(home["Nadia"]).count("Aimeriez-vous veiller un peu sur votre rue") == 1
    home["Nadia"].press("Pourquoi pas")
    assert "Karim le sait" in said(home["Nadia"])
    assert "Nadia, rue des Lilas, aimerait veiller un peu sur la rue" in said(home.karim)
    home["Nadia"].tap("ladder.try")
    assert said(home.karim).count("aimerait veiller") == 1, "told once"
