"""Rounds of a partner: who cooks, packs, delivers, stores; at most twelve stops, one at a time for who delivers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from rules.words import Words, _
from rules.workshops import read_amount

LONGEST_WHAT, LONGEST_PLACE, LONGEST_CONTACT, LONGEST_STOP = 50, 80, 80, 120
MOST_STOPS, MOST_SEATS = 12, 20
REMINDED, UNOPENED, ENDS = timedelta(days=1), timedelta(hours=4), timedelta(hours=12)


class TourState(StrEnum):
    """SENT: a coordinator reads it first."""

    SENT = "sent"
    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"


STANDING = (TourState.SENT, TourState.OPEN)


class TourRole(StrEnum):
    COOK = "cook"
    PACK = "pack"
    BRING = "bring"
    STORE = "store"


ROLES: Mapping[TourRole, Words] = {
    TourRole.COOK: _("🍲 Cuisiner"), TourRole.PACK: _("📦 Emballer"), TourRole.BRING: _("🚲 Livrer"),
    TourRole.STORE: _("❄ Stocker")}


def of(role: TourRole) -> str:
    """Under which word its seats are kept (rules/seating)."""
    return f"tour_{role.value}"


OFS = {of(role): role for role in TourRole}


@dataclass(frozen=True, slots=True)
class Tour:
    """by: who proposes it, for the structure. contact: for who comes. stops: how many are not finished."""

    id: int
    partner: int
    partner_name: str
    tag: str
    by: int
    what: str
    day: date
    at: str
    starts_at: datetime
    timezone: str
    place: str
    contact: str
    eat_by: date
    allergens: str
    cold: str
    state: TourState
    posted: int

    @property
    def living(self) -> bool:
        return self.state in STANDING


@dataclass(frozen=True, slots=True)
class Stop:
    """One of those not finished yet. position: its number in the partner’s own list. delivery: where it was said."""

    id: int
    tour: int
    position: int
    text: str
    person: int | None
    delivery: int | None


def seats_problem(typed: str) -> Words | None:
    count = read_amount(typed)
    if count is None or count < 0 or count > MOST_SEATS:
        return _("Écrivez un nombre, de 0 à {n}.", n=MOST_SEATS)
    return None
