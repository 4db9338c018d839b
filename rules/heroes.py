"""Heroes of ordinary civility: what was done, how much of who did it may be said, and until when it waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rules.residents import Person
from rules.theirs import Theirs
from rules.words import Words, _

LONGEST, LONGEST_NAME = 240, 60
A_MONTH, OPEN_AT_ONCE = 3, 3
ONCE_MORE, SILENT, UNREAD = timedelta(days=7), timedelta(days=21), timedelta(days=30)
REMOVABLE = timedelta(hours=48)
A_YEAR = timedelta(days=365)


class HeroState(StrEnum):
    """SENT: whoever looks after the street reads it first. ASKED: the person decides. AGREED: it waits for its week.
    HIDDEN: it was shown, and a report had it taken out of sight.
    """

    SENT = "sent"
    ASKED = "asked"
    AGREED = "agreed"
    SHOWN = "shown"
    DECLINED = "declined"
    REFUSED = "refused"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    HIDDEN = "hidden"


OPEN = (HeroState.SENT, HeroState.ASKED, HeroState.AGREED)
STANDING = (*OPEN, HeroState.SHOWN, HeroState.HIDDEN)
THEIRS = (HeroState.ASKED, HeroState.AGREED, HeroState.SHOWN, HeroState.HIDDEN)
"""What the person it is about may change."""


class Degree(StrEnum):
    STREET = "street"
    NAME = "name"
    NOBODY = "nobody"


DEGREES: dict[Degree, Words] = {
    Degree.STREET: _("✅ Prénom et rue"), Degree.NAME: _("✅ Prénom"), Degree.NOBODY: _("✅ Sans nom")}
DEGREES_OF_ALL: dict[Degree, Words] = {
    Degree.STREET: _("✅ Notre nom et la rue"), Degree.NAME: _("✅ Notre nom"), Degree.NOBODY: _("✅ Sans nom")}


@dataclass(frozen=True, slots=True)
class Hero:
    """whole: the name of a landing, a class; empty for one person. nominee: whoever says yes or no, once known."""

    id: int
    group: int
    author: int | None
    nominee: int | None
    judge: int | None
    whole: str
    what: str
    state: HeroState
    degree: Degree | None
    town: bool
    changed_at: datetime

    @property
    def open(self) -> bool:
        return self.state in OPEN


def named(hero: Hero, person: Person, street: str) -> tuple[Theirs | str, Theirs | str]:
    """The name and the street that may be said, as far as the person agreed."""
    name = Theirs(hero.whole or person.first_name, person.id)
    match hero.degree:
        case Degree.STREET:
            return name, Theirs(street, person.id)
        case Degree.NAME:
            return name, ""
    return "", ""
