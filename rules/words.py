"""The words that are said: French text, the gettext id, with the values it speaks of. No language is known here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import TypeAlias

Value: TypeAlias = "str | int | date | datetime | Words"


@dataclass(frozen=True, slots=True)
class Words:
    """French words, the gettext id, with `{named}` values; `plural` and `count` choose a plural form.

    capital: they begin a line or follow an emoji, and are said with a capital letter. marked: they are of
    rules/markup.py, and keep their formatting.
    """

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)
    plural: str | None = None
    count: int = 1
    quoted: bool = False
    capital: bool = False
    marked: bool = False


def _(text: str, **values: Value) -> Words:
    return Words(text, values) if values else _plain(text)


@lru_cache(maxsize=4096)
def _plain(text: str) -> Words:
    """A sentence of the code is made once."""
    return Words(text, {})


def n_(one: str, many: str, count: int, **values: Value) -> Words:
    return Words(one, {"n": count, **values}, many, count)


def quoted(text: str) -> Words:
    """Words of a person or of a row: never translated, always escaped."""
    return Words(text, quoted=True)


def formatted(text: str) -> Words:
    """Words that somebody formatted, as our own safe HTML: never translated, their marks kept."""
    return Words(text, quoted=True, marked=True)


def titled(text: str) -> Words:
    """Words of the content that begin a line: « Des courses »."""
    return Words(text, capital=True)


def lines(*words: Words) -> Words:
    """Several words on consecutive lines of one paragraph."""
    return Words("\n".join(f"{{l{n}}}" for n in range(len(words))), {f"l{n}": w for n, w in enumerate(words)})
