"""/saisie: the twins of what one says for oneself, for somebody without Telegram. Their yes always comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.conversations.gestes import DeedFacts, NoteDeed, deed
from bot.conversations.help import NotAgreed, agreed, how_to_find, which_zone
from bot.conversations.hours import HourFacts, NoteHour, note_hour
from bot.conversations.kit import Choice, Conversation, Day, Flow, Input, Option
from bot.conversations.offers import NewOffers, OfferFacts, change_offer, change_samples, offer
from rules.consents import How
from rules.hours import DAYS_BACK
from rules.offers import MOST, Theme, Thing
from rules.words import _


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """zones: the places that the référent looks after, and no other. themes: all there are."""

    zones: Mapping[int, str]
    today: date
    themes: tuple[Theme, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferOnPaper:
    zone: int
    how: How
    offered: NewOffers
    contact: str


@dataclass(frozen=True, slots=True)
class HourOnPaper:
    zone: int
    noted: NoteHour


@dataclass(frozen=True, slots=True)
class GesteOnPaper:
    zone: int
    noted: NoteDeed
    day: date


def offer_on_paper(facts: PaperFacts) -> Flow:
    how = yield from agreed()
    if not isinstance(how, How):
        return how
    zone = yield from which_zone(facts.zones)
    contact = yield from how_to_find(kept_by_me=True)
    offered = yield from offer(OfferFacts(facts.themes, MOST))
    return OfferOnPaper(zone, how, offered, contact)


def hour_on_paper(facts: PaperFacts) -> Flow:
    if not (yield from wishes_it()):
        return NotAgreed()
    zone = yield from which_zone(facts.zones)
    noted = yield from note_hour(HourFacts(facts.today, ask_day=True))
    return HourOnPaper(zone, noted)


def geste_on_paper(facts: PaperFacts) -> Flow:
    if not (yield from wishes_it()):
        return NotAgreed()
    zone = yield from which_zone(facts.zones)
    noted = yield from deed(DeedFacts(None))
    day = yield Day("day", _("C’était quel jour ?"), facts.today, DAYS_BACK, backwards=True)
    return GesteOnPaper(zone, noted, day)


def wishes_it() -> Any:
    said = yield Choice("agreed", _("Cette personne est-elle d’accord pour que ce moment compte pour la rue, sans son "
                                    "nom ?"), [Option("oui", _("✅ Oui")), Option("non", _("🙏 Non"))])
    return said == "oui"


_FACTS = PaperFacts({1: "rue des Lilas", 2: "12 allée des Peupliers"}, date(2026, 11, 24), (
    Theme("outils", "🧰", "Outils", (Thing("perceuse", "Une perceuse", "perceuses", True, ("pret_objet",)),)),))


def offer_samples() -> tuple[PaperFacts, Sequence[Input]]:
    return _FACTS, (Input(value="oui"), Input(value="call"), Input(value="2"), Input(text="05 46 00 00 01"),
                    Input(value="outils"), Input(value="perceuse"), Input(value="="), Input(value="="),
                    Input(value="rue"), Input(value="oui"))


def hour_samples() -> tuple[PaperFacts, Sequence[Input]]:
    return _FACTS, (Input(value="oui"), Input(value="2"), Input(value="voisinage"), Input(value="30"),
                    Input(text="hier"))


def geste_samples() -> tuple[PaperFacts, Sequence[Input]]:
    return _FACTS, (Input(value="oui"), Input(value="2"), Input(value="bonjour"), Input(value="15"),
                    Input(text="hier"))


PAPER_OFFER = Conversation("papoffre", offer_on_paper, offer_samples)
PAPER_HOUR = Conversation("papheure", hour_on_paper, hour_samples, resumable=False)
PAPER_GESTE = Conversation("papgeste", geste_on_paper, geste_samples, resumable=False)
PAPER_CHANGE = Conversation("papfix", change_offer, change_samples, resumable=False)
