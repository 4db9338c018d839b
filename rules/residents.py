"""People who talk to the bot: where they stand and what they chose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
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

    @property
    def is_resident(self) -> bool:
        return self.standing is Standing.RESIDENT
