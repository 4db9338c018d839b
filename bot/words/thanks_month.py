"""What a group reads of its month: totals, never who was helped."""

from __future__ import annotations

from bot.render import words_for
from rules.messages import Button, Screen, Words, _, lines, said, screen
from rules.thanks_month import FEW, GroupThanks


@words_for(GroupThanks)
def group_thanks(m: GroupThanks) -> Screen:
    return screen(_("🙏 <b>Merci, {group} !</b>", group=said(m.group)), lines(_("Le mois dernier :"), *totals(m)),
                  *named(m), rows=((Button(_("🙋 Dire mon prénom"), tap="thanks.name"),),))


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
    return [_("Parmi les personnes qui ont aidé : {names}.", names=said(", ".join(m.names)))] if m.names else []
