"""A report of the town's trial is ready: to those who coordinate, who read it first and decide who else may."""

from __future__ import annotations

from dataclasses import dataclass

from rules.kinds import kind
from rules.manners import NOTICE
from rules.screens import Button, Screen, screen, tap
from rules.words import _


@kind("town_trials.report", NOTICE)
@dataclass(frozen=True, slots=True)
class TrialReport:
    trial: int
    months: int

    def screen(self) -> Screen:
        return screen(
            _("🧪 L’essai a {n} mois : son rapport est prêt, avec ce qui n’a pas marché. Lisez-le à plusieurs, puis "
              "décidez s’il devient public.", n=self.months),
            rows=((Button(_("📊 Lire le rapport"), tap=tap("trials.read", self.trial, self.months)),),))
