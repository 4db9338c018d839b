"""What an address service answers, read into what a conversation may know: streets, communes, cells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeAlias

from rules.places import Cell, cell_of
from rules.streets import strip_house_number

LEAST_SCORE = 0.6
KINDS = ("housenumber", "street")


class Why(StrEnum):
    OFF = "off"
    BUSY = "busy"
    SLOW = "slow"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A street to propose: « C’est bien ça ? ». `street` is empty when only the commune was asked for."""

    label: str
    street: str
    citycode: str
    postcode: str
    cell: Cell | None


@dataclass(frozen=True, slots=True)
class Found:
    """At least one, best first, no two alike."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Unsure:
    """The service answered, and nothing in its answer can be trusted."""


@dataclass(frozen=True, slots=True)
class Down:
    """No answer: go on with commune and street name."""

    why: Why


Outcome: TypeAlias = Found | Unsure | Down


class Geocoder(Protocol):
    def find(self, text: str, citycode: str | None = None, near: Cell | None = None) -> Outcome:
        """Streets of that name; within one commune, or rather those near a cell."""

    def around(self, cell: Cell) -> Outcome:
        """The communes about the centre of a cell, nearest first."""


class NoGeocoder:
    def find(self, text: str, citycode: str | None = None, near: Cell | None = None) -> Outcome:
        return Down(Why.OFF)

    def around(self, cell: Cell) -> Outcome:
        return Down(Why.OFF)


def geocoder(url: str | None) -> Geocoder:
    """The geocoder for a GEOCODER_URL; empty or absent, nobody is asked, and geopy is not even loaded."""
    if not url:
        return NoGeocoder()
    from bot.geocoding import Addresses

    return Addresses(url)


def streets_in(features: list[Any]) -> tuple[Candidate, ...]:
    found = [_street(one) for one in features if _number(_in(one, "properties", "score")) >= LEAST_SCORE]
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _street(feature: object) -> Candidate | None:
    street = _text(feature, "street") or _text(feature, "name")
    street = strip_house_number(street)
    citycode = _text(feature, "citycode")
    if _text(feature, "type") not in KINDS or not street or not citycode:
        return None
    postcode = _text(feature, "postcode")
    label = f"{street}, {postcode} {_text(feature, 'city')}".strip(" ,")
    return Candidate(label, street, citycode, postcode, _cell(feature))


def communes_in(features: list[Any], cell: Cell) -> tuple[Candidate, ...]:
    found: dict[str, Candidate] = {}
    for one in features:
        citycode, city, postcode = (_text(one, name) for name in ("citycode", "city", "postcode"))
        if citycode and city:
            found.setdefault(citycode, Candidate(f"{postcode} {city}".strip(), "", citycode, postcode, cell))
    return tuple(found.values())


def _cell(feature: object) -> Cell | None:
    pair = _in(feature, "geometry", "coordinates")
    if not isinstance(pair, list) or len(pair) < 2:
        return None
    return cell_of(_number(pair[1]), _number(pair[0]))


def _in(value: object, *names: str) -> object:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _text(feature: object, name: str) -> str:
    found = _in(feature, "properties", name)
    return " ".join(found.split()) if isinstance(found, str) else ""


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else float("nan")
