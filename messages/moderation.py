"""What is said of a report to whoever reads it. Never who wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.deliveries import Lane
from rules.kinds import kind
from rules.manners import NOTICE, Hours, Manner
from rules.moderation import ACTS, REASONS, Act, Against, Reason
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, quoted

TO_TOWN = "town"


def rows_of(report: int, acts: str) -> tuple[Row, ...]:
    """What this reader may do, by name: "hide remind suspend town"."""
    rows: list[Row] = [(Button(ACTS[Act(one)], tap=tap("signal.act", report, one)),)
                       for one in acts.split() if one != TO_TOWN]
    if TO_TOWN in acts.split():
        rows.append((Button(_("🏛 Passer à la mairie"), tap=tap("signal.town", report)),))
    return (*rows, (Button(_("✅ C’est vu"), tap=tap("signal.seen", report)),))


@kind("moderation.report", NOTICE)
@dataclass(frozen=True, slots=True)
class ReportFiled:
    """`about` is a first name, or empty; `card` and `day` are of a request that many could read; the author is nowhere.
    thing: of something else, a mission where it has a day.
    again: who decided first is not the one who reads now.
    """

    report: int
    group: str
    reason: str
    about: str = ""
    acts: str = ""
    card: str = ""
    day: date | None = None
    against: str = "n"
    again: bool = False
    thing: bool = False

    def screen(self) -> Screen:
        return screen(
            lines(*self.shown()),
            _("Le signalement est anonyme : ne cherchez pas qui. Un mot calme au groupe suffit souvent. En cas de "
              "danger : 15, 17, 18 ou 112."),
            rows=rows_of(self.report, self.acts))

    def shown(self) -> list[Words]:
        found = [_("<b>Signalement</b> dans « {group} »", group=self.group) if self.group else
                 _("<b>Signalement</b>"), REASONS[Reason(self.reason)]]
        if self.thing and self.day:
            found.append(_("Au sujet d’une mission : {title}, {day}", title=quoted(self.card), day=self.day))
        elif self.thing:
            found.append(_("Au sujet d’un récit « À l’honneur »"))
        elif self.card and self.day:
            found.append(_("Au sujet d’une demande : {title}, {day}", title=Words(self.card), day=self.day))
        elif self.about:
            found.append(_("Au sujet de {name}", name=quoted(self.about)))
        elif self.against == Against.TOWN:
            found.append(_("Au sujet de la mairie"))
        return [*found, _("Un autre avis que le premier est demandé.")] if self.again else found


@kind("moderation.danger", Manner(Lane.ALERT, hours=Hours.ALWAYS))
@dataclass(frozen=True, slots=True)
class DangerReported(ReportFiled):
    """Somebody is in danger: said at any hour."""


@kind("moderation.often", NOTICE)
@dataclass(frozen=True, slots=True)
class OftenTakenBack:
    """To who looks after the place: somebody came forward and stepped back three times in a day."""

    report: int
    group: str
    name: str

    def screen(self) -> Screen:
        return screen(
            _("Dans « {group} », {name} a promis puis rendu trois coups de main aujourd’hui. Cela peut arriver : à "
              "vous de voir s’il faut en parler. Rien n’est décidé.", group=quoted(self.group), name=quoted(self.name)),
            rows=rows_of(self.report, ""))


@kind("moderation.alike", NOTICE)
@dataclass(frozen=True, slots=True)
class SameWords:
    """To who looks after the place: nearly the same words went to five people in a week. The words are not kept."""

    report: int
    name: str
    acts: str = ""

    def screen(self) -> Screen:
        return screen(
            _("{name} a transmis cinq fois presque le même message en sept jours. C’est peut-être une annonce utile, "
              "peut-être une arnaque : à vous de voir. Le message n’est pas conservé, rien n’est décidé.",
              name=quoted(self.name)),
            rows=rows_of(self.report, self.acts))
