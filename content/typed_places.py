"""A typed place read whole: its street or name, home left out, and the communes that may be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from content.communes import communes
from content.spelling import distance
from rules.addresses import Part, is_name, parts_of, unlinked
from rules.communes import Commune
from rules.streets import key, plain

MOST = 3
PEOPLED = 3500  # « rue Gay Lussac » ends in the name of a village
PARTICLES = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "et", "saint", "sainte", "en", "sur"})
_CONTRACTED = {"au": "le ", "aux": "les ", "à": "", "a": "", "sur": "", "dans": "", "en": "", "de": "", "in": ""}


@dataclass(frozen=True, slots=True)
class TypedPlace:
    """`street` is empty when only a commune was named, `communes` when none is known; several: ask which."""

    street: str
    communes: tuple[Commune, ...]
    postcode: str = ""
    named: str = ""

    def __bool__(self) -> bool:
        return bool(self.street or self.communes)

    @property
    def words(self) -> str:
        """All that may be kept or sent of what was typed: read again, it is the same place."""
        town = ""
        if self.communes:
            town = f"{self.postcode} {self.communes[0].name}".strip() if len(self.communes) == 1 else (
                self.postcode or self.named)
        return ", ".join(part for part in (self.street, town) if part)


@lru_cache(maxsize=256)
def read_place(text: str) -> TypedPlace:
    parts = parts_of(text)
    streets = [part for part in parts if part.street]
    for at, found, named, postcode in _towns(parts):
        rest = [part.after for n, part in enumerate(parts) if n != at and not part.street and not part.postcode]
        street = streets[0].street if streets else next((name for name in map(unlinked, rest) if is_name(name)), "")
        return TypedPlace(street, found, postcode, named)
    if not streets:
        return TypedPlace("", ())
    street, found, named = _ends_in_town(streets[0].street)
    return TypedPlace(street, found, "", named)


def forget_typed() -> None:
    """A conversation reads the same words several times in a turn; nothing typed outlives its batch."""
    read_place.cache_clear()


def towns_named(text: str) -> tuple[Commune, ...]:
    """The communes that these words alone may mean, a letter amiss included; at most three."""
    for _at, found, _named, _postcode in _towns(parts_of(text)):
        return found
    return ()


def _towns(parts: tuple[Part, ...]) -> Iterator[tuple[int, tuple[Commune, ...], str, str]]:
    """What may name the town, the surest first: with a postcode, alone between commas from the end, before a street."""
    for at, part in enumerate(parts):
        if part.postcode and communes().by_postcode(part.postcode):
            asked = f"{part.postcode} {part.after}"
            exact, near = communes().named(asked), communes().search(asked)[:MOST]
            yield at, exact if len(exact) == 1 else tuple(near), part.after, part.postcode
        elif part.postcode and (known := _exact(part.after)):
            yield at, known, part.after, ""  # the postcode of a firm's post, or one mistyped
    alone = [(at, part.after) for at, part in reversed(list(enumerate(parts))) if not part.street and not part.postcode]
    for look in (_exact, _nearly if len(parts) > 1 else _one_letter_amiss):
        for at, words in alone:
            if found_now := look(words):
                yield at, found_now, words, ""
    for at, part in enumerate(parts):
        if part.before and (found_now := _exact(part.before)):
            yield at, found_now, part.before, ""


def _exact(words: str) -> tuple[Commune, ...]:
    first, _, rest = words.partition(" ")
    spelled = [words, *([_CONTRACTED[first.casefold()] + rest] if first.casefold() in _CONTRACTED and rest else [])]
    if not any(map(is_name, spelled)):
        return ()
    return next((found for one in spelled if (found := communes().meant(one)[:MOST])), ())


def _nearly(words: str) -> tuple[Commune, ...]:
    return tuple(communes().search(unlinked(words))[:MOST]) if is_name(words) else ()


def _one_letter_amiss(words: str) -> tuple[Commune, ...]:
    asked = key(unlinked(words))
    if not is_name(words) or len(asked) < 5:
        return ()
    return tuple(one for one in communes().search(asked)[:MOST] if distance(key(one.name), asked, 1) <= 1)


def _ends_in_town(street: str) -> tuple[str, tuple[Commune, ...], str]:
    """« rue des Lilas Nantes », « … à Nantes », « … au Havre »: the longest ending that is a commune’s exact name."""
    words = street.split()
    for at in range(2, len(words)):
        ending, linked = " ".join(words[at:]), words[at].casefold() in ("à", "a", "au", "aux", "sur", "in")
        if not linked and plain(words[at - 1]) in PARTICLES:
            continue
        found = _exact(ending) if linked or re.match(r"[^\W\d_]", ending) else ()
        if any(one.population >= PEOPLED or linked for one in found):
            return " ".join(words[:at]), found, ending
    return street, (), ""
