"""Printed sheets: who may print how many, which figures may leave a group, and how a line of paper is said."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from rules.words import Words, _, n_

FEW, LEAST_PEOPLE = 3, 5
# What everybody in a group may print; the others are for who runs it.
SAFETY_SHEETS = frozenset({"fiche-canicule", "fiche-grand-froid"})
NAME_LENGTH, WORD_LENGTH = 128, 40
# Rescue first, then shelter; a sheet of safety has one short line for each.
RESCUE: dict[str, Words] = {
    "15": _("Samu"), "17": _("police, gendarmerie"), "18": _("pompiers"), "112": _("numéro européen"),
    "114": _("par SMS, sans parler")}
SHELTER: dict[str, Words] = {"115": _("personne sans abri")}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many times something was done, and by how many different people."""

    count: int = 0
    people: int = 0

    @property
    def printed(self) -> int | None:
        """A figure on paper leaves the group: never one made by fewer than five people."""
        return self.count if self.people >= LEAST_PEOPLE else None


@dataclass(frozen=True, slots=True)
class Month:
    """What happened in a group during a calendar month; `minutes` counts heures civiques."""

    requests: Tally = Tally()
    answered: Tally = Tally()
    gestes: Tally = Tally()
    minutes: Tally = Tally()


def fits(name: str) -> bool:
    """Whether a name may stay inside a sheet; its exact width is only known when it is printed."""
    return len(name) <= NAME_LENGTH and all(len(word) <= WORD_LENGTH for word in re.split(r"[\s-]", name))


def need_line(title: Words, day: date | None) -> Words:
    """An open request on the board; `day` None when the kind keeps it to itself."""
    return title if day is None else _("{title}, {day}", title=title, day=day)


def offer_line(family: Words, people: int) -> Words:
    if people < FEW:
        return _("{family} : quelques personnes", family=family)
    return n_("{family} : {n} personne", "{family} : {n} personnes", people, family=family)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def file_name(kit: str, name: str) -> str:
    """« affiche-les-lilas.pdf »: what a printer's screen can show."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return "-".join((kit, *re.findall(r"[a-z0-9]+", plain)))[:60].rstrip("-") + ".pdf"
