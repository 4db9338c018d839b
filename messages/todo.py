"""« 3 choses à faire »: one screen, once a week, for whoever looks after a street."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta

from rules.deliveries import Lane, Policy, Purpose
from rules.kinds import kind
from rules.manners import ANSWER, Hours, Manner
from rules.screens import Attachment, Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, n_, quoted

WEEKLY_PATIENCE = timedelta(hours=8)
WEEKLY = Manner(Lane.NOTICE, Purpose.NOTICE, Policy.AT_MOST_ONCE, Hours.WORKDAYS, patience=WEEKLY_PATIENCE)


@kind("todo.weekly", WEEKLY)
@dataclass(frozen=True, slots=True)
class WeeklyList:
    """names, things, taps, buttons: of each thing shown. count: of all that waits. following: the next page of it."""

    names: tuple[str, ...] = ()
    things: tuple[Words, ...] = ()
    taps: tuple[str, ...] = ()
    buttons: tuple[Words, ...] = ()
    count: int = 0
    following: int = 0

    def screen(self) -> Screen:
        head = n_("📋 <b>{n} chose à faire</b>, quand vous voulez", "📋 <b>{n} choses à faire</b>, quand vous voulez",
                  self.count)
        said = [_("{n}. {name} : {thing}", n=n, name=quoted(name), thing=thing) if name else
                _("{n}. {thing}", n=n, thing=thing)
                for n, (name, thing) in enumerate(zip(self.names, self.things, strict=False), 1)]
        rows: list[Row] = [(Button(_("{n} · {label}", n=n, label=label), tap=where),)
                           for n, (where, label) in enumerate(zip(self.taps, self.buttons, strict=False), 1)]
        if self.count > len(self.things):
            rows.append((Button(_("➡ Suite"), tap=tap("todo", self.following)),))
        rows.append((Button(_("🖨 Panneau de la semaine"), tap="hall"),))
        return screen(head, lines(*said), rows=tuple(rows)) if said else screen(NOTHING, rows=tuple(rows))


@kind("todo.hall", ANSWER, fleeting=("facts",))
@dataclass(frozen=True, slots=True)
class HallBoard:
    """The street’s week on paper. facts: what it prints, as JSON."""

    facts: str = "{}"

    def screen(self) -> Screen:
        return screen(_("🖨 Le panneau de la semaine, pour le hall. À vous d’y écrire qui joindre, ou de laisser vide."),
                      attachment=Attachment("panneau-de-la-semaine.pdf", page="hall", facts=json.loads(self.facts)))


NOTHING = _("📋 Rien n’attend votre décision. Merci pour votre présence.")
