"""The comité of a town: what it may propose, how long anybody may object, and how two neighbours are drawn by lot."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rules.refusals import Refusal
from rules.words import Words, _

WAIT = timedelta(days=7)
ANSWER = timedelta(days=7)
LONGEST_TITLE, LONGEST, SHORTEST_REASON = 80, 240, 10
OPEN_AT_ONCE = 10
SEATS, FEWEST_WILLING = 2, 5
"""Neighbours that are drawn; and among how many at least, so that nobody is found by elimination."""


class Matter(StrEnum):
    THEME = "theme"
    KIND = "kind"
    MODULE = "module"
    GROUP = "group"


MATTERS: dict[Matter, Words] = {
    Matter.THEME: _("🎨 Un nouveau thème"), Matter.KIND: _("🤝 Une sorte de demande"),
    Matter.MODULE: _("🧩 Ouvrir un module"), Matter.GROUP: _("🏘 Fermer un groupe")}


class ProposalState(StrEnum):
    OPEN = "open"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class TicketState(StrEnum):
    """WILLING: in the hat. ASKED: drawn, and asked. SEATED: said yes."""

    WILLING = "willing"
    ASKED = "asked"
    SEATED = "seated"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Committee:
    """group: None once its chat is gone."""

    id: int
    group: int | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """word: of the module to be opened, where it is one. due: from then on nobody may object, rung or not."""

    id: int
    matter: Matter
    title: str
    word: str
    why: str
    author: int | None
    state: ProposalState
    due: datetime
    delivery: int | None = None

    def is_open(self, now: datetime) -> bool:
        return self.state is ProposalState.OPEN and now < self.due


@dataclass(frozen=True, slots=True)
class Objection:
    id: int
    proposal: int
    person: int | None
    reason: str
    standing: bool = True


@dataclass(frozen=True, slots=True)
class Ticket:
    """Its number is its place in the hat: kept by whoever drew it, and never given again."""

    number: int
    person: int
    state: TicketState
    rank: int | None = None


def order(seed: str, numbers: Sequence[int]) -> list[int]:
    """The numbers as this seed draws them: sorted by the SHA-256 of "seed:number", as anybody may do again."""
    return sorted(numbers, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).hexdigest())


TOO_LATE = _("Les sept jours sont passés : on ne peut plus s’y opposer, ni le retirer. Une nouvelle proposition peut "
             "revenir dessus.")
NOT_OPEN = _("Cette proposition n’est plus ouverte : voyez /journal.")
MARKED = _("C’est au comité d’en décider, pas à une seule personne : « Proposer », dans son groupe, puis sept jours.")


def must_be_open(found: Proposal, now: datetime) -> None:
    """Raises Refusal, which says why."""
    if found.state is not ProposalState.OPEN:
        raise Refusal(NOT_OPEN)
    if now >= found.due:
        raise Refusal(TOO_LATE)
