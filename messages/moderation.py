"""What is said of a report to whoever runs the group. Never who wrote it."""

from __future__ import annotations

from dataclasses import dataclass

from rules.deliveries import Lane
from rules.kinds import kind
from rules.manners import NOTICE, Hours, Manner
from rules.moderation import REASONS, Reason
from rules.screens import Button, Screen, screen, tap
from rules.words import _, lines, quoted


@kind("moderation.report", NOTICE)
@dataclass(frozen=True, slots=True)
class ReportFiled:
    """To the person who installed the group. `about` is a first name, or empty; the author is nowhere."""

    report: int
    group: str
    reason: str
    about: str = ""

    def screen(self) -> Screen:
        shown = [_("<b>Signalement</b> dans « {group} »", group=self.group), REASONS[Reason(self.reason)]]
        if self.about:
            shown.append(_("Au sujet de {name}", name=quoted(self.about)))
        return screen(
            lines(*shown),
            _("La personne qui signale reste inconnue : ne cherchez pas qui. Un mot calme à tout le groupe suffit "
              "souvent ; en cas de danger, appelez le 15, le 17, le 18 ou le 112."),
            rows=((Button(_("✅ C’est vu"), tap=tap("signal.seen", self.report)),),))


@kind("moderation.danger", Manner(Lane.ALERT, hours=Hours.ALWAYS))
@dataclass(frozen=True, slots=True)
class DangerReported(ReportFiled):
    """Somebody is in danger: said at any hour."""


@kind("moderation.often", NOTICE)
@dataclass(frozen=True, slots=True)
class OftenTakenBack:
    """To who runs the group: somebody came forward and stepped back three times in a day."""

    report: int
    group: str
    name: str

    def screen(self) -> Screen:
        return screen(
            _("Dans « {group} », {name} a promis puis rendu trois coups de main aujourd’hui. Cela peut arriver : à "
              "vous de voir s’il faut en parler. Rien n’est décidé.", group=quoted(self.group), name=quoted(self.name)),
            rows=((Button(_("✅ C’est vu"), tap=tap("signal.seen", self.report)),),))
