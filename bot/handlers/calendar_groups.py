"""What the year would bring to a group, and the themes that whoever runs it does not want there."""

from __future__ import annotations

from collections.abc import Iterable

from actions import calendar as actions
from bot.rows import Administered, Code
from bot.turn import Turn
from messages.calendar import when
from rules.calendar import Moment, Window
from rules.groups import Group
from rules.refusals import Gone
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, quoted
from storage import calendar as store

SHOWN, PAGE = 6, 4


def listed(found: Iterable[tuple[Moment, Window]]) -> list[Words]:
    return [_("• {title} : {day}", title=Words(moment.title), day=when(window.start, window.confirmed))
            for moment, window in found] or [_("Rien dans les quatre mois qui viennent.")]


def for_group(turn: Turn, group: Group) -> None:
    """What would come to it, but for what it does not want."""
    unwanted = store.themes_off(turn.session, group.id)
    found = [(m, w) for m, w in actions.ahead(turn.desk, [actions.territory_of_group(turn.desk, group)])
             if m.id not in unwanted][:SHOWN]
    turn.reply(screen(_("📅 <b>{group}</b> : ce que la mairie pourrait y écrire", group=quoted(group.name)),
                      lines(*listed(found)), _("Deux messages par semaine au plus, jamais la nuit ni le dimanche."),
                      rows=((Button(_("✅ Choisir les thèmes"), tap=tap("calendar.themes", group.id)),),)))


def of_group(turn: Turn, group: Administered) -> None:
    for_group(turn, group)


def themes(turn: Turn, group: Administered, page: int = 0) -> None:
    """A press changes one; what is ticked may come."""
    where = actions.territory_of_group(turn.desk, group)
    known = [moment for moment in turn.content.themes if where in moment.territories]
    first, unwanted = page * PAGE % max(len(known), 1), store.themes_off(turn.session, group.id)
    rows: list[Row] = [(Button(_ticked(moment, moment.id not in unwanted),
                               tap=tap("calendar.theme", group.id, moment.id, page)),)
                       for moment in known[first:first + PAGE]]
    if len(known) > PAGE:
        more = page + 1 if first + PAGE < len(known) else 0
        rows.append((Button(_("➡ Autres choix"), tap=tap("calendar.themes", group.id, more)),))
    turn.reply(screen(_("📅 Dans « {group} », la mairie peut écrire sur les moments cochés. Un appui coche ou décoche.",
                        group=quoted(group.name)),
                      rows=(*rows, (Button(_("↩ Retour"), tap=tap("calendar.group", group.id)),))))


def _ticked(moment: Moment, wanted: bool) -> Words:
    return _("✓ {label}", label=Words(moment.title)) if wanted else Words(moment.title)


def theme(turn: Turn, group: Administered, moment: Code, page: int) -> None:
    if moment not in {one.id for one in turn.content.themes}:
        raise Gone
    store.leave_out(turn.session, group.id, store.themes_off(turn.session, group.id) ^ {moment})
    themes(turn, group, page)
