"""What is said of a recommendation that somebody asks for."""

from __future__ import annotations

from dataclasses import dataclass

from rules.kinds import kind
from rules.manners import NOTICE
from rules.screens import Button, Screen, screen, tap
from rules.words import _, quoted


@kind("vouches.asked", NOTICE)
@dataclass(frozen=True, slots=True)
class VouchAsked:
    """To who looks after the place: a neighbour wishes to help inside homes."""

    person: int
    first_name: str
    zone: str

    def screen(self) -> Screen:
        return screen(_("{name}, {zone}, aimerait aider au domicile des gens. Connaissez-vous assez cette personne "
                        "pour la recommander ?", name=quoted(self.first_name), zone=quoted(self.zone)),
                      _("Un doute ? Prenez d’abord un café ensemble : rien ne presse."),
                      rows=((Button(_("👍 Je recommande"), tap=tap("vouch.yes", self.person)),),
                            (Button(_("❓ Pas assez"), tap=tap("vouch.no", self.person)),)))


@kind("vouches.not_yet", NOTICE)
@dataclass(frozen=True, slots=True)
class VouchNotYet:
    def screen(self) -> Screen:
        return screen(_("La personne à qui vous avez demandé ne vous connaît pas encore assez. Deux personnes déjà "
                        "recommandées peuvent aussi vous recommander, et bien des coups de main n’en demandent pas."),
                      rows=((Button(_("💪 Voir les besoins"), tap="help.near"),),))
