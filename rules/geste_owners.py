"""Whose geste it is, its theme, its hour, and how many did it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from rules.civil import QUIET_FROM, QUIET_TO
from rules.gestes import Theme
from rules.local import LOCAL
from rules.words import Words, _

FEW = 3
UNTOUCHED = 10
IDEA = "idea-"
OWN = (IDEA, LOCAL)
"""What begins the name of a geste that no editor wrote."""

THEMES: Mapping[Theme, Words] = {
    Theme.HELLO: _("👋 Bonjour, bavardage"),
    Theme.ELDERS: _("☕ Avec une personne âgée"),
    Theme.ERRANDS: _("🛒 Courses, repas"),
    Theme.REPAIRS: _("🔧 Bricolage, jardin"),
    Theme.CHILDREN: _("🧸 Enfants"),
    Theme.DISABILITY: _("♿ Handicap"),
    Theme.DIGITAL: _("📱 Numérique, papiers"),
    Theme.ANIMALS: _("🐾 Animaux"),
    Theme.ENVIRONMENT: _("🌱 Propreté, nature"),
    Theme.EMERGENCIES: _("🚨 Alerte, secours"),
    Theme.WELCOME: _("🏠 Accueil dans le coin"),
    Theme.GIFTS: _("🎁 Don, prêt"),
    Theme.COMMUNE: _("🏛 Pour la commune"),
    Theme.PARTY: _("🎉 Fête, rencontre"),
    Theme.HARD_TIMES: _("💛 Coup dur"),
}


@dataclass(frozen=True, slots=True)
class Owner:
    """A group or a person with a geste a day: where they are, when they may be disturbed, if they want it."""

    key: str
    address: int
    timezone: str
    commune: str | None
    zones: tuple[int, ...]
    willing: bool
    simple: bool = False
    quiet_from: time = QUIET_FROM
    quiet_to: time = QUIET_TO

    @property
    def is_group(self) -> bool:
        return self.key.startswith("g")

    @property
    def number(self) -> int:
        return int(self.key[1:])


def group_key(group: int) -> str:
    return f"g{group}"


def person_key(person: int) -> str:
    return f"p{person}"


def said_count(done: int) -> Words | None:
    """How many did it, as a group may read it: nothing, a few, then the number from three up."""
    if done <= 0:
        return None
    if done < FEW:
        return _("💛 Quelques personnes l’ont fait.")
    return _("💛 {n} personnes l’ont fait.", n=done)


def read_hour(text: str) -> str | None:
    """« 9 h », « 9h30 », « 09:30 », « 18 » as "HH:MM"; None when it is not an hour."""
    digits = text.casefold().replace("heures", "h").replace("heure", "h").replace(" ", "").replace("h", ":")
    hour, _sep, minute = digits.strip(":").partition(":")
    if not (hour.isascii() and hour.isdigit() and (minute or "0").isascii() and (minute or "0").isdigit()):
        return None
    if len(minute) not in (0, 2) or len(hour) > 2 or int(hour) > 23 or int(minute or 0) > 59:
        return None
    return f"{int(hour):02}:{int(minute or 0):02}"
