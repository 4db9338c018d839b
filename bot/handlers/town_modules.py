"""What the whole town does without: one flag a module, set by who coordinates, undone by the same press."""

from __future__ import annotations

from actions import committee_modules
from actions import console as actions
from bot.features import Tap
from bot.handlers.house import HOUSE
from bot.rows import Code
from bot.turn import Turn
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _
from storage import modules as store

A_PAGE = 4


def ticked(word: str, *, on: bool) -> Words:
    return _("✓ {label}", label=HOUSE.modules[word]) if on else HOUSE.modules[word]


def modules(turn: Turn, page: int = 0) -> None:
    off, known = store.off_of_town(turn.session), sorted(HOUSE.modules)
    pages = max(1, -(-len(known) // A_PAGE))
    shown = known[page % pages * A_PAGE:][:A_PAGE]
    rows: list[Row] = [(Button(ticked(word, on=word not in off), tap=tap("town.module", word, page % pages)),)
                       for word in shown]
    rows.append((Button(_("➡ Suite"), tap=tap("town.modules", (page + 1) % pages)),))
    turn.reply(screen(_("🧩 <b>Modules de la commune</b> : ce qui est coché peut venir dans les groupes. Un appui "
                        "coche ou décoche, pour tous."),
                      _("Chaque groupe garde son choix pour ce qui reste ouvert. L’aide, les alertes et la vie privée "
                        "restent toujours."), rows=(*rows, (Button(_("↩ L’essai"), tap="trials"),))))


def switch(turn: Turn, word: Code, page: int) -> None:
    if word not in HOUSE.modules:
        raise Gone
    on = word in store.off_of_town(turn.session)
    if on:
        committee_modules.may_open(turn.desk, word)
    store.set_for_town(turn.session, word, turn.now, on=on)
    actions.note(turn.desk, "module opened" if on else "module closed", said=word)
    modules(turn, page)


TAPS = {"town.modules": Tap(modules, Role.COORDINATOR, Where.PRIVATE),
        "town.module": Tap(switch, Role.COORDINATOR, Where.PRIVATE)}
