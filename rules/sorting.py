"""Once a year the town hall sorts what has no term of its own: codes, roles nobody uses, groups where nobody comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from rules.words import Words, _, n_

UNUSED = 6
"""Months without a sign, after which a role or a group is shown; what is younger than that is not."""
ASKED_ON, ASKED_AT, LATEST = (1, 8), time(10), timedelta(days=28)
REMINDED, ENDS = timedelta(days=14), timedelta(days=28)


class Pile(StrEnum):
    CODES = "codes"
    ROLES = "roles"
    GROUPS = "groups"


@dataclass(frozen=True, slots=True)
class Item:
    """key: the code, or the number of the role or group. about: its name. n: how many groups a code linked.

    since: of a code, when it was made; of a role, when its holder was last here; of a group, when it was linked.
    """

    pile: Pile
    key: str
    about: str
    since: date
    n: int = 0
    detail: str = ""


def counted(pile: Pile, n: int) -> Words:
    match pile:
        case Pile.CODES:
            return n_("{n} code pour relier un groupe", "{n} codes pour relier un groupe", n)
        case Pile.ROLES:
            return n_("{n} rôle sans visite depuis six mois", "{n} rôles sans visite depuis six mois", n)
        case Pile.GROUPS:
            return n_("{n} groupe relié où personne ne vient plus", "{n} groupes reliés où personne ne vient plus", n)


LABELS: dict[Pile, Words] = {
    Pile.CODES: _("🔑 Les codes"), Pile.ROLES: _("👥 Les rôles"), Pile.GROUPS: _("🏘 Les groupes")}


def first_of(year: int) -> date:
    return date(year, *ASKED_ON)
