"""/reglages: a person's own choices, and a group's. All people are fictional."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.directions import FSI, PDI
from tests.bot.scenes import dump, faults, install, join
from tests.pilots import Chat, Pilot, Street
from tests.world.engines import on_both_engines

pytestmark = on_both_engines
ONLY_ADMINS = "Seule une personne qui administre le groupe peut le faire."


def column(pilot: Pilot, name: str) -> object:
    return next(r for r in dump(pilot.street)["person"] if r["id"] == pilot.row.id)[name]


def test_asks_a_month_are_chosen_among_four(odile: Pilot) -> None:
    odile.say("/reglages")
    odile.press("demandes par mois")
    assert [label for label in odile.last.labels if "par mois" in label] == [
        "1 par mois", "2 par mois", "4 par mois", "8 par mois"]
    odile.press("2 par mois")
    assert column(odile, "asks_a_month") == 2
    for forged in ("set.ask:3", "set.ask:0", "set.ask:-1", "set.ask:²", "set.ask:99999999999999999999", "set.ask:",
                   "set.ask", "set.ask:2:2"):
        odile.tap(forged, 1)
        assert "n’est plus actif" in odile.toast
    assert column(odile, "asks_a_month") == 2
    assert not faults(odile.street)


def test_the_simple_version_is_one_tap_and_back(odile: Pilot) -> None:
    for wanted in (True, False):
        odile.say("/settings")
        odile.press("Version simple")
        assert column(odile, "simple") is wanted


def test_a_language_that_is_not_offered_is_refused(odile: Pilot) -> None:
    odile.say("/reglages")
    odile.press("Prénom, lieux, langue")
    odile.press("Langue")
    odile.press("English")
    assert column(odile, "language") == "en"
    odile.tap("set.speak:tlh", 1)
    assert column(odile, "language") == "en"


def test_a_place_is_left_in_two_taps(odile: Pilot) -> None:
    odile.say("/reglages")
    odile.press("Prénom, lieux, langue")
    odile.press("Mes lieux")
    assert "rue des Lilas" in odile.last.text
    odile.press("Retirer")
    assert "Aucun lieu" in odile.last.text
    assert dump(odile.street)["residence"] == []


def test_a_place_left_can_be_given_again(odile: Pilot) -> None:
    odile.say("/reglages")
    odile.press("Prénom, lieux, langue")
    odile.press("Mes lieux")
    odile.press("Retirer")
    odile.press("Ajouter un lieu")
    odile.say("rue du Port, Nantes")
    odile.press("rue du Port")
    assert "rue du Port" in odile.last.text
    assert len(dump(odile.street)["residence"]) == 1
    odile.say("/besoin")
    assert "coup de main" in odile.last.text


def test_nobody_leaves_a_place_for_somebody_else(street: Street, odile: Pilot) -> None:
    lucas = street.person("Lucas")
    join(lucas, "rue du Port, Nantes")
    before = dump(street)["residence"]
    mine = next(r["zone_id"] for r in before if r["person_id"] == odile.person_id)
    lucas.tap(f"set.leave:{mine}", 1)
    assert dump(street)["residence"] == before


def test_a_fourth_place_is_refused_with_a_way_out(street: Street, odile: Pilot) -> None:
    karim = street.person("Karim")
    for name in ("Le Port", "La Gare", "Le Parc"):
        chat = street.group(name)
        install(chat, karim, f"{name}, Nantes")
        odile.press("Je participe", chat)
        said = chat.toast
    assert "déjà trois lieux" in said
    assert "/reglages" in said


def test_the_groups_settings_open_in_private_for_its_admin(odile: Pilot, chat: Chat) -> None:
    odile.say("/reglages", chat)
    odile.press("Ouvrir les réglages", chat)
    odile.press("Changer le silence")
    odile.press("Autres heures")
    odile.say("22h-7h")
    odile.press("Valider")
    assert (chat.group.quiet_from.hour, chat.group.quiet_to.hour) == (22, 7)
    assert chat.group.name == "Les Lilas"
    odile.say("/reglages", chat)
    odile.press("Ouvrir les réglages", chat)
    odile.press("Changer le nom")
    odile.say("Les Lilas bleus")
    odile.press("Valider")
    assert chat.group.name == "Les Lilas bleus"


def test_who_lost_the_right_changes_nothing_with_the_link_in_hand(street: Street, odile: Pilot, chat: Chat) -> None:
    odile.say("/reglages", chat)
    odile.press("Ouvrir les réglages", chat)
    settings = odile.last
    button = odile.find("Changer le nom")[1]
    street.admins.clear()
    affairs = dump(street)
    odile.press_on(settings, button)
    assert odile.toast == ONLY_ADMINS
    odile.press("Ouvrir les réglages", chat)
    assert odile.last.text == ONLY_ADMINS
    assert without_links(dump(street)) == without_links(affairs)


def without_links(affairs: Mapping[str, object]) -> dict[str, object]:
    return {name: rows for name, rows in affairs.items() if name != "link"}


@pytest.mark.parametrize("how", ["neighbour", "anonymous of another group"])
def test_a_groups_settings_are_refused_to_others(street: Street, odile: Pilot, chat: Chat, how: str) -> None:
    other = street.group("Rue du Port")
    other.add_bot(odile)
    lucas = street.person("Lucas")
    join(lucas)
    affairs = dump(street)
    lucas.say("/reglages", chat, anonymous=other if how.startswith("anon") else False)
    assert chat.last.text == ONLY_ADMINS
    lucas.tap("set.group:1:name", 1)
    assert lucas.toast == ONLY_ADMINS
    assert dump(street) == affairs


def test_a_stranger_may_only_choose_a_language(street: Street) -> None:
    ana = street.person("Ana", language="en")
    ana.say("/settings")
    assert ana.last.labels == ["Français", "English", f"{FSI}العربية{PDI}"]
    ana.tap("set.asks", 1)
    assert "Commencer" in " ".join(ana.last.labels) or ana.last.screen.rows
    assert column(ana, "asks_a_month") == 4


def test_a_first_name_is_corrected(odile: Pilot) -> None:
    odile.say("/reglages")
    odile.press("Prénom, lieux, langue")
    odile.press("Mon prénom")
    odile.say("1234")
    assert "avec des lettres" in odile.last.text
    odile.say("Odile-Marie")
    assert "C’est noté : Odile-Marie." in odile.last.text.replace("\u00a0", " ")
    assert column(odile, "first_name") == "Odile-Marie"
    odile.press("Les réglages")
    odile.press("Prénom, lieux, langue")
    assert "Odile-Marie" in odile.last.text


def test_what_one_likes_to_do_and_when_are_corrected(odile: Pilot) -> None:
    odile.say("/reglages")
    odile.press("Prénom, lieux, langue")
    odile.press("Ce que j’aime faire")
    odile.press("Courses et repas")
    odile.press("C’est tout")
    odile.press("Le matin")
    odile.press("C’est tout")
    assert column(odile, "skills") == {"likes": ["courses-et-repas"], "slots": ["matin"]}
    odile.press("Les réglages")
    odile.press("Prénom, lieux, langue")
    odile.press("Ce que j’aime faire")
    assert "✓ 🛒 Courses et repas" in odile.last.labels, "what was chosen before is ticked"


def test_every_settings_screen_leads_back(odile: Pilot) -> None:
    for path in (["demandes par mois"], ["Prénom, lieux, langue"], ["Prénom, lieux, langue", "Langue"],
                 ["Prénom, lieux, langue", "Mes lieux"]):
        odile.say("/reglages")
        for label in path:
            odile.press(label)
        assert "↩ Retour" in odile.last.labels
