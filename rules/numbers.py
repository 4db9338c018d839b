"""Help lines. A territory without a checked list gets the four general numbers, said to be unchecked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rules.calendar import Territory

MAX_AGE = timedelta(days=365)
DAY_AND_NIGHT = "jour et nuit, tous les jours"


@dataclass(frozen=True)
class Number:
    """`hours` None: unknown or disputed, none is printed. `checked` False: say « à vérifier » beside it."""

    id: str
    number: str
    purpose: str
    hours: str | None
    cost: str | None
    territories: frozenset[Territory]
    fallback: bool
    urgent: bool
    only_when_activated: bool
    sources: tuple[str, ...]
    checked_on: date
    checked: bool = True

    @property
    def always(self) -> bool:
        """Somebody answers at any hour."""
        return self.hours == DAY_AND_NIGHT


@dataclass(frozen=True)
class UrgencyCard:
    """What /urgence says: at most five lines, the first one the numbers of rescue.

    `private`: the same where nobody else reads.
    """

    territories: frozenset[Territory]
    lines: tuple[str, ...]
    private: tuple[str, ...]


def numbers_for(
    numbers: Iterable[Number], territory: Territory, urgent: bool | None = None
) -> tuple[Number, ...]:
    """The lines of a territory in the order of the file; `urgent` None: all of them."""
    known = [n for n in numbers if territory in n.territories or n.fallback]
    listed = [n if territory in n.territories else replace(n, checked=False) for n in known]
    return tuple(n for n in listed if urgent is None or n.urgent is urgent)


def urgency_lines(cards: Iterable[UrgencyCard], territory: Territory, *, private: bool = False) -> tuple[str, ...]:
    return next(card.private if private else card.lines for card in cards if territory in card.territories)


def too_old(number: Number, on: date) -> bool:
    return on - number.checked_on > MAX_AGE
