"""The commune people mean is found offline, and « laquelle ? » is asked when there are several."""

from __future__ import annotations

from time import process_time
from zoneinfo import ZoneInfo

import pytest

from content.communes import Communes, communes
from content.spelling import distance
from rules.calendar import Territory
from rules.territories import SchoolZone


@pytest.fixture(scope="module")
def book() -> Communes:
    return communes()


def test_the_list_is_that_of_the_year(book: Communes) -> None:
    assert len(book.whole) == 34_969
    assert "2026" in book.vintage
    assert len({one.label for one in book.whole}) == len(book.whole)
    assert len({code for one in book.whole for code in one.postcodes}) == 6_310


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Montpellier", "34172"),
        ("montpelier", "34172"),
        ("Montpelleir", "34172"),
        ("Marseile", "13055"),
        ("Saint Etienne du Rouvrey", "76575"),
        ("st-germain-en-laye", "78551"),
        ("Ste Geneviève des Bois 91", "91549"),
        ("Vitry s/ Seine", "94081"),
        ("Châlons sur Saône", "71076"),
        ("haye les roses", "94038"),
        ("havre", "76351"),
        ("CHARLEVILLE MEZIERES", "08105"),
        ("Annecy-le-Vieux", "74010"),
        ("Paris 12e", "75056"),
        ("Lyon 3e arrondissement", "69123"),
        ("75116", "75056"),
        ("Saint-Denis (93)", "93066"),
        ("Saint-Denis La Réunion", "97411"),
        ("97400", "97411"),
        ("papete", "98735"),
        ("nouméa", "98818"),
        ("Ajacio", "2A004"),
        ("Angers 50", "49007"),
        ("lion", "69123"),
    ],
)
def test_the_commune_meant_comes_first(book: Communes, typed: str, code: str) -> None:
    assert book.search(typed)[0].code == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Montpellier", "34172"),
        ("Saint-Denis (Seine-Saint-Denis)", "93066"),
        ("Sainte-Colombe, Rhône", "69189"),
        ("93200 Saint-Denis", "93066"),
        ("Paris 12e", "75056"),
    ],
)
def test_one_commune_is_certain(book: Communes, typed: str, code: str) -> None:
    found = book.certain(typed)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("typed", ["Saint-Denis", "Sainte-Colombe", "ste colombe", "montpelier", "51300", ""])
def test_otherwise_one_asks_which(book: Communes, typed: str) -> None:
    assert book.certain(typed) is None


def test_homonyms_are_all_proposed_with_their_departement(book: Communes) -> None:
    assert {one.label for one in book.search("Saint-Denis")[:4]} == {
        "Saint-Denis (11)", "Saint-Denis (30)", "Saint-Denis (93)", "Saint-Denis (974)",
    }  # fmt: skip
    assert book.search("Saint-Denis 93")[0].full_label == "Saint-Denis (Seine-Saint-Denis)"
    twelve = book.search("Sainte-Colombe")[:12]
    assert {one.name for one in twelve} == {"Sainte-Colombe"}


def test_a_shared_postcode_gives_them_all(book: Communes) -> None:
    largest = max({code for one in book.whole for code in one.postcodes}, key=lambda c: len(book.by_postcode(c)))
    assert len(book.by_postcode(largest)) == len(book.search(largest)) == 46
    assert book.search(f"{largest} {book.by_postcode(largest)[30].name}")[0] == book.by_postcode(largest)[30]


def test_the_beginning_of_a_name_is_enough(book: Communes) -> None:
    assert [one.name for one in book.search("clermont")[:2]] == ["Clermont", "Clermont"]
    assert "Clermont-Ferrand" in [one.name for one in book.search("clermont")]
    assert book.search("clermont-fer")[0].name == "Clermont-Ferrand"
    assert book.search("Cherbourg")[0].name == "Cherbourg-en-Cotentin"
    assert book.search("garenne colombes")[0].name == "La Garenne-Colombes"
    assert book.search("ferrand clermont")[0].name == "Clermont-Ferrand"


@pytest.mark.parametrize("typed", ["", "   ", "xyzzy qwerty", "rue qui nexiste pas du tout xyz", "12", "🙂"])
def test_nonsense_finds_nothing(book: Communes, typed: str) -> None:
    assert book.search(typed) == []


def test_arrondissements_are_kept_apart(book: Communes) -> None:
    assert [len(book.arrondissements(code)) for code in ("75056", "69123", "13055", "34172")] == [
        20,
        9,
        16,
        0,
    ]
    twelfth, paris = book.by_code("75112"), book.whole_of("75112")
    assert twelfth is not None
    assert paris is not None
    assert (twelfth.name, paris.name) == ("Paris 12e Arrondissement", "Paris")
    assert book.by_code("99999") is book.whole_of("99999") is None


@pytest.mark.parametrize(
    ("code", "timezone", "territory", "zone"),
    [
        ("75056", "Europe/Paris", Territory.METROPOLE, SchoolZone.C),
        ("38185", "Europe/Paris", Territory.METROPOLE, SchoolZone.A),
        ("76540", "Europe/Paris", Territory.METROPOLE, SchoolZone.B),
        ("57463", "Europe/Paris", Territory.MOSELLE, SchoolZone.B),
        ("67482", "Europe/Paris", Territory.ALSACE, SchoolZone.B),
        ("2A004", "Europe/Paris", Territory.METROPOLE, None),
        ("97105", "America/Guadeloupe", Territory.GUADELOUPE, None),
        ("97302", "America/Cayenne", Territory.GUYANE, None),
        ("97411", "Indian/Reunion", Territory.REUNION, None),
        ("97502", "America/Miquelon", Territory.SAINT_PIERRE_ET_MIQUELON, None),
        ("97801", "America/Marigot", Territory.SAINT_MARTIN, None),
        ("98735", "Pacific/Tahiti", Territory.POLYNESIE, None),
        ("98719", "Pacific/Gambier", Territory.POLYNESIE, None),
        ("98731", "Pacific/Marquesas", Territory.POLYNESIE, None),
        ("98613", "Pacific/Wallis", Territory.WALLIS_ET_FUTUNA, None),
        ("98818", "Pacific/Noumea", Territory.NOUVELLE_CALEDONIE, None),
    ],
)
def test_time_holidays_and_school_follow_the_commune(
    book: Communes, code: str, timezone: str, territory: Territory, zone: SchoolZone | None
) -> None:
    one = book.by_code(code)
    assert one is not None
    assert (one.timezone, one.territory, one.school_zone) == (timezone, territory, zone)


def test_every_commune_has_a_legal_time_and_every_departement_a_school_zone(book: Communes) -> None:
    assert all(ZoneInfo(name) for name in {one.timezone for one in book.whole})
    without = {one.departement for one in book.whole if one.school_zone is None}
    assert {code for code in without if len(code) == 2} == {"2A", "2B"}


def test_a_question_is_answered_at_once(book: Communes) -> None:
    book.warm()
    took = []
    for typed in ("Saint-Denis", "Montpelier", "Châlons s/ Saône", "75012", "Saint-Brieux", "lion", "xyzzy"):
        before = process_time()
        book.search(typed)
        took.append(process_time() - before)
    assert sorted(took)[len(took) // 2] < 0.05


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [("lion", "lyon", 1), ("abcd", "abdc", 1), ("abc", "abc", 0), ("", "ab", 2), ("kitten", "sitting", 3)],
)
def test_errors_are_counted(one: str, other: str, errors: int) -> None:
    assert distance(one, other, 3) == distance(other, one, 3) == errors
    assert distance("paris", "marseille", 2) == 3
