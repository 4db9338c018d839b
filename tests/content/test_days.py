"""Days off and school days, where people live."""

import sys
from datetime import date

import pytest

from content.days import (
    SchoolZone,
    is_public_holiday,
    is_school_day,
    public_holidays,
    school_holidays,
    school_zone_of,
    territory_of,
)
from rules.calendar import Territory

NATIONAL_2027 = ["01-01", "03-29", "05-01", "05-06", "05-08", "05-17", "07-14", "08-15", "11-01", "11-11", "12-25"]


def days(territory: Territory, year: int = 2027) -> list[str]:
    return [day.isoformat()[5:] for day in public_holidays(territory, year)]


def test_eleven_days_off_in_mainland_france() -> None:
    assert days(Territory.METROPOLE) == NATIONAL_2027
    assert public_holidays(Territory.METROPOLE, 2027)[date(2027, 1, 1)] == "Jour de l'an"


@pytest.mark.parametrize(
    ("territory", "added"),
    [
        (Territory.MOSELLE, ["03-26", "12-26"]),
        (Territory.ALSACE, ["03-26", "12-26"]),
        (Territory.MAYOTTE, ["04-27"]),
        (Territory.MARTINIQUE, ["05-22"]),
        (Territory.GUADELOUPE, ["05-27"]),
        (Territory.SAINT_MARTIN, ["05-28"]),
        (Territory.GUYANE, ["06-10"]),
        (Territory.SAINT_BARTHELEMY, ["10-09"]),
        (Territory.REUNION, ["12-20"]),
        (Territory.NOUVELLE_CALEDONIE, ["09-24"]),
        (Territory.WALLIS_ET_FUTUNA, ["04-28", "06-29", "07-29"]),
        (Territory.POLYNESIE, ["03-05", "03-26", "11-20"]),
        (Territory.SAINT_PIERRE_ET_MIQUELON, []),
    ],
)
def test_territories_add_their_own(territory: Territory, added: list[str]) -> None:
    assert sorted(set(days(territory)) - set(NATIONAL_2027)) == added


@pytest.mark.parametrize(
    ("commune", "territory", "zone"),
    [
        ("75056", Territory.METROPOLE, SchoolZone.C),
        ("69123", Territory.METROPOLE, SchoolZone.A),
        ("67482", Territory.ALSACE, SchoolZone.B),
        ("57463", Territory.MOSELLE, SchoolZone.B),
        ("2A004", Territory.METROPOLE, None),
        ("97411", Territory.REUNION, None),
        ("98735", Territory.POLYNESIE, None),
        ("97502", Territory.SAINT_PIERRE_ET_MIQUELON, None),
    ],
)
def test_a_commune_has_its_territory_and_zone(commune: str, territory: Territory, zone: SchoolZone | None) -> None:
    assert (territory_of(commune), school_zone_of(commune)) == (territory, zone)


def test_every_mainland_departement_but_corsica_has_one_zone() -> None:
    codes = [f"{n:02}" for n in range(1, 96) if n != 20]
    assert all(school_zone_of(f"{code}001") for code in codes)
    assert school_zone_of("2B033") is None


def test_winter_holidays_differ_between_zones() -> None:
    february = {zone: {d for d in school_holidays(zone, 2027) if d.month == 2} for zone in SchoolZone}
    assert february[SchoolZone.A] != february[SchoolZone.B] != february[SchoolZone.C]


def test_summer_is_school_holiday_but_not_public_holiday() -> None:
    assert not is_school_day(date(2027, 7, 20), SchoolZone.A)
    assert not is_public_holiday(date(2027, 7, 20), Territory.METROPOLE)


def test_school_days_are_weekdays_in_term_off_public_holidays() -> None:
    assert is_school_day(date(2026, 11, 24), SchoolZone.C)
    assert not is_school_day(date(2026, 11, 28), SchoolZone.C)
    assert not is_school_day(date(2026, 11, 11), SchoolZone.C)
    assert not is_school_day(date(2027, 3, 26), SchoolZone.B, Territory.ALSACE)
    assert not is_school_day(date(2026, 11, 24), None, Territory.REUNION)


def test_no_other_country_is_loaded() -> None:
    assert is_public_holiday(date(2026, 5, 1), Territory.METROPOLE)
    assert [name for name in sys.modules if name.startswith("holidays.countries.")] == ["holidays.countries.france"]
