"""Where something is: asked, read without the home, and read back with its commune before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from bot.conversations.questions import Choice, Input, NoLonger, Option, Problem, one_line
from content.typed_places import TypedPlace, read_place, towns_named
from rules.communes import Commune
from rules.kinds import Json
from rules.words import Words, _, quoted

OTHER = "autre"
MOST_FOUND = 3
NO_PLACE = _("Je n’y reconnais pas un lieu. Écrivez votre rue et votre commune, par exemple « rue des Lilas, Nantes ».")


@dataclass(frozen=True, slots=True)
class Spotted:
    """A place found for what was typed or shared: its label, commune code and cell.

    known: a list or the address service has this label; it may be shown to people from elsewhere.
    """

    label: str
    commune: str | None
    town: str
    cell: str | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: typed text, kept without the home, or a shared position. Stored as {"text": …} or {"cell": …}."""

    name: str
    words: Words
    reads: Callable[[str], str]
    shared: bool = False
    skip: Words | None = None
    refused: Words = NO_PLACE

    def options(self) -> Sequence[Option]:
        return (Option("-", self.skip),) if self.skip else ()

    def read(self, given: Input) -> Json | Problem:
        if self.shared and given.abroad:
            return Problem(_("Cette position n’est pas en France. Écrivez plutôt votre rue et votre commune."))
        if self.shared and given.cell is not None:
            return {"cell": given.cell}
        if self.skip and given.value == "-":
            return {"text": ""}
        kept = self.reads(one_line(given.text or ""))
        return {"text": kept} if kept else Problem(self.refused)

    def load(self, stored: Json) -> Mapping[str, str]:
        if not isinstance(stored, dict):
            raise NoLonger
        kept = {key: str(value) for key, value in stored.items()}
        if kept.get("text") and not self.reads(kept["text"]):
            raise NoLonger
        return kept


def place_words(text: str) -> str:
    """What may be kept of a typed place; empty when it is none."""
    return read_place(text).words


def street_words(text: str) -> str:
    return read_place(text).street


def town_words(text: str) -> str:
    """A commune's name or postcode as typed, when there is one."""
    read = read_place(text)
    return read.words if towns_named(text) and not read.street else ""


def town_label(one: Commune) -> str:
    return f"{one.name} ({one.departement})"


def candidates(street: str, found: Sequence[Commune]) -> tuple[Spotted, ...]:
    return tuple(Spotted(street, one.code, town_label(one)) for one in found)


def in_commune(read: TypedPlace, cell: str | None = None) -> Generator[Any, Any, Spotted]:
    """The place with its commune: asked when none or several may be meant, and always read back."""
    places = candidates(read.street, read.communes)
    for turn in count(1):
        if not places:
            town = yield Spot(f"town{turn}", _("Dans quelle commune ? Écrivez son nom ou son code postal."), town_words,
                              refused=_("Je ne connais pas cette commune. Écrivez son nom, par exemple « Nantes », "
                                        "ou son code postal."))
            places = candidates(read.street, towns_named(town["text"]))
        chosen = yield from which(f"in{turn}", places, _("Non, autre commune"))
        if chosen:
            return replace(chosen, cell=cell)
        places = ()
    raise AssertionError


def which(name: str, places: Sequence[Spotted], none: Words) -> Generator[Any, Any, Spotted | None]:
    """One of the places found, or None."""
    options = [Option(str(n), shown(place)) for n, place in enumerate(places)]
    chosen = yield Choice(name, _("C’est bien ça ?"), [*options, Option(OTHER, none)])
    return None if chosen == OTHER else places[int(chosen)]


def shown(place: Spotted) -> Words:
    if not place.label:
        return quoted(place.town)
    return _("{street}, {town}", street=place.label, town=place.town)
