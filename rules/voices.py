"""What a street says: a question a month, and what is missing there. The town hall reads totals, never of a few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from rules.words import Words, _

ENOUGH = 5
LONGEST, SHORTEST, A_MONTH = 200, 8, 3
MID_MONTH, TRIED, OPEN_FOR = 12, timedelta(days=10), timedelta(days=28)
WAITS_FOR = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Question:
    """Of voices.yaml, in French, which is also the key of its translations."""

    id: str
    text: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked in one group, in one month ("2026-11")."""

    id: int
    group: int
    month: str
    question: str
    at: datetime


class Theme(StrEnum):
    MOVE = "deplacer"
    PLACES = "lieux"
    SHOPS = "commerces"
    TIES = "liens"
    YOUNG = "jeunes"
    ACCESS = "acces"
    OTHER = "autre"


THEMES: Mapping[Theme, Words] = {
    Theme.MOVE: _("🚲 Se déplacer"), Theme.PLACES: _("🌳 Lieux et nature"), Theme.SHOPS: _("🛒 Commerces, services"),
    Theme.TIES: _("🎉 Se retrouver"), Theme.YOUNG: _("🧸 Pour les jeunes"),
    Theme.ACCESS: _("♿ Un accès facile"), Theme.OTHER: _("💬 Autre chose")}


class NeedState(StrEnum):
    WAITING = "waiting"
    KEPT = "kept"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody says is missing. Its words go once read: its theme is what counts."""

    id: int
    group: int
    person: int
    theme: Theme
    text: str
    state: NeedState
    at: datetime


def month_code(day: date) -> str:
    return f"{day:%Y-%m}"


def question_of(month: str, questions: Sequence[Question]) -> Question:
    """The same everywhere, so that streets can be counted together; a year later, another."""
    year, number = month.split("-")
    return questions[(int(year) * 12 + int(number)) % len(questions)]


@dataclass(frozen=True, slots=True)
class Cell:
    """where: a place, or "" for those that are counted together because each is small."""

    where: str
    what: str
    people: int


def shown(counted: Mapping[tuple[str, str], int]) -> tuple[Cell, ...]:
    """What may be read of (place, what) -> people: places with five people or more; those of the small ones together
    when they are five or more. Nothing is said of the rest, and no total stands beside from which it could be taken.
    """
    large = [Cell(where, what, people) for (where, what), people in counted.items() if people >= ENOUGH]
    small: dict[str, int] = {}
    for (_where, what), people in counted.items():
        if people < ENOUGH:
            small[what] = small.get(what, 0) + people
    together = [Cell("", what, people) for what, people in small.items() if people >= ENOUGH]
    return tuple(sorted((*large, *together), key=lambda cell: (-cell.people, cell.what, cell.where)))
