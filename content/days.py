"""Public and school holidays, by territory and school zone.

Two calendars per group: asked together, `holidays` merges names and makes every summer day a public holiday.
School calendars beyond those published are the library's guess: never promise a day from them.
"""

import sys
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.util import find_spec, module_from_spec

from holidays import country_holidays

from rules.calendar import Territory


def _france_alone() -> None:
    """The library loads the calendars of 250 countries to read one: 8 MB, and a tenth of a second in somebody's turn.
    Its folder of countries is known without being read; it finds France in it by name."""
    spec = find_spec("holidays.countries")
    if spec is not None:
        sys.modules.setdefault(spec.name, module_from_spec(spec))


_france_alone()


class SchoolZone(StrEnum):
    A = "A"
    B = "B"
    C = "C"


_OVERSEAS = {
    "971": Territory.GUADELOUPE,
    "972": Territory.MARTINIQUE,
    "973": Territory.GUYANE,
    "974": Territory.REUNION,
    "975": Territory.SAINT_PIERRE_ET_MIQUELON,
    "976": Territory.MAYOTTE,
    "977": Territory.SAINT_BARTHELEMY,
    "978": Territory.SAINT_MARTIN,
    "984": Territory.TERRES_AUSTRALES,
    "986": Territory.WALLIS_ET_FUTUNA,
    "987": Territory.POLYNESIE,
    "988": Territory.NOUVELLE_CALEDONIE,
}
_EAST = {"57": Territory.MOSELLE, "67": Territory.ALSACE, "68": Territory.ALSACE}

_ZONES = {
    SchoolZone.A: "01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 "
    "42 43 47 58 63 64 69 70 71 73 74 79 86 87 89 90",
    SchoolZone.B: "02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 "
    "51 52 53 54 55 56 57 59 60 61 62 67 68 72 76 80 83 84 85 88",
    SchoolZone.C: "09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95",
}
_ZONE_OF = {departement: zone for zone, codes in _ZONES.items() for departement in codes.split()}

# Local customs the library lists, whose standing as days off is unchecked.
_CUSTOMS = {
    Territory.GUADELOUPE: frozenset({"Mi-Carême", "Vendredi saint", "Fête de Victor Schoelcher"}),
    Territory.MARTINIQUE: frozenset({"Fête de Victor Schoelcher"}),
    Territory.SAINT_MARTIN: frozenset({"Fête de Victor Schoelcher"}),
}


def territory_of(commune_code: str) -> Territory:
    """From an INSEE commune code (« 67482 », « 2A004 », « 97411 »)."""
    return _OVERSEAS.get(commune_code[:3]) or _EAST.get(commune_code[:2]) or Territory.METROPOLE


def school_zone_of(commune_code: str) -> SchoolZone | None:
    """None for Corsica and overseas: their calendars are set locally and kept by hand."""
    return _ZONE_OF.get(commune_code[:2])


@cache
def public_holidays(territory: Territory, year: int) -> dict[date, str]:
    subdivision = None if territory is Territory.METROPOLE else territory.value
    listed = country_holidays("FR", subdiv=subdivision, years=year, language="fr")
    customs = _CUSTOMS.get(territory, frozenset())
    return {day: name for day, name in sorted(listed.items()) if name not in customs}


def is_public_holiday(on: date, territory: Territory) -> bool:
    return on in public_holidays(territory, on.year)


@cache
def school_holidays(zone: SchoolZone, year: int) -> dict[date, str]:
    listed = country_holidays("FR", subdiv=f"Zone {zone}", years=year, language="fr", categories=("school",))
    return dict(sorted(listed.items()))


def is_school_day(on: date, zone: SchoolZone | None, territory: Territory = Territory.METROPOLE) -> bool:
    """A weekday in term time. Unknown zone: False, so that nothing about school is said out of season."""
    if zone is None or on.weekday() >= 5 or is_public_holiday(on, territory):
        return False
    return on not in school_holidays(zone, on.year)
