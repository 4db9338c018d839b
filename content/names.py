"""What an entry may name: ids of other files, words of an enum, the next button."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from content.schema import Entry, Reviewed
from rules.calendar import ALL_TERRITORIES, DROM, EUROPE, Step, StepKind, Territory

E = TypeVar("E", bound=StrEnum)

_POSTERS = ("affiche", "tract", "panneau", "papillon", "annuaire", "carte-code", "invitation")
_SHEETS = ("fiche-canicule", "fiche-grand-froid", "mois", "mode-emploi")
KIT_IDS = frozenset((*_POSTERS, *_SHEETS))
GROUPS_OF_TERRITORIES = {"europe": EUROPE, "drom": DROM, "partout": ALL_TERRITORIES}


@dataclass
class Known:
    """Ids already read: sources, then safety, numbers, moments, kinds of need."""

    sources: frozenset[str] = frozenset()
    safety: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    alerts: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    kits: frozenset[str] = field(default=KIT_IDS)


def one_of(words: type[E]) -> Callable[[str], E]:
    def make(text: str) -> E:
        if text not in set(words):
            raise ValueError(f"« {text} » refusé ; au choix : {', '.join(words)}")
        return words(text)

    return make


def among(known: Collection[str], what: str) -> Callable[[str], str]:
    def make(text: str) -> str:
        if text not in known:
            raise ValueError(f"{what} « {text} » n’existe pas")
        return text

    return make


def slug(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", text) or len(text) > 32:
        raise ValueError(f"« {text} » refusé : minuscules sans accent, chiffres, tirets, 32 signes au plus")
    return text


def read_id(entry: Entry, taken: set[str], name: str = "id") -> str:
    word = entry.made(name, slug, "")
    if word and word in taken:
        entry.fault(name, f"« {word} » est déjà pris")
    taken.add(word)
    return word


def step(known: Known) -> Callable[[str], Step]:
    def make(text: str) -> Step:
        head, _, target = text.partition(":")
        kind = one_of(StepKind)(head)
        ids = {StepKind.KIT: known.kits, StepKind.NUMBER: known.numbers}.get(kind)
        if kind is StepKind.OFFER and target and known.kinds:
            ids = known.kinds
        if ids is None and target:
            raise ValueError(f"« {head} » ne prend rien après le deux-points")
        if ids is not None and target not in ids:
            raise ValueError(f"« {text} » : « {target} » n’existe pas")
        return Step(kind, target)

    return make


def reviewed(entry: Entry, known: Known) -> tuple[tuple[str, ...], date]:
    """Where it was read, and the day somebody last compared: every fact of the content says both."""
    sources = entry.all_made("source", among(known.sources, "la source"), least=1)
    on = entry.day("verifie_le")
    entry.desk.reviewed.append(Reviewed(entry.file, entry.label, on))
    return sources, on


def _territories(text: str) -> frozenset[Territory]:
    return GROUPS_OF_TERRITORIES.get(text) or frozenset({one_of(Territory)(text)})


def read_territories(entry: Entry, name: str = "territoires") -> frozenset[Territory]:
    return frozenset().union(*entry.all_made(name, _territories, least=1))
