"""The calendar of the year: rules, corrections, traps."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from content.catalogue import Catalogue
from rules.calendar import (
    Correction,
    MomentKind,
    Territory,
    Window,
    drafts_due,
    geste_window,
    is_sober,
    next_window,
    occurrence,
    to_confirm,
)
from rules.yearly import easter, neighbours_day, parse_rule

HELD = {2016: "05-27", 2018: "05-25", 2022: "05-20", 2023: "06-02", 2024: "05-31", 2025: "05-23", 2026: "05-29"}
EXPECTED = {2027: "05-28", 2028: "05-19", 2029: "05-25", 2030: "05-24", 2031: "06-06", 2032: "05-28",
            2033: "05-20", 2034: "06-02", 2035: "05-25"}  # fmt: skip
CORRECTED = {2020: "05-29", 2021: "09-24"}
THIRTEEN = {
    "galette_des_voisins", "grand_froid_saison", "journee_solitudes", "fete_des_voisins", "journee_citoyenne",
    "veille_canicule", "rentree", "semaine_bleue", "journee_aidants", "gentillesse", "banques_alimentaires",
    "journee_benevolat", "noel_des_voisins",
}  # fmt: skip


@pytest.mark.parametrize(("year", "day"), [*HELD.items(), *EXPECTED.items()])
def test_neighbours_day_by_rule(year: int, day: str) -> None:
    assert neighbours_day(year).isoformat() == f"{year}-{day}"


@pytest.mark.parametrize(("year", "day"), [*HELD.items(), *EXPECTED.items(), *CORRECTED.items()])
def test_neighbours_day_as_shipped(catalogue: Catalogue, year: int, day: str) -> None:
    window = occurrence(catalogue.moment("fete_des_voisins"), year)
    assert window is not None
    assert (window.start.isoformat(), window.confirmed) == (f"{year}-{day}", year in CORRECTED)


@pytest.mark.parametrize(("year", "day"), [(2024, "03-31"), (2027, "03-28"), (2028, "04-16"), (2038, "04-25")])
def test_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == f"{year}-{day}"


@pytest.mark.parametrize(
    ("moment", "year", "start", "days", "confirmed"),
    [
        ("banques_alimentaires", 2026, "2026-11-27", 3, False),
        ("banques_alimentaires", 2027, "2027-11-26", 3, False),
        ("festisol", 2027, "2027-11-12", 17, False),
        ("nuit_solidarite", 2027, "2027-01-28", 1, False),
        ("restos_du_coeur", 2027, "2027-03-05", 3, False),
        ("journee_citoyenne", 2027, "2027-05-29", 1, False),
        ("semaine_bleue", 2027, "2027-10-04", 7, False),
        ("premiers_secours", 2027, "2027-09-11", 1, True),
        ("changement_heure_printemps", 2027, "2027-03-28", 1, True),
        ("changement_heure_automne", 2027, "2027-10-31", 1, True),
        ("world_cleanup_day", 2027, "2027-09-20", 1, True),
        ("gentillesse", 2027, "2027-11-03", 1, True),
        ("veille_canicule", 2027, "2027-06-01", 107, True),
        ("galette_des_voisins", 2027, "2027-01-02", 30, True),
        ("grand_froid_saison", 2026, "2026-11-01", 151, True),
        ("grand_froid_saison", 2027, "2027-11-01", 152, True),
    ],
)
def test_dates(catalogue: Catalogue, moment: str, year: int, start: str, days: int, confirmed: bool) -> None:
    window = occurrence(catalogue.moment(moment), year)
    assert window is not None
    assert (window.start.isoformat(), window.days, window.confirmed) == (start, days, confirmed)


def test_thirteen_themes_each_with_a_true_or_false(catalogue: Catalogue) -> None:
    assert {m.id for m in catalogue.themes} == THIRTEEN
    assert all(m.quiz is not None and m.buttons for m in catalogue.themes)


def test_six_alerts_and_none_has_a_date(catalogue: Catalogue) -> None:
    assert {m.id for m in catalogue.alerts} == {
        "canicule", "grand_froid", "tempete", "inondation", "coupure", "crise_sanitaire",
    }  # fmt: skip
    assert all(occurrence(m, y) is None for m in catalogue.alerts for y in range(2026, 2036))
    assert all("préfecture" in m.group_text and "°" not in m.group_text for m in catalogue.alerts)


def test_the_commune_corrects_the_shipped_date_and_may_cancel(catalogue: Catalogue) -> None:
    party = catalogue.moment("fete_des_voisins")
    moved = Correction(date(2021, 6, 4))
    assert occurrence(party, 2021, moved) == Window(date(2021, 6, 4), date(2021, 6, 4), confirmed=True)
    assert occurrence(party, 2021, Correction(None)) is None
    cancelled = {(party.id, 2027): Correction(None)}
    assert next_window(party, date(2027, 1, 1), cancelled) == occurrence(party, 2028)


def test_announced_only_has_no_date(catalogue: Catalogue) -> None:
    moment = catalogue.moment("fete_voisins_travail")
    assert next_window(moment, date(2026, 11, 23)) is None
    said = {(moment.id, 2027): Correction(date(2027, 9, 30))}
    assert next_window(moment, date(2026, 11, 23), said) == Window(date(2027, 9, 30), date(2027, 9, 30), confirmed=True)


def test_an_unconfirmed_date_is_asked_for_sixty_days_ahead(catalogue: Catalogue) -> None:
    def asked(on: date) -> set[str]:
        return {m.id for m, _ in to_confirm(catalogue.moments, on)}

    assert "fete_des_voisins" not in asked(date(2027, 3, 29))
    assert "fete_des_voisins" in asked(date(2027, 3, 30))
    assert "gentillesse" not in asked(date(2027, 11, 1))


def test_a_draft_comes_ten_days_before_where_it_applies(catalogue: Catalogue) -> None:
    def due(on: date, territory: Territory) -> list[str]:
        return [m.id for m in drafts_due(catalogue.moments, on, territory)]

    assert due(date(2027, 1, 13), Territory.METROPOLE) == ["journee_solitudes"]
    assert due(date(2026, 12, 23), Territory.METROPOLE) == ["galette_des_voisins"]
    assert due(date(2027, 5, 18), Territory.REUNION) == []
    assert "veille_canicule" in due(date(2027, 5, 18), Territory.METROPOLE)


def test_a_winter_window_is_open_on_both_sides_of_the_year(catalogue: Catalogue) -> None:
    winter = catalogue.moment("grand_froid_saison")
    assert geste_window(winter, date(2027, 1, 15)) == occurrence(winter, 2026)
    assert geste_window(winter, date(2028, 2, 29)) == occurrence(winter, 2027)
    assert geste_window(winter, date(2027, 7, 1)) is None


def test_preparation_opens_before_the_day(catalogue: Catalogue) -> None:
    party = replace(catalogue.moment("fete_des_voisins"), gestes_before=5, gestes_after=0)
    day = date(2027, 5, 28)
    opened = [n for n in range(-8, 3) if geste_window(party, day + timedelta(days=n))]
    assert opened == [-5, -4, -3, -2, -1, 0]


def test_thirteen_november_has_no_festive_word(catalogue: Catalogue) -> None:
    assert is_sober(date(2027, 11, 13), catalogue.sober_days)
    assert not is_sober(date(2027, 11, 3), catalogue.sober_days)
    around = {
        m.id for m in catalogue.moments
        if m.kind is MomentKind.FIXED and occurrence(m, 2027) == Window(date(2027, 11, 13), date(2027, 11, 13), True)
    }  # fmt: skip
    assert around == set()


def test_nobody_says_it_is_solidarity_day(catalogue: Catalogue) -> None:
    assert "journee_solidarite" not in {m.id for m in catalogue.moments}


@pytest.mark.parametrize(
    "wrong", ["vendredi", "cinquième lundi de mai", "dernier lundi de brumaire", "02-30", "pâques 39", "11-01.."]
)
def test_a_rule_nobody_can_compute_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="«"):
        parse_rule(wrong)
