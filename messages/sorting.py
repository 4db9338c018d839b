"""What is said of the yearly sorting, to those who coordinate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.kinds import kind
from rules.manners import Hours, Manner
from rules.screens import Button, Screen, screen
from rules.sorting import Pile, counted
from rules.words import Words, _, lines, n_

YEARLY = Manner(hours=Hours.OFFICE)


def listed(codes: int, roles: int, groups: int) -> Words:
    counts = {Pile.CODES: codes, Pile.ROLES: roles, Pile.GROUPS: groups}
    return lines(*(_("• {what}", what=counted(pile, n)) for pile, n in counts.items() if n))


@kind("sorting.asked", YEARLY)
@dataclass(frozen=True, slots=True)
class SortAsked:
    """again: said two weeks before, and something is left."""

    codes: int
    roles: int
    groups: int
    last: date
    again: bool = False

    def screen(self) -> Screen:
        head = (_("📂 <b>Le tri de l’année</b> n’est pas fini. Reste à garder ou à retirer :") if self.again else
                _("📂 <b>Le tri de l’année</b> : le reste s’efface seul, ceci attend votre avis."))
        return screen(head, listed(self.codes, self.roles, self.groups),
                      _("Ce qui reste {day} est gardé un an de plus.", day=self.last),
                      rows=((Button(_("📂 Trier"), tap="sorting"),),))


@kind("sorting.over", YEARLY)
@dataclass(frozen=True, slots=True)
class SortOver:
    """left: what nobody looked at; it is asked again the year after."""

    kept: int
    gone: int
    left: int

    def screen(self) -> Screen:
        said = [_("📂 <b>Le tri de l’année</b> est fini, merci."),
                lines(n_("{n} gardé", "{n} gardés", self.kept), n_("{n} retiré", "{n} retirés", self.gone))]
        if self.left:
            said.append(n_("{n} n’a pas été trié : gardé, et demandé à nouveau l’an prochain.",
                           "{n} n’ont pas été triés : gardés, et demandés à nouveau l’an prochain.", self.left))
        return screen(*said)
