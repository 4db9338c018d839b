"""House numbers go, names of streets stay whole, and two spellings of one street meet."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.communes import communes
from rules.streets import key, keys, postcode_in, split_address, street_key, strip_house_number


@pytest.mark.parametrize(
    ("typed", "street"),
    [
        ("12 rue des Lilas", "rue des Lilas"),
        ("12 bis, rue des Lilas", "rue des Lilas"),
        ("12B rue des Lilas", "rue des Lilas"),
        ("n° 12, rue des Lilas", "rue des Lilas"),
        ("12rue des Lilas", "rue des Lilas"),
        ("145 bis A rue Pasteur", "rue Pasteur"),
        ("5 à 7 rue Haute", "rue Haute"),
        ("12-14 avenue Foch", "avenue Foch"),
        ("rue des Lilas, 12", "rue des Lilas"),
        ("rue des Lilas 12 75012 Paris", "rue des Lilas 75012 Paris"),
        ("3 place Verte bât. B appt 12", "place Verte"),
        ("4 rue Haute, 3e étage", "rue Haute"),
        ("chez Odile 12 rue des Lilas", "chez Odile rue des Lilas"),
        ("Montreuil, 12 rue des Lilas", "Montreuil, rue des Lilas"),
        ("12", ""),
        ("Rue du 8 mai 1945", "Rue du 8 mai 1945"),
        ("12 rue du 8 mai 1945", "rue du 8 mai 1945"),
        ("place du 14 Juillet", "place du 14 Juillet"),
        ("2 rue des 2 Ponts", "rue des 2 Ponts"),
        ("Les 3 Moulins", "Les 3 Moulins"),
        ("rue de la 2e DB", "rue de la 2e DB"),
        ("allée 3", "allée 3"),
        ("route D 12", "route D 12"),
        ("75012 Paris", "75012 Paris"),
        ("Casino 12 rue Haute", "Casino rue Haute"),
    ],
)
def test_house_numbers_go(typed: str, street: str) -> None:
    assert strip_house_number(typed) == street


numbers = st.integers(1, 9999).map(str)
repeats = st.sampled_from(["", " bis", " ter", "B", " b"])
joints = st.sampled_from([" ", ", ", " , "])
kinds = st.sampled_from(["rue", "avenue", "av.", "bd", "place", "impasse", "chemin", "Résidence"])
names = st.sampled_from(["des Lilas", "Pasteur", "du Général Leclerc", "de l’Église", "St-Michel"])


@given(numbers, repeats, joints, kinds, names)
def test_whatever_the_number_the_street_is_the_same(number: str, repeat: str, joint: str, kind: str, name: str) -> None:
    assert strip_house_number(f"{number}{repeat}{joint}{kind} {name}") == f"{kind} {name}"
    assert strip_house_number(f"{kind} {name}, {number}{repeat}") == f"{kind} {name}"


@given(st.one_of(st.text(max_size=80), st.text("0123456789bister, °n-/ruea", max_size=80)))
def test_stripping_twice_changes_nothing_more(text: str) -> None:
    assert strip_house_number(strip_house_number(text)) == strip_house_number(text)


@pytest.mark.parametrize("typed", ["1" * 4096, "1 " * 2048, "12 bis, " * 500, ", " * 2048, "a-12 " * 800, "1b" * 2000])
def test_nobody_can_stop_the_house_with_a_long_text(typed: str) -> None:
    before = process_time()
    strip_house_number(typed)
    split_address(typed)
    assert process_time() - before < 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 av. Gal Leclerc", "Avenue du Général Leclerc"),
        ("bd St-Michel", "Boulevard Saint Michel"),
        ("rés. Les Acacias", "RÉSIDENCE LES ACACIAS"),
        ("r. de l'Eglise", "Rue de l’Église"),
        ("pl. Ste Anne", "place Sainte-Anne"),
    ],
)
def test_two_spellings_of_one_street_meet(one: str, other: str) -> None:
    assert street_key(one).split() == [word for word in street_key(other).split() if word != "du"]


def test_names_of_communes_meet() -> None:
    assert key("St-Ouen s/ Seine") == key("SAINT OUEN SUR SEINE")
    assert key("L’Haÿ-les-Roses") == key("l'hay les roses")
    assert key("Sœurs") == key("SOEURS")


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("12 rue Haute, 93100 Montreuil", ("rue Haute", "93100 Montreuil")),
        ("12 rue Haute 93 100 Montreuil", ("rue Haute", "93 100 Montreuil")),
        ("rue Haute, 12, Montreuil", ("rue Haute", "Montreuil")),
        ("rue Haute", ("rue Haute", "")),
    ],
)
def test_a_typed_address_falls_in_two(typed: str, parts: tuple[str, str]) -> None:
    assert split_address(typed) == parts


def test_a_postcode_is_five_digits() -> None:
    assert postcode_in("93 100 Montreuil") == "93100"
    assert postcode_in("01 23 45 67 89") is None
    assert postcode_in("rue 1234") is None


def test_many_names_are_read_as_each_alone() -> None:
    names = [one.name for one in communes().whole]
    names += ["Ste-Foy s/ Gironde", "ŒUILLY", "Lay-St-Christophe", "  st   ", "", "L’Haÿ-les-Roses", "S/Seine"]
    assert keys(names) == [key(name) for name in names]
