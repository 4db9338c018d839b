"""What those who run a group linked to the town are told."""

from __future__ import annotations

from dataclasses import dataclass

from rules.kinds import kind
from rules.manners import Hours, Manner
from rules.screens import Button, Screen, screen, tap
from rules.words import _, quoted


@kind("console.asleep", Manner(hours=Hours.WORKDAYS))
@dataclass(frozen=True, slots=True)
class GroupAsleep:
    """To the admin of a silent group, from the town: once a month at most."""

    group: int
    name: str
    town: str

    def screen(self) -> Screen:
        who = quoted(self.town) if self.town else _("La mairie")
        return screen(
            _("{town} vous salue : le groupe « {group} » est calme depuis un mois, et cela arrive.", town=who,
              group=quoted(self.name)),
            _("Une affiche dans le hall, un café sur le palier, une demande pour commencer : un rien suffit."),
            rows=((Button(_("🖨 Imprimer une affiche"), tap=tap("kit", self.group)),),))
