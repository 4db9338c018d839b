"""What a group reads of its month: totals, never who was helped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from rules.deliveries import Lane, Policy, Purpose
from rules.kinds import kind
from rules.manners import Cap, Hours, Manner
from rules.screens import Button, Screen, screen
from rules.thanks_month import FEW
from rules.words import Words, _, lines, quoted

LATEST = timedelta(hours=4)
MONTHLY = Manner(Lane.CAMPAIGN, Purpose.CAMPAIGN, Policy.AT_MOST_ONCE, Hours.WORKDAYS, Cap.ANIMATION, LATEST)


@kind("thanks.month", MONTHLY, module="thanks_month")
@dataclass(frozen=True, slots=True)
class GroupThanks:
    """In the group, once a month. `hours` -1 when too few people noted any."""

    group: str
    helps: int
    gestes: int
    hours: int
    aim: int
    names: tuple[str, ...] = ()

    def screen(self) -> Screen:
        return screen(_("🙏 <b>Merci, {group} !</b>", group=quoted(self.group)),
                      lines(_("Le mois dernier :"), *totals(self)), *named(self),
                      rows=((Button(_("🙋 Dire mon prénom"), tap="thanks.name"),),))


def totals(m: GroupThanks) -> list[Words]:
    told = []
    if m.helps:
        told.append(_("🤝 {n} coups de main", n=m.helps) if m.helps >= FEW else _("🤝 quelques coups de main"))
    if m.gestes:
        told.append(_("💡 {n} gestes", n=m.gestes) if m.gestes >= FEW else _("💡 quelques gestes"))
    if m.hours > 0:
        told.append(_("⏱ {n} h d’heure civique sur {aim}", n=m.hours, aim=m.aim))
    return told or [_("⏱ quelques moments donnés")]


def named(m: GroupThanks) -> list[Words]:
    return [_("Parmi les personnes qui ont aidé : {names}.", names=quoted(", ".join(m.names)))] if m.names else []
