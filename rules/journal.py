"""The journal: what was decided, and how; a line a decision, read by anybody, with nobody's name in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from rules.committees import MATTERS, Matter
from rules.words import Words, _, quoted


class Entry(StrEnum):
    TIED = "tied"
    UNTIED = "untied"
    PROPOSED = "proposed"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    DRAWN = "drawn"
    SEATED = "seated"
    DECLINED = "declined"
    EMPTY = "empty"


Said: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """said: plain values. Titles are the comité's words, made public by proposing them."""

    number: int
    day: date
    what: Entry
    said: Said = field(default_factory=dict)


def _of(text: Words) -> Callable[[Said], Words]:
    """A sentence about a proposal."""
    return lambda said: Words(text.text, {"matter": MATTERS[Matter(said["matter"])], "title": quoted(said["title"])})


SENTENCES: dict[Entry, Callable[[Said], Words]] = {
    Entry.TIED: lambda _said: _("🏛 Le comité a son groupe."),
    Entry.UNTIED: lambda _said: _("🏛 Le comité n’a plus de groupe : rien ne s’adopte tant qu’il n’en a pas."),
    Entry.PROPOSED: _of(_("📝 Proposé. {matter} : « {title} ».")),
    Entry.ADOPTED: _of(_("✅ Adopté : personne ne s’y est opposé en sept jours. {matter} : « {title} ».")),
    Entry.REJECTED: _of(_("✋ Non adopté : il y a eu une objection. {matter} : « {title} ».")),
    Entry.WITHDRAWN: _of(_("↩ Retiré avant la fin. {matter} : « {title} ».")),
    Entry.DRAWN: lambda said: _("🎲 Tirage au sort. Numéros : {tickets}. Graine : {seed}. Ordre : {order}.", **{
        key: quoted(short(said[key])) for key in ("tickets", "seed", "order")}),
    Entry.SEATED: lambda said: _("🎲 Le numéro {ticket} a dit oui.", ticket=quoted(said["ticket"])),
    Entry.DECLINED: lambda said: _("🎲 Le numéro {ticket} a passé son tour.", ticket=quoted(said["ticket"])),
    Entry.EMPTY: lambda _said: _("🎲 Plus aucun numéro à tirer : une place reste libre.")}
LONGEST_LIST = 60


def short(numbers: str) -> str:
    """A screen has no room for a hat of hundreds: the file has them all."""
    return numbers if len(numbers) <= LONGEST_LIST else numbers[:LONGEST_LIST].rpartition(",")[0] + "…"


def told(line: Line) -> Words:
    return _("{day} : {what}", day=line.day, what=SENTENCES[line.what](line.said))
