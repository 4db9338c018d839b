"""What a group hears of its own, and what is told of what it shares with the town."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from rules.deliveries import Lane, Policy, Purpose
from rules.kinds import kind
from rules.manners import NOTICE, Cap, Hours, Manner
from rules.screens import Button, Screen, screen, tap
from rules.words import _, quoted

RITUAL = Manner(Lane.CAMPAIGN, Purpose.CAMPAIGN, Policy.AT_MOST_ONCE, Hours.WORKDAYS, Cap.ANIMATION,
                timedelta(hours=3))


@kind("local.ritual", RITUAL)
@dataclass(frozen=True, slots=True)
class LocalRitual:
    text: str

    def screen(self) -> Screen:
        return screen(_("🔁 « {what} »", what=quoted(self.text)), silent=True)


@kind("local.left_out", NOTICE)
@dataclass(frozen=True, slots=True)
class RitualLeftOut:
    """To who wrote it, at most once a month."""

    entry: int
    group: str

    def screen(self) -> Screen:
        return screen(_("🔁 Le rituel de « {group} » n’est pas parti cette fois : le groupe avait déjà ses deux "
                        "messages de la semaine, ou c’est un jour de fête.", group=quoted(self.group)),
                      rows=((Button(_("👀 Voir le rituel"), tap=tap("local.one", self.entry)),),))


@kind("local.to_read", NOTICE)
@dataclass(frozen=True, slots=True)
class LocalToRead:
    """To who reads what a group shares, before the town does."""

    entry: int

    def screen(self) -> Screen:
        return screen(_("📢 Un groupe souhaite partager son geste avec toute la ville. Relisez-le d’abord, s’il vous "
                        "plaît."),
                      rows=((Button(_("👉 Relire"), tap=tap("local.read", self.entry)),),))


@kind("local.judged", NOTICE)
@dataclass(frozen=True, slots=True)
class LocalJudged:
    """To who shared it."""

    text: str
    shared: bool

    def screen(self) -> Screen:
        said = (_("📢 Votre geste est partagé : il viendra aussi chez d’autres, sans nom ni lieu. Merci !")
                if self.shared else
                _("📢 Votre geste reste chez vous : il tient trop à un lieu, ou existe déjà ailleurs. Merci de l’avoir "
                  "proposé."))
        return screen(said, _("« {what} »", what=quoted(self.text)))
