"""Joining: first name, place, what one likes to do and when, the charter. Seven taps at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Several, Spot, Text
from bot.conversations.places import OTHER as OTHER
from bot.conversations.places import Spotted as Spotted
from bot.conversations.places import in_commune, place_words, street_words, which
from content.typed_places import read_place
from rules.first_names import LONGEST_KEPT, check_first_name, tidy_first_name
from rules.words import Words, _, lines, quoted


@dataclass(frozen=True, slots=True)
class JoinFacts:
    """`zone` names the place a link brought along; `found` what the typed place may be, best first, `found_again` once
    it was typed anew. `helps`: they pressed « Je peux » before anybody knew them. town: how whoever runs this
    instance is called, which nobody else may be. by: the first name of whose invitation it is."""

    first_name: str
    zone: str | None
    charter: tuple[Words, ...]
    families: tuple[Option, ...]
    found: tuple[Spotted, ...] = ()
    found_again: tuple[Spotted, ...] = ()
    likes: tuple[str, ...] = field(default=())
    helps: bool = False
    town: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    first_name: str
    place: Spotted | None
    likes: tuple[str, ...]
    slots: tuple[str, ...]
    adult: bool


def join(facts: JoinFacts) -> Flow:
    offers = (Option("=", quoted(facts.first_name), facts.first_name),) if facts.first_name else ()
    name = yield Text("name", hello(facts), LONGEST_KEPT, offers=offers,
                      check=partial(check_first_name, town=facts.town))
    place = None if facts.zone else (yield from where(facts))
    likes, slots = yield from what_and_when(facts.families)
    adult = yield Choice("charter", charter(facts), (Option("oui", _("18 ans ou plus, d’accord")),
                                                     Option("non", _("J’ai moins de 18 ans"))),
                         brief=_("Ce que nous promettons se lit plus haut. D’accord ?"))
    return Join(tidy_first_name(name), place, likes, slots, adult == "oui")


def hello(facts: JoinFacts) -> Words:
    if facts.helps:
        return _("Merci de vouloir aider ! Faisons connaissance, une minute. Quel est votre prénom ?")
    if facts.by:
        return _("Bienvenue ! {name} vous invite dans son voisinage. Quel est votre prénom ?", name=quoted(facts.by))
    return _("Bienvenue ! Quel est votre prénom ?")


def what_and_when(families: Sequence[Option]) -> Any:
    likes = yield Several("likes", _("Qu’aimez-vous faire pour les autres ? Appuyez sur ce qui vous va."), families)
    slots = yield Several("slots", _("Et plutôt quand ?"), slot_options())
    return likes, slots


def where(facts: JoinFacts) -> Any:
    """A street and its commune, read back: found by the geocoder or in the list of communes."""
    spot = yield Spot("where", _("Où habitez-vous ? Écrivez votre rue et votre commune, par exemple "
                                 "« rue des Lilas, Nantes », ou partagez votre position. Je ne garde que le quartier."),
                      place_words, shared=True)
    if "text" in spot and not facts.found:
        kept = yield from in_commune(read_place(spot["text"]))
        return (yield from whole(kept, None))
    if facts.found:
        found = yield from which("which", facts.found, _("Non, autre lieu"))
        if found:
            return (yield from whole(found, spot.get("cell")))
    typed = yield Spot("place", _("Écrivez le nom de votre rue ou de votre résidence, le code postal et la commune."),
                       place_words)
    if facts.found_again:
        found = yield from which("again", facts.found_again, _("Garder mon texte"))
        if found:
            return (yield from whole(found, spot.get("cell")))
    kept = yield from in_commune(read_place(typed["text"]), spot.get("cell"))
    return (yield from whole(kept, kept.cell))


def whole(found: Spotted, cell: str | None) -> Any:
    """The place with its street, or the commune alone; a position shared says the cell better than a geocoder."""
    if found.label:
        return replace(found, cell=cell or found.cell)
    street = yield Spot("street", _("Quel est le nom de votre rue ou de votre résidence ?"), street_words,
                        skip=_("La commune seulement"),
                        refused=_("Écrivez seulement le nom de la rue ou de la résidence, sans numéro."))
    label = street["text"] or commune_name(found)
    return replace(found, label=label, cell=cell or found.cell, known=not street["text"])


def commune_name(found: Spotted) -> str:
    return found.town.partition(" (")[0]


def charter(facts: JoinFacts) -> Words:
    return lines(_("<b>Ce que nous promettons</b>"), *(_("• {line}", line=line) for line in facts.charter))


def slot_options() -> Sequence[Option]:
    return (Option("matin", _("Le matin")), Option("apres-midi", _("L’après-midi")), Option("soir", _("Le soir")),
            Option("week-end", _("Le week-end")))


def samples() -> tuple[JoinFacts, Sequence[Input]]:
    facts = JoinFacts("Odile", None, (_("Je respecte chaque personne."),), (Option("courses", _("Courses")),),
                      (Spotted("rue des Lilas", "44109", "Nantes"),))
    return facts, (Input(value="="), Input(text="rue des Lilas, Nantes"), Input(value="0"),
                   Input(value="courses"), Input(value="="), Input(value="="), Input(value="oui"))


def another_place(facts: JoinFacts) -> Flow:
    return (yield from where(facts))


def place_samples() -> tuple[JoinFacts, Sequence[Input]]:
    return samples()[0], (Input(text="rue des Lilas, Nantes"), Input(value="0"))


JOIN = Conversation("join", join, samples)
PLACE = Conversation("place", another_place, place_samples, resumable=False)
