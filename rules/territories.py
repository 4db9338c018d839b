"""What depends on the département or the commune: legal time, public holidays, school zone."""

from __future__ import annotations

from enum import StrEnum

from rules.calendar import Territory


class SchoolZone(StrEnum):
    """The values, after « Zone », are those of `holidays`. Corsica and overseas have their own calendars."""

    A = "A"
    B = "B"
    C = "C"


_SCHOOL = {
    SchoolZone.A: "01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 "
    "74 79 86 87 89 90",
    SchoolZone.B: "02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 57 59 60 "
    "61 62 67 68 72 76 80 83 84 85 88",
    SchoolZone.C: "09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95",
}
_ZONE_OF = {code: zone for zone, codes in _SCHOOL.items() for code in codes.split()}

_TERRITORY_OF = {
    "57": Territory.MOSELLE, "67": Territory.ALSACE, "68": Territory.ALSACE,
    "971": Territory.GUADELOUPE, "972": Territory.MARTINIQUE, "973": Territory.GUYANE,
    "974": Territory.REUNION, "976": Territory.MAYOTTE, "975": Territory.SAINT_PIERRE_ET_MIQUELON,
    "977": Territory.SAINT_BARTHELEMY, "978": Territory.SAINT_MARTIN, "984": Territory.TERRES_AUSTRALES,
    "986": Territory.WALLIS_ET_FUTUNA, "987": Territory.POLYNESIE, "988": Territory.NOUVELLE_CALEDONIE,
}  # fmt: skip

_TIMEZONE_OF = {
    "971": "America/Guadeloupe", "972": "America/Martinique", "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon", "976": "Indian/Mayotte", "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "984": "Indian/Kerguelen", "986": "Pacific/Wallis", "987": "Pacific/Tahiti", "988": "Pacific/Noumea",
    "989": "Etc/GMT+8",
}  # fmt: skip
_MARQUESAS = dict.fromkeys(("98718", "98723", "98731", "98746", "98756", "98757"), "Pacific/Marquesas")
_TIMEZONE_OF_COMMUNE = _MARQUESAS | {
    "98719": "Pacific/Gambier",
    "98413": "Indian/Reunion",
    "98414": "Antarctica/DumontDUrville",
    "98415": "Indian/Mayotte",
}

_TERRITORY_OF_ZONE = {zone: _TERRITORY_OF[code] for code, zone in _TIMEZONE_OF.items() if code in _TERRITORY_OF} | {
    "Pacific/Marquesas": Territory.POLYNESIE, "Pacific/Gambier": Territory.POLYNESIE,
}  # fmt: skip


def timezone_of(commune: str) -> str:
    """The time zone of a commune by its official code: French Polynesia alone has three."""
    return _TIMEZONE_OF_COMMUNE.get(commune) or _TIMEZONE_OF.get(commune[:3], "Europe/Paris")


def territory_of(departement: str) -> Territory:
    return _TERRITORY_OF.get(departement, Territory.METROPOLE)


def territory_of_zone(timezone: str) -> Territory:
    """Overseas, legal time alone tells the territory; in Europe it tells nothing finer than the metropole."""
    return _TERRITORY_OF_ZONE.get(timezone, Territory.METROPOLE)


def school_zone_of(departement: str) -> SchoolZone | None:
    return _ZONE_OF.get(departement)
