"""The two weeks of trial of a référent: begun, asked about once to both, ended well or ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.kinds import kind
from rules.manners import NOTICE, REPLY
from rules.screens import Button, Screen, screen, tap
from rules.words import _, quoted


@kind("trials.begun", REPLY)
@dataclass(frozen=True, slots=True)
class TrialBegun:
    """To the référent."""

    place: str
    ends: date

    def screen(self) -> Screen:
        return screen(_("🏘 Vous veillez désormais sur {place}. Merci ! C’est un essai jusqu’au {ends} : ce jour-là, "
                        "une seule question.", place=quoted(self.place), ends=self.ends),
                      _("Le lundi, ce qui attend tient en une liste. /referent la montre à tout moment."),
                      rows=((Button(_("🤝 Qui me remplace ?"), tap="lead.deputy"),),))


@kind("trials.asked", NOTICE)
@dataclass(frozen=True, slots=True)
class TrialAsked:
    """name: of the référent, to who named them; empty to the référent."""

    role: int
    place: str
    name: str = ""

    def screen(self) -> Screen:
        asked = (_("{name} veille sur {place} depuis deux semaines. Cela continue ?", name=quoted(self.name),
                   place=quoted(self.place)) if self.name else
                 _("Vous veillez sur {place} depuis deux semaines. Cela vous convient ?", place=quoted(self.place)))
        return screen(asked, _("Dire non ne coûte rien à personne. Sans réponse, cela continue."),
                      rows=((Button(_("✅ Oui, cela continue"), tap=tap("trial.yes", self.role)),),
                            (Button(_("🙏 Non, on arrête là"), tap=tap("trial.no", self.role)),)))


@kind("trials.named", REPLY)
@dataclass(frozen=True, slots=True)
class NamedAccepted:
    """To who named them."""

    name: str
    place: str

    def screen(self) -> Screen:
        return screen(_("✅ {name} accepte de veiller sur {place}, à l’essai pour deux semaines.",
                        name=quoted(self.name), place=quoted(self.place)))


@kind("trials.over", REPLY)
@dataclass(frozen=True, slots=True)
class TrialOver:
    """The trial ended here: to the other side. name: empty to the référent."""

    place: str
    name: str = ""

    def screen(self) -> Screen:
        if self.name:
            return screen(_("{name} s’arrête là pour {place}. Vous pouvez demander à une autre personne.",
                            name=quoted(self.name), place=quoted(self.place)))
        return screen(_("Votre essai pour {place} s’arrête ici. Merci pour ces deux semaines : elles ont compté.",
                        place=quoted(self.place)))
