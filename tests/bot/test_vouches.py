"""Nobody comes inside a home whom nobody there knows, by whatever way they come. All people are fictional."""

from __future__ import annotations

import random
from collections.abc import Mapping, Set
from datetime import timedelta

import pytest

from actions import matching, vouches
from actions.desk import Desk
from rules.console import TownRole
from rules.help import AcceptanceState, Slot
from storage import help as requests
from storage import help_lists, moderation, people, residents, zones
from storage.help import NewRequest
from storage.tables import HelpAcceptance
from storage.vouches import give, is_vouched
from tests.bot.lilacs import NOW, TODAY, Lilacs
from tests.bot.scenes import agree, join, rows
from tests.pilots import Pilot, Street
from tests.world.engines import on_both_engines
from tests.world.rows import a_person, a_role, a_zone

HOME = ("bricolage_leger", "demenagement_leger", "visite_appel", "trajet", "animaux_plantes", "papiers_lecture",
        "numerique", "enfants")
FIVE = ("Odile", "Lucas", "Fatou", "Nadia")


@pytest.fixture
def home(street: Street) -> Lilacs:
    """Five take part: Karim, who runs the group, may speak for a neighbour."""
    return Lilacs(street.engine, FIVE)


def a_visit(home: Lilacs, kind: str = "visite_appel", days: int = 2) -> int:
    with home.street.session() as session:
        return requests.create(session, NewRequest(
            home.ids["Odile"], home.zone, kind, TODAY + timedelta(days=days), Slot.MORNING, 30, "", "4821",
            NOW + timedelta(days=15)), NOW)


def recommend(home: Lilacs, whom: str, by: str) -> bool:
    with home.street.session() as session:
        return give(session, home.ids[whom], home.ids[by], NOW)


def test_the_kinds_that_bring_somebody_inside_are_these(home: Lilacs) -> None:
    assert {kind.code for kind in home.street.content.kinds if kind.needs_vouch} == set(HOME)


def test_no_button_makes_an_unknown_neighbour_come_inside(home: Lilacs) -> None:
    lucas = home.lucas
    for kind in HOME:
        number = a_visit(home, kind)
        lucas.tap(f"help.take:{number}")
        assert "il faut une recommandation" in lucas.last.text
        lucas.tap(f"help.take:{number}", chat=home.chat)
    assert rows(home.street, HelpAcceptance) == 0
    recommend(home, "Lucas", "Karim")
    number = a_visit(home, days=3)
    lucas.tap(f"help.take:{number}")
    assert "Votre prénom part vers" in lucas.last.text


def test_a_recommendation_that_is_gone_by_the_yes_brings_nobody(home: Lilacs) -> None:
    """Karim, who recommended Lucas, erases everything between « Je peux » and « D’accord »."""
    recommend(home, "Lucas", "Karim")
    number = a_visit(home)
    home.lucas.tap(f"help.take:{number}")
    home.karim.say("/effacer")
    home.karim.press("Oui, effacer")
    home.odile.press("D’accord")
    assert "ne peut plus venir" in home.odile.toast
    assert home.count(HelpAcceptance, HelpAcceptance.state == AcceptanceState.CONFIRMED) == 0  # type: ignore[arg-type]
    home.odile.tap("help.other:1")
    assert "de nouveau ouverte" in home.odile.last.text


def known(person: int, vouched: Mapping[int, Set[int]], speaks: Set[int]) -> bool:
    """The rule, by hand: one who speaks for the place, or two who are known."""
    trusted = set(speaks)
    for _round in range(len(vouched) + 1):
        trusted |= {one for one, by in vouched.items() if by & speaks or len((by - {one}) & trusted) >= 2}
    return person in trusted


@pytest.mark.parametrize("seed", [11, 2711, 20261])
def test_whoever_is_chosen_for_a_home_is_known_there(street: Street, seed: int) -> None:
    """A random village: who recommended whom, which needs, who presses what and in which order."""
    dice = random.Random(seed)
    with street.session() as session:
        zone = a_zone(session, "rue des Lilas")
        everybody = [a_person(session, 9000 + n, first_name=f"P{n}") for n in range(14)]
        for one in everybody:
            zones.settle(session, one, zone, NOW)
        a_role(session, everybody[0], TownRole.REFERENT, zone_id=zone)
        vouched: dict[int, set[int]] = {one: set() for one in everybody}
        for _n in range(dice.randint(6, 30)):
            person, by = dice.sample(everybody, 2)
            give(session, person, by, NOW)
            vouched[person].add(by)
    chosen = 0
    for _n in range(60):
        with street.session() as session:
            desk = Desk(session, street.now, street.content)
            asker, helper = dice.sample(everybody, 2)
            kind = dice.choice(street.content.kinds)
            if kind.hidden:
                continue
            number = requests.create(session, NewRequest(
                asker, zone, kind.code, TODAY + timedelta(days=2), Slot.MORNING, 30, "", "4821",
                NOW + timedelta(days=15)), NOW)
            request, person = requests.by_id(session, number), residents.by_id(session, helper)
            assert request
            assert person
            assert vouches.may_help(desk, helper, request) is (
                not kind.needs_vouch or known(helper, vouched, {everybody[0]}))
            taken = matching.take(desk, request, person, ())
            for found in requests.helpers(session, number):
                matching.confirm(desk, found)
            chosen += bool(taken) and kind.needs_vouch
            if taken and kind.needs_vouch:
                assert known(helper, vouched, {everybody[0]})
            elif kind.needs_vouch:
                assert not requests.helpers(session, number)
    assert chosen, "somebody known comes"


def test_the_need_shown_at_joining_is_one_that_may_be_taken(home: Lilacs) -> None:
    """A visit comes sooner, but takes a recommendation: the shopping is proposed."""
    a_visit(home, "visite_appel", days=1)
    shopping = a_visit(home, "courses", days=4)
    camille, seen = home.street.person("Camille"), home.karim.say("/inviter")
    assert seen is not None
    camille.start(seen.text.rpartition("start=")[2])
    agree(camille, None)
    camille.press("Je peux")
    with home.street.session() as session:
        assert [one.request for one in help_lists.promised(session, camille.person_id)] == [shopping]


@on_both_engines
def test_the_référent_of_a_street_is_known_and_makes_known(street: Street) -> None:
    home = Lilacs(street.engine, ("Nadia", "Odile"))
    with street.session() as session:
        assert not is_vouched(session, home.ids["Nadia"], home.zone)
        a_role(session, home.ids["Nadia"], TownRole.REFERENT, zone_id=home.zone)
        elsewhere = a_zone(session, "rue du Port")
        assert is_vouched(session, home.ids["Nadia"], home.zone)
        assert not is_vouched(session, home.ids["Nadia"], elsewhere)
        assert give(session, home.ids["Odile"], home.ids["Nadia"], NOW)
        assert is_vouched(session, home.ids["Odile"], home.zone)


def unknown_who_asks(home: Lilacs) -> Pilot:
    number = a_visit(home)
    home.lucas.tap(f"help.take:{number}")
    home.lucas.press("La demander")
    return home.lucas


def test_somebody_unknown_learns_what_to_do_and_is_recommended_in_two_taps(home: Lilacs) -> None:
    lucas = unknown_who_asks(home)
    assert "C’est demandé à Karim" in lucas.last.text
    assert "Lucas, rue des Lilas, aimerait aider" in home.karim.last.text
    home["Fatou"].tap(f"vouch.yes:{home.ids['Lucas']}")
    assert "Ce bouton n’est plus actif" in home["Fatou"].last.text, "who was not asked has no say"
    home.karim.press("Je recommande")
    assert "vous recommandez Lucas" in home.karim.last.text
    assert "vous pouvez maintenant aider" in lucas.last.text
    home.karim.tap(f"vouch.no:{home.ids['Lucas']}")
    assert "Ce bouton n’est plus actif" in home.karim.last.text, "answered once"


def test_a_no_is_told_without_a_name_and_the_question_comes_back_only_a_week_later(home: Lilacs) -> None:
    lucas = unknown_who_asks(home)
    lucas.tap("vouch.ask")
    assert "C’est déjà demandé cette semaine" in lucas.last.text
    home.karim.press("Pas assez")
    assert "ne vous connaît pas encore assez" in lucas.last.text
    assert "Karim" not in lucas.last.text


def test_where_nobody_speaks_for_the_place_it_is_said_what_to_do(street: Street) -> None:
    odile = street.person("Odile")
    join(odile)
    odile.tap("vouch.ask")
    assert "deux personnes du voisinage déjà recommandées" in odile.last.text
    odile.say("/recommander")
    assert "La demander" in " ".join(odile.last.labels)


def test_two_who_blocked_each_other_recommend_nothing(home: Lilacs) -> None:
    with home.street.session() as session:
        people.take_part(session, home.ids["Lucas"], home.group, NOW)
    seen = home.karim.say("/recommander")
    assert seen is not None
    token = seen.text.rpartition("start=")[2]
    home.lucas.tap(f"help.take:{a_visit(home, 'courses')}")
    with home.street.session() as session:
        moderation.block(session, home.ids["Lucas"], home.ids["Karim"], NOW)
    home.lucas.start(token)
    assert "n’est plus valable" in home.lucas.last.text
    home.lucas.tap("vouch.ask")
    assert "Karim" not in home.lucas.last.text
