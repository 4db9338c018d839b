"""What a référent types for somebody without Telegram: no profile, only what was typed, under its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rules.offers import Reach

MOST_OFFERS = 10
ASKED_AGAIN, KEPT = 3, 6  # months
"""« Toujours d’accord ? » is asked again, and the offer is erased when nobody answered for that person."""
NOTES_KEPT = 60
"""Days during which a moment or a geste typed by mistake may be taken back."""


class Noted(StrEnum):
    HOUR = "heure"
    GESTE = "geste"


@dataclass(frozen=True, slots=True)
class PaperOffer:
    """things: codes of the content. contact: how to find the person, for who typed it alone."""

    id: int
    by: int
    zone: int
    things: tuple[str, ...]
    reach: Reach
    slots: tuple[str, ...]
    contact: str
    sure_at: datetime


@dataclass(frozen=True, slots=True)
class PaperNote:
    """A moment or a geste of somebody without Telegram, in the street’s totals. code: its kind, or its theme."""

    id: int
    by: int | None
    group: int
    what: Noted
    code: str
    minutes: int
    day: date
