"""Shopping for a neighbour: the list, what it may cost, and who goes anyway and takes for others."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from enum import StrEnum

from rules.civil import instant
from rules.help import Slot
from rules.notes import leads_elsewhere
from rules.words import Words, _

SHOPPING = "courses"
LIST_LENGTH, SHOP_LENGTH = 500, 60
LEAST, MOST = 5, 50
CEILINGS = (20, 30, 50)
PLACES = (1, 2, 3)
MOST_TRIPS = 2
DAYS_AHEAD = 14
MINUTES = 60
NO_LINK = _("Sans lien, ni adresse, ni numéro, s’il vous plaît. Écrivez par exemple « deux pains, un litre de lait ».")
CEILING_WRONG = _("Entre 5 et 50 euros. Pour plus, deux courses valent mieux qu’une. Écrivez par exemple « 30 ».")
CASH = _("🏷 En argent liquide, contre le ticket : ni plus, ni moins. Jamais de carte bancaire, ni de code.")
_ENDS = {Slot.MORNING: time(12), Slot.AFTERNOON: time(17), Slot.EVENING: time(20), Slot.ANY: time(18)}
_EUROS = re.compile(r"(\d{1,5})(?:[.,]00?)?\s*(?:€|euros?)?")


class TripState(StrEnum):
    OPEN = "open"
    FULL = "full"
    OVER = "over"
    CANCELLED = "cancelled"


def read_ceiling(text: str) -> int | None:
    found = _EUROS.fullmatch(text.strip().casefold())
    return int(found[1]) if found else None


def ceiling_problem(text: str) -> Words | None:
    euros = read_ceiling(text)
    return None if euros is not None and LEAST <= euros <= MOST else CEILING_WRONG


def shop_problem(text: str) -> Words | None:
    return NO_LINK if leads_elsewhere(text) else None


def ends_at(day: date, slot: Slot, zone: str) -> datetime:
    """When somebody who goes shopping has gone."""
    return instant(day, _ENDS[slot], zone)
