"""Partners of the town: which structures may be one, what they agree to, for how long.

Refused, after the charter of the Réserve civique: unions, parties, religious associations, company foundations.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from rules.attestations import draw_code, read_code, shown
from rules.postercodes import folded
from rules.words import Words, _

CHARTER = "2026-11"
YEAR = 12  # months
AHEAD = timedelta(days=30)
LONGEST_NAME = 60
__all__ = ["AHEAD", "CHARTER", "YEAR", "Barred", "Partner", "PartnerKind", "barred", "draw_code", "read_code", "shown"]


class PartnerKind(StrEnum):
    ASSOCIATION = "association"
    CCAS = "ccas"
    LANDLORD = "bailleur"
    COMPANY = "entreprise"
    SCHOOL = "ecole"


class Barred(StrEnum):
    UNION = "syndicat"
    PARTY = "parti"
    CULT = "culte"
    FOUNDATION = "fondation"


KIND_LABELS: dict[PartnerKind, Words] = {
    PartnerKind.ASSOCIATION: _("🤝 Association"), PartnerKind.CCAS: _("🏛 CCAS"), PartnerKind.LANDLORD: _("🏢 Bailleur"),
    PartnerKind.COMPANY: _("🏪 Entreprise"), PartnerKind.SCHOOL: _("🏫 École")}
BARRED_LABELS: dict[Barred, Words] = {
    Barred.UNION: _("Syndicat"), Barred.PARTY: _("Parti politique"), Barred.CULT: _("Association cultuelle"),
    Barred.FOUNDATION: _("Fondation d’entreprise")}
REFUSAL = _("La charte de la Réserve civique n’admet comme partenaire ni syndicat, ni parti, ni association cultuelle, "
            "ni fondation d’entreprise. Si c’est une erreur, écrivez à la personne nommée dans /confidentialite : une "
            "autre personne regardera.")
_NAMES: dict[Barred, str] = {
    Barred.UNION: r"\b(cgt|cfdt|cftc|cfe cgc|unsa|fsu|fo|force ouvriere|union syndicale|intersyndicale|"
                  r"syndicat(?! (de copro|d initiative|mixte|intercommunal|des eaux|d energie|de riviere))\w*)\b",
    Barred.PARTY: r"\b(parti(?! pris)|rassemblement national|france insoumise|les republicains|modem|reconquete|"
                  r"europe ecologie|liste electorale|comite de soutien a|candidate? (?:a|aux) )",
    Barred.CULT: r"\b(paroisse|diocese|consistoire|mosquee|synagogue|eglise (?:evangelique|catholique|protestante|"
                 r"orthodoxe|adventiste)|association cultuelle|cultuelle?|temoins de jehovah|scientologie)\b",
    Barred.FOUNDATION: r"\b(fondation d entreprise|corporate foundation)\b"}


@dataclass(frozen=True, slots=True)
class Partner:
    """A structure, and the person who acts for it. charter: the version they accepted. until: when their year ends.
    team: the code by which the people of a company join its « heure solidaire ».
    """

    id: int
    role: int
    person: int | None
    kind: PartnerKind
    name: str
    tag: str = ""
    charter: str = ""
    charter_at: datetime | None = None
    until: datetime | None = None
    team: str | None = None

    @property
    def agreed(self) -> bool:
        return self.charter == CHARTER


def barred(name: str, kind: PartnerKind) -> Barred | None:
    """What this name says the structure is, when no partner may be that. A company is no foundation."""
    words = re.sub(r"[^0-9a-z]+", " ", folded(name)).strip()
    if kind is PartnerKind.COMPANY and re.search(r"\bfondation\b", words):
        return Barred.FOUNDATION
    return next((one for one, pattern in _NAMES.items() if re.search(pattern, words)), None)


def fits(kind: PartnerKind) -> Callable[[str], Words | None]:
    return lambda name: REFUSAL if barred(name, kind) else None


def in_full(day: date) -> Words:
    """A day of another year."""
    return _("{day} {year}", day=day, year=str(day.year))


def renewable(partner: Partner, now: datetime) -> bool:
    return partner.until is not None and partner.until - AHEAD <= now
