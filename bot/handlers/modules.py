"""« Modules » in « Chez nous » : what a group does without."""

from __future__ import annotations

from bot.features import Feature, Tap
from bot.handlers.house import HOUSE
from bot.rows import Administered, Code
from bot.turn import Turn
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, quoted
from storage import modules as store

A_PAGE = 4
ITS_ADMIN = (Role.VISITOR, Where.PRIVATE)


def modules(turn: Turn, group: Administered, page: int = 0) -> None:
    """A press changes one; what is ticked is on."""
    off = store.off_of_group(turn.session, group.id)
    known = [word for word in sorted(HOUSE.modules) if word not in off.town]
    first = page * A_PAGE % max(len(known), 1)
    rows: list[Row] = [(Button(ticked(word, on=word not in off), tap=tap("modules.set", group.id, word, page)),)
                       for word in known[first:first + A_PAGE]]
    if len(known) > A_PAGE:
        more = page + 1 if first + A_PAGE < len(known) else 0
        rows.append((Button(_("➡ Autres choix"), tap=tap("modules", group.id, more)),))
    turn.reply(screen(_("🔘 <b>{group}</b> : ce qui est coché peut venir dans le groupe. Un appui coche ou décoche.",
                        group=quoted(group.name)),
                      _("L’aide, les alertes et la vie privée restent toujours. Le geste a son réglage à part."),
                      rows=(*rows, (Button(_("↩ Retour"), tap=tap("local", group.id)),))))


def ticked(word: str, *, on: bool) -> Words:
    return _("✓ {label}", label=HOUSE.modules[word]) if on else HOUSE.modules[word]


def switch(turn: Turn, group: Administered, word: Code, page: int) -> None:
    if word not in HOUSE.modules:
        raise Gone
    store.set_for_group(turn.session, group.id, word, turn.now, on=word in store.off_of_group(turn.session, group.id))
    modules(turn, group, page)


FEATURE = Feature("modules", taps={"modules": Tap(modules, *ITS_ADMIN), "modules.set": Tap(switch, *ITS_ADMIN)})
