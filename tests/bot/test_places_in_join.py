"""Where one lives, whatever the address service does: found, down, slow, or sure of nonsense. All fictional."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot.conversations.residents import OTHER
from bot.geocoding_answers import Candidate, Down, Found, Unsure, Why
from content.typed_places import read_place
from rules.places import Cell
from storage.tables import Residence, Zone, table
from tests.pilots import Pilot, Street
from tests.world.pressing import press_value

TYPED = "12 rue des Lilas, Nantes"
LILACS = Candidate("Rue des Lilas, 44000 Nantes", "Rue des Lilas", "44109", "44000", Cell(4721, -156))
# What a service answers with full confidence to words that are no address.
NONSENSE = Candidate("Rue Bonjour, 59000 Lille", "Rue Bonjour", "59350", "59000", Cell(5063, 305))


@pytest.fixture
def street(engine: Engine) -> Street:
    return Street(engine)


def at_where(street: Street, typed: str, answer: Any) -> Pilot:
    """Odile up to the answer to « Où habitez-vous ? »."""
    street.places[read_place(typed).words] = answer
    odile = street.person("Odile")
    odile.start()
    odile.press("Commencer")
    press_value(odile, "=")
    odile.say(typed)
    return odile


def finish(odile: Pilot) -> None:
    for value in ("=", "=", "oui"):
        press_value(odile, value)


def homes(street: Street) -> list[tuple[str, str | None, str | None]]:
    zone, home = table(Zone), table(Residence)
    with street.session() as session:
        rows = session.connection().execute(select(zone).join(home, home.c.zone_id == zone.c.id))
        return [(r.label, r.commune, r.cell) for r in rows]


def test_a_street_that_is_found_is_read_back_before_it_is_kept(street: Street) -> None:
    odile = at_where(street, TYPED, Found((LILACS,)))
    assert "C’est bien ça" in odile.last.text
    assert odile.last.labels[:2] == ["Rue des Lilas, Nantes", "Non, autre lieu"]
    press_value(odile, "0")
    finish(odile)
    assert homes(street) == [("Rue des Lilas", "44109", "4721:-156")]


@pytest.mark.parametrize("answer", [*map(Down, Why), Unsure(), None], ids=str)
def test_when_the_service_fails_the_list_of_communes_takes_over(street: Street, answer: Any) -> None:
    odile = at_where(street, TYPED, answer)
    assert "C’est bien ça" in odile.last.text
    assert odile.last.labels[0] == "rue des Lilas, Nantes (44)"
    press_value(odile, "0")
    finish(odile)
    assert homes(street) == [("rue des Lilas", "44109", None)]


def test_several_communes_of_one_name_are_all_proposed(street: Street) -> None:
    odile = at_where(street, "rue du Port, Saint-Denis", Down(Why.SLOW))
    shown = [label for label in odile.last.labels if "Saint-Denis" in label]
    assert len(shown) == 3
    assert len(set(shown)) == 3


@pytest.mark.parametrize("typed", ["12", "appt 4", "bonjour", "oui", "je ne sais pas", "chez moi", "chez Petit",
                                   "xqzt, wvkj", "GAGNEZ 500E www.evil.com", "digicode 45B12", "🙂", "3e étage"])
def test_what_is_no_place_is_asked_again_and_never_looked_up(street: Street, typed: str) -> None:
    odile = at_where(street, typed, Found((NONSENSE,)))
    assert "Je n’y reconnais pas un lieu" in odile.last.text
    odile.say("rue des Lilas, Nantes")
    press_value(odile, "0")
    finish(odile)
    assert homes(street) == [("rue des Lilas", "44109", None)]


@pytest.mark.parametrize("typed", ["rue des Lilas, Nulle-Part-sur-Rien", "rue de Paris", "avenue du Maréchal Foch",
                                   "rue Gay Lussac", "résidence Les Lilas"])
def test_a_street_without_a_known_commune_asks_it_and_reads_both_back(street: Street, typed: str) -> None:
    odile = at_where(street, typed, Down(Why.BROKEN))
    assert "Dans quelle commune" in odile.last.text
    odile.say("Nulle-Part-sur-Rien")
    assert "Je ne connais pas cette commune" in odile.last.text
    odile.say("à Nantes")
    label = typed.split(",")[0]
    assert odile.last.labels[0] == f"{label}, Nantes (44)"
    press_value(odile, "0")
    finish(odile)
    assert homes(street) == [(label, "44109", None)]


@pytest.mark.parametrize(("typed", "labels"), [
    ("rue du Port, Boulogne", ("Boulogne-Billancourt (92)", "Boulogne-sur-Mer (62)", "Essarts-en-Bocage (85)")),
    ("rue du Port à Évry", ("Évry-Courcouronnes (91)", "Évry-Grégy-sur-Yerre (77)", "Évry (89)")),
    ("rue du Port, Aix", ("Aix-en-Provence (13)", "Aix-les-Bains (73)", "Aix (19)"))])
def test_a_commune_that_is_the_beginning_of_larger_ones_is_asked(
        street: Street, typed: str, labels: tuple[str, ...]) -> None:
    odile = at_where(street, typed, Down(Why.OFF))
    assert [label for label in odile.last.labels if "(" in label] == [f"rue du Port, {label}" for label in labels]


SAME = ("rue des Lilas à Nantes", "j’habite au 12 rue des Lilas à Nantes", "Nantes, rue des Lilas",
        "R. des Lilas 44000", "rue des lilas 12 bis, 44000 NANTES", "Rue des Lilas, Nantes, France",
        "12, rue des Lilas - Nantes",
        "Rue Des-Lilas Nantes", "douze rue des Lilas, Nantes", "rue des Lilas n°12 Nantes")


def test_one_place_is_one_zone_however_it_is_written(street: Street) -> None:
    for number, typed in enumerate(SAME):
        odile = street.person(f"Odile {chr(65 + number)}")
        odile.start()
        odile.press("Commencer")
        press_value(odile, "=")
        odile.say(typed)
        press_value(odile, "0")
        finish(odile)
    with street.session() as session:
        zones = [tuple(r) for r in session.connection().execute(select(table(Zone).c.label, table(Zone).c.commune))]
    assert zones == [("rue des Lilas", "44109")]


def test_a_service_sure_of_nonsense_is_not_believed_without_a_yes(street: Street) -> None:
    odile = at_where(street, "rue Bonjour, Lille", Found((NONSENSE,)))
    assert "C’est bien ça" in odile.last.text
    press_value(odile, OTHER)
    odile.say("Résidence des Marronniers")
    odile.say("44000")
    press_value(odile, "0")
    finish(odile)
    assert homes(street) == [("Résidence des Marronniers", "44109", None)]


def test_back_after_a_wrong_place_asks_again_and_looks_again(street: Street) -> None:
    odile = at_where(street, "rue Bonjour, Lille", Found((NONSENSE,)))
    street.places[read_place(TYPED).words] = Found((LILACS,))
    odile.press("Retour")
    assert "Où habitez-vous" in odile.last.text
    odile.say(TYPED)
    assert odile.last.labels[0] == "Rue des Lilas, Nantes"


def test_no_house_number_is_kept(street: Street) -> None:
    odile = at_where(street, TYPED, Down(Why.OFF))
    press_value(odile, "0")
    finish(odile)
    assert "12" not in str(homes(street))


def test_a_position_is_enough_to_go_on_and_abroad_is_said(street: Street) -> None:
    odile = street.person("Odile")
    odile.start()
    odile.press("Commencer")
    press_value(odile, "=")
    odile.share(None)
    assert "n’est pas en France" in odile.last.text
    odile.share("4721:-156")
    odile.say("rue des Lilas")
    odile.say("Nantes")
    press_value(odile, "0")
    finish(odile)
    assert homes(street) == [("rue des Lilas", "44109", "4721:-156")]


def test_typed_words_that_are_no_button_ask_again_and_lose_nothing(street: Street) -> None:
    odile = at_where(street, TYPED, Down(Why.BUSY))
    odile.say("peut-être")
    assert "Appuyez sur l’un des boutons" in odile.last.text
    press_value(odile, "0")
    assert "Qu’aimez-vous faire" in odile.last.text


def test_a_commune_far_down_a_shared_postcode_is_found_when_it_is_named(street: Street) -> None:
    odile = at_where(street, "rue du Moulin, 51300", Down(Why.OFF))
    assert not any("Saint-Amand" in label for label in odile.last.labels)
    press_value(odile, OTHER)
    assert "code postal" in odile.last.text
    odile.say("rue du Moulin, 51300 Saint-Amand-sur-Fion")
    assert odile.last.labels[0] == "rue du Moulin, Saint-Amand-sur-Fion (51)"
    press_value(odile, "0")
    finish(odile)
    assert homes(street) == [("rue du Moulin", "51472", None)]


def test_a_second_nonsense_ends_with_what_was_typed(street: Street) -> None:
    odile = at_where(street, "rue Bonjour, Lille", Found((NONSENSE,)))
    press_value(odile, OTHER)
    street.places["Résidence Bonjour, Nantes"] = Found((NONSENSE,))
    odile.say("Résidence Bonjour, Nantes")
    assert "Garder mon texte" in odile.last.labels
    press_value(odile, OTHER)
    press_value(odile, "0")
    finish(odile)
    assert homes(street) == [("Résidence Bonjour", "44109", None)]


def test_a_position_shared_keeps_its_cell_and_takes_the_commune_typed(street: Street) -> None:
    odile = street.person("Odile")
    odile.start()
    odile.press("Commencer")
    press_value(odile, "=")
    odile.share("4721:-156")
    odile.say("rue des Lilas, Nantes")
    press_value(odile, "0")
    finish(odile)
    assert homes(street) == [("rue des Lilas", "44109", "4721:-156")]


@pytest.mark.parametrize(("typed", "label"), [
    ("12 rue des Lilas Nantes", "rue des Lilas, Nantes (44)"),
    ("rue Haute Saint-Étienne-du-Rouvray", "rue Haute, Saint-Étienne-du-Rouvray (76)"),
    ("Nantes", "Nantes (44)"),
    ("Saint-Denis", "Saint-Denis (974)"),
])
def test_a_comma_is_not_needed_before_a_town(street: Street, typed: str, label: str) -> None:
    odile = at_where(street, typed, Down(Why.OFF))
    assert odile.last.labels[0] == label


def test_a_town_alone_asks_the_street(street: Street) -> None:
    odile = at_where(street, "Nantes", Down(Why.OFF))
    press_value(odile, "0")
    assert "nom de votre rue" in odile.last.text
    odile.say("rue des Lilas")
    finish(odile)
    assert homes(street) == [("rue des Lilas", "44109", None)]
