"""Codes to type where a printed square cannot be photographed: a word of the group's name and a number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

LEAST, MOST = 3, 12
CODE = re.compile(r"[a-z]{3,12}[0-9]{2,3}")
PLAIN = "voisins"
# Words that say what a place is, not which.
COMMON = frozenset((
    "allee", "appartement", "association", "avenue", "bat", "batiment", "boulevard", "chemin", "chez", "cite", "cour",
    "dans", "des", "entraide", "entree", "esc", "escalier", "grand", "grande", "groupe", "hameau", "hlm", "immeuble",
    "impasse", "les", "lieu", "lotissement", "nos", "notre", "nous", "passage", "petit", "petite", "place", "pour",
    "quai", "quartier", "residence", "route", "rue", "saint", "sainte", "square", "sur", "tour", "tous", "une",
    "village", "voisin", "voisinage", "voisine", "voisines", "voisins"))
# Numbers that mean something else to many.
TAKEN = frozenset({15, 17, 18, 69, 88, 112, 114, 115, 119, 196})
TRIES = ((10, 99, 4), (100, 999, 8))


def candidates(name: str, draw: Callable[[int], int]) -> Iterator[str]:
    """Codes for a group of this name, the shortest first. `draw(n)` is a number under n, by chance."""
    for word in words_of(name):
        for least, most, tries in TRIES:
            for _try in range(tries):
                number = least + draw(most - least + 1)
                if number not in TAKEN:
                    yield f"{word}{number}"


def words_of(name: str) -> tuple[str, ...]:
    """What may stand before the number, the most telling first: the longest that need not be cut."""
    words = [word for word in re.findall(r"[a-z]+", folded(name)) if len(word) >= LEAST and word not in COMMON]
    words.sort(key=lambda word: (len(word) > MOST, -len(word)))
    return tuple(dict.fromkeys((*(word[:MOST] for word in words), PLAIN)))


def spelled(typed: str) -> str | None:
    """The code somebody typed, whatever its capitals, accents, spaces and hyphens; None when it is not one."""
    bare = "".join(sign for sign in folded(typed) if sign.isalnum())
    return bare if CODE.fullmatch(bare) else None


def is_one_word(typed: str) -> bool:
    """A word and a number, which can hardly be meant for anything else."""
    return re.fullmatch(r"\W*[a-z]+[\W_]*[0-9]+\W*", folded(typed)) is not None


def shown(code: str) -> str:
    """As it is printed: « LILAS 47 »."""
    return re.sub(r"(?<=[a-z])(?=[0-9])", " ", code).upper()


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
