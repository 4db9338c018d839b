"""Whether words were carried before, nearly the same: by marks of their pieces, never by the words."""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import timedelta

from rules.private_words import folded

MOST_ALIKE, WITHIN = 5, timedelta(days=7)
FEWEST_WORDS, PIECE, MARKS = 6, 3, 12
_FIGURES = re.compile(r"\d+")


def marks(text: str, key: bytes) -> tuple[str, ...]:
    """The smallest keyed hashes of every three words in a row: two texts that share most words share most of them. A
    few words are alike only when they are the same.
    """
    words = _FIGURES.sub("0", folded(text)).split()
    if len(words) < FEWEST_WORDS:
        return mark(" ".join(words), key), mark(" ".join([*words, "again"]), key)
    pieces = {" ".join(words[n:n + PIECE]) for n in range(len(words) - PIECE + 1)}
    return tuple(sorted(mark(piece, key) for piece in pieces)[:MARKS])


def mark(piece: str, key: bytes) -> str:
    return hmac.new(key, piece.encode(), hashlib.sha256).hexdigest()[:16]


def is_alike(shared: int, of: int) -> bool:
    """Half of the marks, and two at least: a word changed, a name, a figure."""
    return shared >= 2 and shared * 2 >= of
