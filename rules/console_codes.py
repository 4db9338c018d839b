"""The code that links a group to its town: a word of the place and five figures, said and typed without a mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rules.postercodes import folded, words_of

CODE = re.compile(r"[a-z]{3,12}[0-9]{5}")
TRIES = 8


def candidates(name: str, draw: Callable[[int], int]) -> Iterator[str]:
    """Codes for a place of this name. `draw(n)` is a number under n, by chance."""
    for word in words_of(name):
        for _try in range(TRIES):
            yield f"{word}{10_000 + draw(90_000)}"


def spelled(typed: str) -> str | None:
    """The code somebody typed, whatever its capitals, accents, spaces and hyphens; None when it is not one."""
    bare = "".join(sign for sign in folded(typed) if sign.isalnum())
    return bare if CODE.fullmatch(bare) else None


def shown(code: str) -> str:
    """As it is said: « VALMONT 48213 »."""
    return re.sub(r"(?<=[a-z])(?=[0-9])", " ", code).upper()
