"""People who talk to the bot: where they stand and what they chose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Standing(StrEnum):
    VISITOR = "visitor"
    RESIDENT = "resident"
    SUSPENDED = "suspended"
    LEFT = "left"


class Rhythm(StrEnum):
    """How often the geste comes in private."""

    DAY = "day"
    WEEK = "week"
    NEVER = "never"


class ZoneKind(StrEnum):
    BUILDING = "immeuble"
    STREET = "rue"
    QUARTER = "quartier"


# French in plain words, for who chose it: never a language one picks.
SIMPLE = "simple"


def reads(language: str | None, simple: bool | None) -> str:
    """What is read in private: only French has a version simple, and a place that has no language reads French."""
    return SIMPLE if simple and language == "fr" else language or "fr"


@dataclass(frozen=True, slots=True)
class Person:
    """One person, never keyed by a chat library. `first_name` is empty until they gave it."""

    id: int
    address: int
    first_name: str
    language: str
    standing: Standing
    timezone: str = "Europe/Paris"
    paused_until: datetime | None = None
    stopped: bool = False
    simple: bool = False

    @property
    def reads(self) -> str:
        return reads(self.language, self.simple)

    @property
    def is_resident(self) -> bool:
        return self.standing is Standing.RESIDENT


NEWCOMER = timedelta(days=7)
FIRST_NEED = "first-need"  # said once: a need nearby was shown to a newcomer


def kind_of_place(label: str) -> ZoneKind:
    """A building, a street or a quarter, by its first word; a street when nothing says otherwise."""
    first = label.strip().casefold().split(" ")[0].rstrip(".")
    if first in ("résidence", "residence", "immeuble", "bâtiment", "batiment", "tour", "rés", "bât", "bat"):
        return ZoneKind.BUILDING
    return ZoneKind.QUARTER if first in ("quartier", "hameau", "lotissement", "village", "cité") else ZoneKind.STREET
