"""A good practice: what was done somewhere, told so that another group may do the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from rules.words import Words, _, quoted

LONGEST_TITLE, LONGEST_STEPS, LONGEST_PITFALLS, LONGEST_NEEDS = 60, 240, 160, 120
UNREAD = timedelta(days=30)
OFTEN, BY = 10, 5
"""How often a geste of a group is done, and by how many people, before it is offered as a practice."""


class Ground(StrEnum):
    """Where it is done."""

    BUILDING = "immeuble"
    HOUSES = "pavillons"
    RURAL = "rural"
    SCHOOL = "ecole"


class Cost(StrEnum):
    FREE = "gratuit"
    SMALL = "petit"
    SOME = "moyen"
    MORE = "plus"


class Crowd(StrEnum):
    FEW = "peu"
    SOME = "quelques"
    MANY = "beaucoup"


class Takes(StrEnum):
    HOUR = "heure"
    HALF = "demi"
    DAY = "jour"
    WEEKLY = "semaine"


class PracticeState(StrEnum):
    """SENT: whoever looks after the place reads it first."""

    SENT = "sent"
    PUBLISHED = "published"
    REFUSED = "refused"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


GROUNDS: dict[Ground, Words] = {
    Ground.BUILDING: _("🏢 Immeuble"), Ground.HOUSES: _("🏡 Pavillons"), Ground.RURAL: _("🌾 Village, hameau"),
    Ground.SCHOOL: _("🏫 École")}
COSTS: dict[Cost, Words] = {
    Cost.FREE: _("Gratuit"), Cost.SMALL: _("Moins de 30 €"), Cost.SOME: _("De 30 à 100 €"),
    Cost.MORE: _("Plus de 100 €")}
CROWDS: dict[Crowd, Words] = {
    Crowd.FEW: _("2 ou 3 personnes"), Crowd.SOME: _("De 4 à 10 personnes"), Crowd.MANY: _("Plus de 10 personnes")}
TAKES: dict[Takes, Words] = {
    Takes.HOUR: _("Une heure"), Takes.HALF: _("Une demi-journée"), Takes.DAY: _("Une journée"),
    Takes.WEEKLY: _("Un peu chaque semaine")}
KITS: dict[str, Words] = {
    "affiche": _("🖨 L’affiche"), "invitation": _("🖨 L’invitation"), "panneau": _("🖨 Le panneau"),
    "annuaire": _("🖨 L’annuaire")}


@dataclass(frozen=True, slots=True)
class Practice:
    """code: "c-cafe" of our own, "n12" of neighbours. ours: its words are content, and are translated.

    group: the name of the group where it was born, where that may be said.
    """

    code: str
    title: str
    text: str
    grounds: tuple[Ground, ...]
    cost: Cost
    crowd: Crowd
    takes: Takes
    steps: tuple[str, ...]
    pitfalls: str = ""
    needs: str = ""
    kit: str = ""
    simple: str = ""
    ours: bool = True
    author: int | None = None
    group: str = ""

    @property
    def id(self) -> str:
        return self.code.removeprefix("c-")

    def say(self, words: str) -> Words:
        return Words(words) if self.ours else quoted(words)


@dataclass(frozen=True, slots=True)
class Told:
    """A practice that a neighbour told, and where it stands."""

    id: int
    author: int | None
    group: int | None
    state: PracticeState
    named: bool
    practice: Practice
