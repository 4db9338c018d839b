"""Joining: first name, place, what one likes to do and when, the charter. Seven taps at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Several, Spot, Text
from rules.messages import Words, _, lines, said
from rules.residents import check_first_name
from rules.streets import strip_house_number

OTHER = "autre"


@dataclass(frozen=True, slots=True)
class Spotted:
    """A place found for what was typed or shared: its label, commune code and cell."""

    label: str
    commune: str | None
    town: str
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class JoinFacts:
    """`zone` names the place a link brought along; `found` what the typed place may be, best first, `found_again` once
    it was typed anew."""

    first_name: str
    zone: str | None
    charter: tuple[Words, ...]
    families: tuple[Option, ...]
    found: tuple[Spotted, ...] = ()
    found_again: tuple[Spotted, ...] = ()
    likes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Join:
    first_name: str
    place: Spotted | None
    likes: tuple[str, ...]
    slots: tuple[str, ...]
    adult: bool


def join(facts: JoinFacts) -> Flow:
    offers = (Option("=", said(facts.first_name), facts.first_name),) if facts.first_name else ()
    name = yield Text("name", _("Bienvenue ! Quel est votre prénom ?"), 60, check=check_first_name, offers=offers)
    place = None if facts.zone else (yield from where(facts))
    likes = yield Several("likes", _("Qu’aimez-vous faire pour les autres ? Appuyez sur ce qui vous va."),
                          facts.families)
    slots = yield Several("slots", _("Et plutôt quand ?"), slot_options())
    adult = yield Choice("charter", charter(facts), (Option("oui", _("18 ans ou plus, d’accord")),
                                                     Option("non", _("J’ai moins de 18 ans"))))
    return Join(name, place, likes, slots, adult == "oui")


def where(facts: JoinFacts) -> Any:
    """A street and its commune: found by the geocoder or in the list of communes, else kept as typed."""
    spot = yield Spot("where", _("Où habitez-vous ? Écrivez votre rue et votre commune, par exemple "
                                 "« rue des Lilas, Nantes », ou partagez votre position. Je ne garde que le quartier."))
    if "text" in spot and not facts.found:
        return Spotted(strip_house_number(spot["text"]), None, "")
    if facts.found:
        found = yield from which("which", facts.found, _("Non, autre lieu"))
        if found:
            return (yield from whole(found, spot.get("cell")))
    typed = yield Text("place", _("Écrivez le nom de votre rue ou de votre résidence, le code postal et la commune."),
                       80, 3)
    if facts.found_again:
        found = yield from which("again", facts.found_again, _("Garder mon texte"))
        if found:
            return (yield from whole(found, spot.get("cell")))
    return Spotted(strip_house_number(typed), None, "", spot.get("cell"))


def which(name: str, places: Sequence[Spotted], none: Words) -> Any:
    """One of the places found, or None."""
    options = [Option(str(n), place_words(p)) for n, p in enumerate(places)]
    chosen = yield Choice(name, _("C’est bien ça ?"), [*options, Option(OTHER, none)])
    return None if chosen == OTHER else places[int(chosen)]


def whole(found: Spotted, cell: str | None) -> Any:
    """The place with its street; a position shared says the cell better than a geocoder."""
    label = found.label or strip_house_number(
        (yield Text("street", _("Quel est le nom de votre rue ou de votre résidence ?"), 80, 3)))
    return replace(found, label=label, cell=cell or found.cell)


def place_words(place: Spotted) -> Words:
    if not place.label:
        return said(place.town)
    return _("{street}, {town}", street=place.label, town=place.town)


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
