"""What one lends or can do: a theme, the things, when, how far; read back before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Problem, Several
from bot.conversations.residents import slot_options
from rules.kinds import Json
from rules.offers import MOST, Reach, Theme, Thing, about, names_price
from rules.words import Words, _, lines, n_

FREE = _("Ici, tout est gratuit : on prête, on donne un coup de main, sans rien demander en retour.")
REACHES = (Option(Reach.BUILDING, _("🏢 Mon immeuble")), Option(Reach.STREET, _("🏘 Ma rue")),
           Option(Reach.QUARTER, _("📍 Mon quartier")))


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """themes: with the things this person does not propose yet. room: how many more they may propose."""

    themes: tuple[Theme, ...]
    room: int


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    offer: int
    label: Words


@dataclass(frozen=True, slots=True)
class NewOffers:
    """things: none when nothing was chosen."""

    things: tuple[str, ...]
    reach: Reach = Reach.STREET
    slots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedOffer:
    offer: int
    reach: Reach
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FreeChoice(Choice):
    """A typed price is answered for what it is."""

    def read(self, given: Input) -> Json | Problem:
        return Problem(FREE) if given.text and names_price(given.text) else Choice.read(self, given)


@dataclass(frozen=True, slots=True)
class FreeSeveral(Several):
    def read(self, given: Input) -> Json | Problem:
        return Problem(FREE) if given.text and names_price(given.text) else Several.read(self, given)


def offer(facts: OfferFacts) -> Flow:
    code = yield FreeChoice("theme", _("Que pouvez-vous prêter, ou faire, près de chez vous ? C’est gratuit."),
                            [Option(one.code, _("{emoji} {title}", emoji=one.emoji, title=Words(one.title)))
                             for one in facts.themes], hears=themed(facts.themes))
    theme = next(one for one in facts.themes if one.code == code)
    chosen = yield FreeSeveral("what", _("Qu’est-ce qui vous va ? Appuyez sur une ou plusieurs lignes."),
                               [Option(thing.code, Words(thing.label)) for thing in theme.things])
    kept = tuple(chosen[:facts.room])
    if not kept:
        return NewOffers(())
    slots, reach = yield from when_and_where()
    labels = [Words(thing.label) for thing in theme.things if thing.code in kept]
    yield FreeChoice("sure", read_back(labels, reach, slots, full=len(chosen) > facts.room),
                     [Option("oui", _("✅ Proposer"))])
    return NewOffers(kept, reach, slots)


def change_offer(facts: ChangeFacts) -> Flow:
    slots, reach = yield from when_and_where()
    yield FreeChoice("sure", read_back([facts.label], reach, slots), [Option("oui", _("✅ Enregistrer"))])
    return ChangedOffer(facts.offer, reach, slots)


def when_and_where() -> Any:
    slots = yield FreeSeveral("slots", _("Plutôt quand ? Sans rien cocher : à tout moment."), slot_options())
    reach = yield FreeChoice("reach", _("Jusqu’où ?"), REACHES)
    return slots, Reach(reach)


def read_back(labels: Sequence[Words], reach: Reach, slots: Sequence[str], *, full: bool = False) -> Words:
    """All at once. full: more was chosen than there is room for."""
    told = [_("• {what}", what=label) for label in labels]
    kept = [n_("Dix propositions au plus : je garde la première.", "Dix propositions au plus : je garde les {n} "
               "premières.", len(labels))] if full else []
    return lines(about(lines(*told), reach, slots), *kept)


def themed(themes: Sequence[Theme]) -> Callable[[str], str | None]:
    """The theme of a thing that was typed."""
    def hears(text: str) -> str | None:
        found = thing_named(text, themes)
        return found[0].code if found else None

    return hears


def thing_named(text: str, themes: Sequence[Theme]) -> tuple[Theme, Thing] | None:
    """What somebody named by its word, its label or the kind of need it answers."""
    said = bare(text)
    pairs = [(theme, thing) for theme in themes for thing in theme.things]
    exact = (pair for pair in pairs if said and said in (pair[1].code, bare(pair[1].label), bare(pair[1].many)))
    whole = (pair for pair in pairs if said and said in bare(pair[1].label).split())
    kind = (pair for pair in pairs if said in pair[1].kinds)
    return next((pair for found in (exact, whole, kind) for pair in found), None)


def bare(text: str) -> str:
    """« Une perceuse. » is « perceuse »."""
    words = "".join(c if c.isalnum() or c in "-_’'" else " " for c in text.casefold()).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("un", "une", "des", "ma", "mon") else words)


def samples() -> tuple[OfferFacts, Sequence[Input]]:
    tools = Theme("outils", "🧰", "Outils à prêter", (
        Thing("perceuse", "Une perceuse", "perceuses", True, ("pret_objet",)),))
    return OfferFacts((tools,), MOST), (Input(value="outils"), Input(value="perceuse"), Input(value="="),
                                        Input(value="="), Input(value="rue"), Input(value="oui"))


def change_samples() -> tuple[ChangeFacts, Sequence[Input]]:
    return ChangeFacts(1, Words("Une perceuse")), (Input(value="matin"), Input(value="="), Input(value="immeuble"),
                                            Input(value="oui"))


OFFER = Conversation("offer", offer, samples)
CHANGE = Conversation("offerfix", change_offer, change_samples, resumable=False)

__all__ = ["CHANGE", "FREE", "OFFER", "ChangeFacts", "ChangedOffer", "NewOffers", "OfferFacts",
           "thing_named"]
