"""What whoever looks after a street reads of a round there: carried, and kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from messages.rounds import MENU
from rules.kinds import kind
from rules.manners import NOTICE
from rules.rounds import REFERENTS, STATE_WORDS, DoorState
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import _, lines, n_, quoted


@kind("rounds.list", NOTICE, fleeting=("who",))
@dataclass(frozen=True, slots=True)
class RoundList:
    """Three doorsteps of their street. next: the page after this one, 0 when there is no other."""

    street: int
    label: str
    doors: tuple[int, ...] = ()
    states: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    count: int = 0
    next: int = 0

    def screen(self) -> Screen:
        said = [_("{n}. {who} : {state}", n=n + 1, who=quoted(self.who[n] if n < len(self.who) else ""),
                  state=STATE_WORDS[DoorState(state)]) for n, state in enumerate(self.states)]
        rows: list[Row] = [(Button(_("👉 N° {n}", n=n + 1), tap=tap("round.door", door)),)
                           for n, (door, state) in enumerate(zip(self.doors, self.states, strict=True))
                           if state in REFERENTS]
        if self.next:
            rows.append((Button(_("➡ Suite"), tap=tap("round.street", self.street, self.next)),))
        return screen(n_("🚪 <b>{street}</b> : {n} porte", "🚪 <b>{street}</b> : {n} portes", self.count,
                         street=quoted(self.label)),
                      lines(*said) if said else _("Personne n’a encore demandé de visite."), rows=(*rows, MENU))


@kind("rounds.one", NOTICE, fleeting=("who",))
@dataclass(frozen=True, slots=True)
class RoundOne:
    """One doorstep, for whoever looks after its street."""

    street: int
    door: int
    label: str
    state: str
    who: str = ""

    def screen(self) -> Screen:
        rows: list[Row] = [(Button(_("👀 La rue"), tap=tap("round.street", self.street)),)]
        if self.state in REFERENTS:
            rows.insert(0, (Button(_("✅ C’est réglé"), tap=tap("round.settle", self.door)),))
        return screen(lines(_("🚪 <b>{who}</b>", who=quoted(self.who)), _("📍 {street}", street=quoted(self.label)),
                            STATE_WORDS[DoorState(self.state)]),
                      _("Urgence : 15, 18, 112."), rows=tuple(rows))
