"""What neighbours lend or can do: things by theme, when, how far; at most ten each, asked again every quarter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from rules.privacy import a_month_after
from rules.residents import ZoneKind
from rules.words import Words, _, lines

MOST = 10
SILENT = timedelta(days=14)
INSIDE, OUTSIDE = 3, 5
"""The fewest people of whom a number is said: in their group, and outside it."""


class Reach(StrEnum):
    """How far an offer goes: the building one lives in, the places one lives in, or what is told of around them."""

    BUILDING = "immeuble"
    STREET = "rue"
    QUARTER = "quartier"


class OfferState(StrEnum):
    """silent: paused because nobody answered « Toujours d’accord ? »; a yes, however late, brings it back."""

    ACTIVE = "active"
    PAUSED = "paused"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to lend or to do. label fits a button. many follows a number: « voitures », « pour le bricolage ».

    kinds: the kinds of need it may answer.
    """

    code: str
    label: str
    many: str
    is_object: bool
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    code: str
    emoji: str
    title: str
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """slots: when; none said is at any time. sure_at: when its person said so last."""

    id: int
    person: int
    what: str
    reach: Reach
    slots: tuple[str, ...]
    state: OfferState
    at: datetime
    sure_at: datetime

    @property
    def stands(self) -> bool:
        return self.state is OfferState.ACTIVE


REACH_WORDS: dict[Reach, Words] = {
    Reach.BUILDING: _("mon immeuble"), Reach.STREET: _("ma rue"), Reach.QUARTER: _("mon quartier")}
SLOTS: dict[str, Words] = {
    "matin": _("le matin"), "apres-midi": _("l’après-midi"), "soir": _("le soir"), "week-end": _("le week-end")}


def slots_words(slots: Iterable[str]) -> Words:
    """« le matin, le soir »; « à tout moment » when nothing was chosen, or everything."""
    said = [SLOTS[slot] for slot in SLOTS if slot in set(slots)]
    if not said or len(said) == len(SLOTS):
        return _("à tout moment")
    return Words(", ".join(f"{{s{n}}}" for n in range(len(said))), {f"s{n}": one for n, one in enumerate(said)})


def about(what: Words, reach: Reach, slots: Iterable[str]) -> Words:
    return lines(what, _("📍 Jusqu’où : {reach}", reach=REACH_WORDS[reach]),
                 _("📅 Quand : {slots}", slots=slots_words(slots)))


def next_question(offers: Iterable[Offer]) -> datetime | None:
    """Three months after the oldest word on those that stand; None when none does."""
    said = min((offer.sure_at for offer in offers if offer.stands), default=None)
    return datetime.combine(a_month_after(said.date(), 3), said.timetz()) if said else None


_PRICE = re.compile(
    r"\d\s*(?:eur(?:os?)?\b|francs?\b|chf\b)|[€£$]|\beuros?\b|\b(?:tarif|payant|rémunér|remuner|factur|devis|cesu)\w*"
    r"|\bprix\b|\bde l.heure\b|\b(?:à vendre|je vends|vends|à louer|je loue|contre paiement|per hour|for sale)\b",
    re.IGNORECASE)


def names_price(text: str) -> bool:
    return _PRICE.search(text) is not None


def by_kind(offers: Iterable[Offer], kinds: Mapping[str, Sequence[str]]) -> dict[str, dict[str, Any]]:
    """Kind of need -> how far and when somebody would answer it: of several offers the widest, at any of their hours.

    kinds: what each thing may answer.
    """
    found: dict[str, list[Offer]] = {}
    for offer in offers:
        for kind in kinds.get(offer.what, ()) if offer.stands else ():
            found.setdefault(kind, []).append(offer)
    return {kind: {"reach": max((one.reach for one in those), key=list(Reach).index).value, "slots": _slots(those)}
            for kind, those in found.items()}


def _slots(offers: Sequence[Offer]) -> list[str]:
    if any(not offer.slots for offer in offers):
        return []
    return sorted({slot for offer in offers for slot in offer.slots})


def goes(reach: str, kind: ZoneKind, *, near: bool) -> bool:
    """Whether an offer goes as far as a need of a place of this kind. near: its person lives in that very place."""
    match reach:
        case Reach.QUARTER:
            return True
        case Reach.STREET:
            return near
    return near and kind is ZoneKind.BUILDING


def counted(thing: Thing, people: int, least: int) -> Words:
    """« 14 voitures », « 6 pour le bricolage »; below the threshold, « quelques »."""
    if people >= least:
        return _("{n} {what}", n=people, what=Words(thing.many))
    if thing.is_object:
        return _("quelques {what}", what=Words(thing.many))
    return _("quelques personnes {what}", what=Words(thing.many))
