"""A geste or a ritual of a group's own: its words, and for a ritual its day and hour."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from bot.conversations.gestes import RhythmFacts, offered_hours, open_hour
from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Text
from rules.civil import clock
from rules.geste_owners import read_hour
from rules.local import LONGEST, SHORTEST, Around, LocalKind, fault
from rules.words import Words, _, lines, quoted

DAYS: tuple[Words, ...] = (_("Le lundi"), _("Le mardi"), _("Le mercredi"), _("Le jeudi"), _("Le vendredi"),
                           _("Le samedi"))
ASK = {LocalKind.GESTE: _("Votre geste, en une phrase ou deux. Par exemple « Arroser les bacs du hall »."),
       LocalKind.RITUAL: _("Votre rituel, en une phrase. Par exemple « Café du palier, apportez votre tasse ».")}


@dataclass(frozen=True, slots=True)
class LocalFacts:
    """entry: what is changed; 0 for a new one."""

    group: int
    kind: LocalKind
    entry: int = 0
    around: Around = field(default_factory=Around)
    quiet: RhythmFacts = field(default_factory=RhythmFacts)


@dataclass(frozen=True, slots=True)
class KeepLocal:
    group: int
    kind: LocalKind
    entry: int
    text: str
    weekday: int | None
    hour: str


def local(facts: LocalFacts) -> Flow:
    text = yield Text("text", ASK[facts.kind], LONGEST, SHORTEST, check=lambda typed: fault(typed, facts.around))
    weekday, hour = (yield from when(facts)) if facts.kind is LocalKind.RITUAL else (None, "")
    yield Choice("sure", read_back(facts.kind, text, weekday, hour), [Option("oui", _("✅ Garder"))])
    return KeepLocal(facts.group, facts.kind, facts.entry, text, weekday, hour)


def when(facts: LocalFacts) -> Generator[Any, Any, tuple[int, str]]:
    day = yield Choice("day", _("Quel jour de la semaine ?"),
                       [Option(str(n), words) for n, words in enumerate(DAYS)])
    hour = yield Text("hour", _("À quelle heure ? Choisissez, ou écrivez par exemple « 9 h 30 »."), max_length=12,
                      check=open_hour(facts.quiet), offers=offered_hours(facts.quiet))
    return int(day), read_hour(hour) or "19:00"


def read_back(kind: LocalKind, text: str, weekday: int | None, hour: str) -> Words:
    comes = (_("Il viendra à son tour parmi les gestes du jour.") if weekday is None else
             _("{day}, à {hour}, dans les deux messages de la semaine.", day=DAYS[weekday],
               hour=clock(time.fromisoformat(hour))))
    return lines(_("« {what} »", what=quoted(text)), comes, _("On le garde ?"))


def samples() -> tuple[LocalFacts, Sequence[Input]]:
    return LocalFacts(1, LocalKind.RITUAL), [Input(text="Café du palier, apportez votre tasse"), Input(value="2"),
                                             Input(text="17 h"), Input(value="oui")]


LOCAL_TALK = Conversation("local", local, samples, resumable=False)
