"""What runs from right to left among words that run from left to right, and the other way round.

Clients take the direction of a line from its first strong character. So a line begins on its own side, and whatever
comes from the other (a first name, a street, an order, a telephone number) stands in an isolate: it keeps its order,
and moves nothing around it.
"""

from __future__ import annotations

import re
from functools import lru_cache

RIGHT_TO_LEFT = frozenset({"ar"})
FSI, LRI, PDI, RLM = "\u2068", "\u2066", "\u2069", "\u200f"
_ARABIC = re.compile(r"[\u0620-\u064a\u0671-\u06d3]")
_LEFTWARDS = re.compile(r"[\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3]")
_LATIN = r"A-Za-zÀ-ÖØ-öø-ÿ0-9"
_FOREIGN = re.compile(rf"<[^>]*>|/?\{{\w*\}}|/?\+?[{_LATIN}](?:[{_LATIN}\u00a0 ./:’,@+-]*[{_LATIN}])?")


@lru_cache(maxsize=4096)
def laid_out(text: str) -> str:
    """A sentence of a right-to-left language, its values not yet filled in. An address of the web is left alone."""
    if "://" in text:
        return text
    return "\n".join(_begun(_FOREIGN.sub(lambda found: _isolated(found.group()), line)) for line in text.split("\n"))


def runs_left(value: str) -> bool:
    """Whether it holds letters that run from right to left (Arabic, Hebrew): they would turn a French line over."""
    return not value.isascii() and _LEFTWARDS.search(value) is not None


def isolated(value: str) -> str:
    """Words of somebody, or of a map, in the direction of their own first letter."""
    return f"{FSI}{value}{PDI}"


def _isolated(found: str) -> str:
    moves = found.startswith("/") or re.search(r"[^\W\d_]|\d[ \u00a0]", found)
    return f"{LRI}{found}{PDI}" if moves and not found.startswith(("<", "{")) else found


def _begun(line: str) -> str:
    """A line that opens with its own letters says its direction; before a value or a foreign word, a mark says it."""
    bare = re.sub(r"<[^>]*>", "", line)
    if re.fullmatch(r"\{\w*\}", bare):
        return line  # a whole line elsewhere, which says its own
    first = next((c for c in bare if c.isalpha() or c in "{" + LRI), "")
    return RLM + line if first and not _ARABIC.match(first) else line
