"""Who stands in for whom, and when: told to both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.hours import SMALL
from rules.kinds import kind
from rules.manners import NOTICE, REPLY
from rules.screens import Button, Screen, screen, tap
from rules.words import Words, _, quoted


@kind("referents.covered", REPLY)
@dataclass(frozen=True, slots=True)
class DeputyAnswered:
    """To whoever looks after the place: the one they asked said yes, or no, or can no more."""

    name: str
    yes: bool

    def screen(self) -> Screen:
        rows = ((Button(_("🤝 Qui me remplace ?"), tap="lead.deputy"),),)
        if self.yes:
            return screen(_("✅ {name} accepte de vous remplacer quand vous vous absentez.", name=quoted(self.name)),
                          rows=((Button(_("🏖 Je m’absente"), tap="lead.away"),),))
        return screen(_("{name} ne peut pas vous remplacer. Merci de demander à une autre personne.",
                        name=quoted(self.name)), rows=rows)


@kind("referents.stands_in", REPLY)
@dataclass(frozen=True, slots=True)
class StandsIn:
    """To the deputy: when they stand in. leader: whose place it is."""

    leader: int
    name: str
    start: date
    last: date

    def screen(self) -> Screen:
        return screen(_("{name} s’absente du {start} au {last}. Vous veillez à sa place.",
                        name=quoted(self.name), start=self.start, last=self.last),
                      _("Au retour, tout revient de soi-même : vous aurez un mot."),
                      rows=((Button(_("🙏 Je ne peux plus"), tap=tap("lead.unstand", self.leader)),),))


@kind("referents.back", NOTICE)
@dataclass(frozen=True, slots=True)
class BackAgain:
    """The holiday is over. name: of whom the deputy stood in for; empty for whoever is back."""

    name: str = ""

    def screen(self) -> Screen:
        return screen(back(self.name))


def back(name: str) -> Words:
    if name:
        return _("{name} est de retour : vous ne remplacez plus. Merci pour ce temps donné !", name=quoted(name))
    return _("Bon retour ! Vous veillez à nouveau sur votre rue. /referent montre ce qui attend.")


@kind("referents.released", REPLY)
@dataclass(frozen=True, slots=True)
class Released:
    """To a deputy whom nobody needs any more: somebody else stands in, or the holiday is cancelled."""

    name: str

    def screen(self) -> Screen:
        return screen(_("Vous n’avez plus à remplacer {name}. Merci d’avoir été là.", name=quoted(self.name)))


@kind("referents.quarter", NOTICE)
@dataclass(frozen=True, slots=True)
class QuarterThanks:
    """count: of the hands that took place, in their places, in three months."""

    count: int

    def screen(self) -> Screen:
        said = (_("{n} coups de main ont eu lieu là où vous veillez, ces trois derniers mois.", n=self.count)
                if self.count >= SMALL else
                _("Quelques coups de main ont eu lieu là où vous veillez, ces trois derniers mois."))
        return screen(_("💛 Merci d’être là."), said, _("Votre présence y est pour beaucoup. Rien à faire de plus."))
