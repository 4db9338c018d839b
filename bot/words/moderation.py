"""What is said of a report to whoever runs the group."""

from __future__ import annotations

from bot.render import words_for
from rules.messages import Button, Screen, _, lines, said, screen, tap
from rules.moderation import REASONS, OftenTakenBack, Reason, ReportFiled


@words_for(ReportFiled)
def report(m: ReportFiled) -> Screen:
    shown = [_("<b>Signalement</b> dans « {group} »", group=m.group), REASONS[Reason(m.reason)]]
    if m.about:
        shown.append(_("Au sujet de {name}", name=said(m.about)))
    return screen(
        lines(*shown),
        _("La personne qui signale reste inconnue : ne cherchez pas qui. Un mot calme à tout le groupe suffit "
          "souvent ; en cas de danger, appelez le 15, le 17, le 18 ou le 112."),
        rows=((Button(_("✅ C’est vu"), tap=tap("signal.seen", m.report)),),))


@words_for(OftenTakenBack)
def often(m: OftenTakenBack) -> Screen:
    return screen(
        _("Dans « {group} », {name} a promis puis rendu trois coups de main aujourd’hui. Cela peut arriver : à vous de "
          "voir s’il faut en parler. Rien n’est décidé.", group=said(m.group), name=said(m.name)),
        rows=((Button(_("✅ C’est vu"), tap=tap("signal.seen", m.report)),),))
