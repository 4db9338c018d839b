"""What a resident finds in the catalogue."""

from collections import Counter
from dataclasses import FrozenInstanceError

import pytest

from content.catalogue import Catalogue
from content.names import KIT_IDS
from content.numbers import parse_number
from rules.calendar import Territory
from rules.helpkinds import Offered, kinds_of
from rules.numbers import numbers_for

THEMES = {"bonjour": (13, 7), "aines": (15, 9), "courses": (11, 7), "bricolage": (11, 7), "enfants": (10, 6),
          "handicap": (10, 7), "numerique": (12, 8), "animaux": (9, 6), "environnement": (8, 5), "urgences": (20, 9),
          "accueil": (7, 5), "dons": (11, 5), "commune": (12, 7), "fete": (12, 6), "coupsdurs": (9, 6)}  # fmt: skip


def test_a_hundred_and_seventy_gestes_by_theme(catalogue: Catalogue) -> None:
    every = Counter(g.theme.value for g in catalogue.gestes if g.retired_on is None)
    core = Counter(g.theme.value for g in catalogue.gestes if g.core)
    assert {theme: (every[theme], core[theme]) for theme in every} == THEMES
    assert Counter(g.minutes for g in catalogue.gestes if g.core) == {5: 37, 15: 29, 60: 34}


def test_a_geste_is_found_by_its_id_and_frozen(catalogue: Catalogue) -> None:
    geste = catalogue.geste("cafe-chez-aine")
    assert geste.safety == ("S1",)
    with pytest.raises(FrozenInstanceError):
        geste.title = "autre"  # type: ignore[misc]
    with pytest.raises(KeyError):
        catalogue.geste("inconnu")


def test_four_families_of_at_most_four_kinds(catalogue: Catalogue) -> None:
    shown = {f.title: [k.code for k in kinds_of(f, catalogue.kinds)] for f in catalogue.help_families}
    assert shown == {
        "Courses et repas": ["courses", "pharmacie", "repas", "colis_courrier"],
        "Maison et jardin": ["bricolage_leger", "jardin_neige", "demenagement_leger", "pret_objet"],
        "Présence et sorties": ["visite_appel", "accompagnement", "trajet", "animaux_plantes"],
        "Papiers et écrans": ["papiers_lecture", "numerique"],
    }
    assert len(catalogue.kinds) == 19


def test_children_and_other_open_by_choice_gifts_and_events_never_here(catalogue: Catalogue) -> None:
    papers = catalogue.help_families[-1]
    opened = kinds_of(papers, catalogue.kinds, {"enfants", "autre", "don_objet"})
    assert [k.code for k in opened] == ["papiers_lecture", "numerique", "enfants", "autre"]
    elsewhere = {k.code for k in catalogue.kinds if k.offered is Offered.ELSEWHERE}
    assert elsewhere == {"don_objet", "evenement", "association_commune"}
    assert all(catalogue.kind(code).hidden for code in elsewhere)


def test_help_at_home_needs_a_recommendation(catalogue: Catalogue) -> None:
    assert {k.code for k in catalogue.kinds if k.at_home} >= {"bricolage_leger", "visite_appel", "enfants"}
    assert all(k.needs_vouch for k in catalogue.kinds if k.at_home)


def test_plants_pets_and_post_stay_discreet(catalogue: Catalogue) -> None:
    assert {k.code for k in catalogue.kinds if k.discreet} == {"animaux_plantes", "colis_courrier"}


def test_what_neighbours_must_not_take(catalogue: Catalogue) -> None:
    assert {r.code for r in catalogue.refusals} >= {
        "soins", "relever", "avis-medical", "pret-argent", "electricite-gaz", "nuit-enfants", "travail-paye",
        "entreprise", "justice",
    }  # fmt: skip


def test_urgency_fits_five_lines_and_begins_with_rescue(catalogue: Catalogue) -> None:
    lines = catalogue.urgency(Territory.METROPOLE)
    assert lines[0] == "15 Samu – 17 police – 18 pompiers – 112 Europe – SMS 114"
    assert len(lines) == 5
    text = "\n".join(lines)
    assert all(n in text for n in ("115", "119", "3114", "3919", "3977", "3018", "116\u00a0006"))
    assert lines[-1] == "Ce service n’est pas un secours. La nuit, personne ne lit ce groupe."


def test_in_private_the_card_speaks_of_no_group_and_fits_a_message(catalogue: Catalogue) -> None:
    for territory in Territory:
        alone = catalogue.urgency(territory, private=True)
        assert alone[-1] == "Ce service n’est pas un secours. La nuit, personne ne lit vos messages."
        assert alone[:-1] == catalogue.urgency(territory)[:-1]
        assert len("\n".join(alone)) <= 300
        assert len("\n".join(catalogue.english[line] for line in alone)) <= 300


@pytest.mark.parametrize("territory", ["NC", "PF", "PM", "WF", "BL", "MF", "TF"])
def test_a_territory_without_a_list_gets_four_numbers_to_check(catalogue: Catalogue, territory: str) -> None:
    numbers = catalogue.numbers_for(Territory(territory))
    assert [n.number for n in numbers] == ["15", "17", "18", "112"]
    assert not any(n.checked for n in numbers)
    lines = catalogue.urgency(Territory(territory))
    assert lines[0] == "15 Samu – 17 police – 18 pompiers – 112"
    assert lines[1] == "En urgence, appelez d’abord."
    assert "D’autres numéros existent peut-être ici" in lines[2]
    assert "114" not in "".join(lines)


def test_each_number_has_its_place(catalogue: Catalogue) -> None:
    urgent = [n.number for n in catalogue.numbers_for(Territory.REUNION, urgent=True)]
    assert urgent == ["15", "17", "18", "112", "114", "196"]
    reunion = {n.id for n in catalogue.numbers_for(Territory.REUNION)}
    assert not {"n-canicule", "n-gaz", "n-escroqueries"} & reunion
    assert all(n.hours is None for n in catalogue.numbers if n.id in {"n116006", "n-canicule", "n-escroqueries"})
    hours = {n.id: n.hours for n in catalogue.numbers}
    assert hours["n3977"] == "tous les jours, 9 h–19 h, pause à 13 h le week-end"
    assert hours["n-solitude"] == "tous les jours, 15 h–20 h"
    night = {"n15", "n17", "n18", "n112", "n114", "n115", "n119", "n196", "n3114", "n3919", "n-gaz"}
    assert {n.id for n in catalogue.numbers if n.always} == night
    assert all(n.checked for n in numbers_for(catalogue.numbers, Territory.METROPOLE))


@pytest.mark.parametrize("wrong", ["", "1", "116117", "116 006", "0800066666", "+33 1"])
def test_a_number_is_written_as_one_dials_it(wrong: str) -> None:
    if wrong == "116117":
        assert parse_number(wrong) == wrong
        return
    with pytest.raises(ValueError, match="n’est pas un numéro"):
        parse_number(wrong)


def test_the_charter_is_one_screen(catalogue: Catalogue) -> None:
    assert catalogue.charter.version == "2026-12"
    assert 5 <= len(catalogue.charter.lines) <= 7
    assert not any("18" in line and "ans" in line for line in catalogue.charter.lines), "its button says it"
    assert sum(map(len, catalogue.charter.lines)) <= 330


def test_one_sentence_per_safety_code(catalogue: Catalogue) -> None:
    assert list(catalogue.safety) == [f"S{n}" for n in range(1, 22)]


def test_every_french_sentence_has_its_english(catalogue: Catalogue) -> None:
    english = catalogue.translations("en")
    assert english[catalogue.charter.lines[0]] == "I help and ask for free, with no debt and no score."
    texts = [g.simple for g in catalogue.gestes] + [k.label for k in catalogue.kinds]
    texts += [m.group_text for m in catalogue.moments] + list(catalogue.safety.values())
    assert all(text in english for text in texts)
    assert catalogue.translations("fr") == {}


def test_the_kits_named_here_are_the_kits_one_can_print() -> None:
    press = pytest.importorskip("content.kits.press")
    assert {str(kit) for kit in press.KITS} >= KIT_IDS
