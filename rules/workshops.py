"""Ateliers: what a street gathers together, who brings how much of it, and when it is told."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from rules.notes import leads_elsewhere, names_a_home
from rules.to_many import never
from rules.words import Words, _

LONGEST_WHAT, LONGEST_WHERE = 50, 90
LEAST_GOAL, MOST_GOAL = 2, 2000
OPEN_AT_ONCE, DAYS_AHEAD = 2, 90
ENDS = "20:00"
NUDGED, ASKED = timedelta(days=3, hours=2), timedelta(days=1, hours=2)
"""Before the end: at 18:00, when people may be disturbed."""
STEPS = (25, 50, 75, 100)
_WORDS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
          "dix": 10, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "cent": 100, "zero": 0,
          "zéro": 0, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
          "twenty": 20, "dizaine": 10, "douzaine": 12, "vingtaine": 20, "trentaine": 30, "cinquantaine": 50,
          "centaine": 100, "dozen": 12}
_NUMBER = re.compile(r"[-−–]?\d{1,3}(?:[ .  ]\d{3})+(?!\d)|[-−–]?\d+(?:[.,]\d+)?")
_SOME = re.compile(r"^(?:une?|a|de|d’|d')\s*(?=dizaine|douzaine|vingtaine|trentaine|cinquantaine|centaine|dozen)")
_DRAWN = re.compile(r"[\s!-~¡-ſ‘’“”«»…–—€°œŒ؀-ۿ]*")


class WorkshopState(StrEnum):
    """SENT: whoever looks after the street reads it first. LAPSED: nobody read it in time."""

    SENT = "sent"
    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


STANDING = (WorkshopState.SENT, WorkshopState.OPEN)


@dataclass(frozen=True, slots=True)
class Workshop:
    """pledged: how many are promised, those brought included. told: the last step told to the group."""

    id: int
    group: int
    author: int
    what: str
    goal: int
    place: str
    day: date
    ends_at: datetime
    state: WorkshopState
    pledged: int
    deposited: int
    told: int
    delivery: int | None
    changed_at: datetime

    @property
    def left(self) -> int:
        """How many may still be promised."""
        return max(0, ceiling(self.goal) - self.pledged) if self.state is WorkshopState.OPEN else 0

    @property
    def percent(self) -> int:
        return percent(self.pledged, self.goal)


@dataclass(frozen=True, slots=True)
class Pledge:
    workshop: int
    person: int
    amount: int
    deposited: bool


def ceiling(goal: int) -> int:
    """One more in ten, for what is lost on the way; never above."""
    return goal + goal // 10


def percent(pledged: int, goal: int) -> int:
    return pledged * 100 // goal


def step(pledged: int, goal: int) -> int:
    """The last step that is reached; 0 before the first."""
    return max((one for one in STEPS if percent(pledged, goal) >= one), default=0)


def read_amount(text: str) -> int | None:
    """« 12 », « 12 masques », « 2 000 », « une douzaine », « cinq ». None: no whole number, or several."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip().rstrip(" .!")
    found = _NUMBER.findall(plain)
    if len(found) > 1:
        return None
    if found:
        digits = re.sub(r"[ .  ](?=\d{3})", "", found[0]).replace("−", "-").replace("–", "-")
        return int(digits) if re.fullmatch(r"-?\d{1,9}", digits) else None
    words = _SOME.sub("", plain).split()
    return _WORDS.get(words[0]) if words else None


def leading(text: str) -> tuple[int | None, str]:
    """« 200 masques » is (200, « masques »); « colis de Noël » is (None, « colis de Noël »)."""
    found = re.match(r"\s*(\d{1,3}(?:[ .  ]\d{3})+|\d{1,6})\s+(?:x\s+)?(\D.*)$", text)
    return (read_amount(found[1]), found[2].strip()) if found else (None, text)


def goal_problem(text: str) -> Words | None:
    number = read_amount(text)
    if number is None:
        return _("Écrivez un nombre, par exemple 200.")
    return in_bounds(number)


def in_bounds(goal: int) -> Words | None:
    if goal < LEAST_GOAL:
        return _("Il en faut au moins {n} pour un atelier à plusieurs.", n=LEAST_GOAL)
    if goal > MOST_GOAL:
        return _("C’est beaucoup pour un voisinage : {n} au plus.", n=MOST_GOAL)
    return None


def amount_problem(text: str, most: int) -> Words | None:
    """One sentence for zero, for less, for too many, for no number."""
    number = read_amount(text)
    if number is None:
        return _("Écrivez un nombre entier, par exemple 5.")
    if number < 1:
        return _("Un seul suffit déjà : écrivez 1 ou plus, ou « Annuler ».")
    if number > most:
        return _("C’est plus qu’il n’en faut : {n} au plus, merci !", n=most)
    return None


def where_problem(text: str) -> Words | None:
    """A place that everybody may go to; never where somebody lives."""
    if problem := never(text):
        return problem
    if names_a_home(text) or leads_elsewhere(text):
        return _("Un lieu public, par son nom : « la mairie », « l’accueil de l’école ». Jamais une adresse privée.")
    return None


def what_problem(text: str) -> Words | None:
    if problem := never(text):
        return problem
    if leads_elsewhere(text):
        return _("Sans lien ni numéro, s’il vous plaît : tout le groupe le lira.")
    number, what = leading(text)
    if number is not None and (problem := in_bounds(number)):
        return problem
    if not any(c.isalpha() for c in what):
        return _("Dites ce que l’on réunit, par exemple « masques » ou « colis de Noël ».")
    return None


def drawable(text: str) -> bool:
    """Whether the letters that we print hold these."""
    return _DRAWN.fullmatch(text) is not None
