"""Names and words that belong to somebody: what carries them is known by whose they are, never by searching text."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterable, Mapping
from functools import cache
from typing import Any, cast

from rules.kinds import PLAIN, fields_of
from rules.screens import Message
from rules.words import Words


class Theirs(str):
    """A name or words of a person. Kept as plain text in a row; the message that carries it says of whom it speaks."""

    person: int

    def __new__(cls, text: str, person: int) -> Theirs:
        made = super().__new__(cls, text)
        made.person = person
        return made

    def __getnewargs__(self) -> tuple[str, int]:  # type: ignore[override]  # a copy is theirs too
        return str(self), self.person


def mentioned(message: Message | None) -> frozenset[int]:
    """The people whose name or words a message carries."""
    found: set[int] = set()
    _look(message, found)
    return frozenset(found)


def _look(value: Any, found: set[int]) -> None:
    """Every message is looked through, so what can carry nobody is passed over first, and what is common comes next."""
    kind = type(value)
    if kind in PLAIN:
        return
    if kind is Words:
        if type(value.text) is not str:
            _look(value.text, found)
        if value.values:
            _each(value.values.values(), found)
    elif kind is tuple or isinstance(value, tuple | list):
        _each(value, found)
    elif isinstance(value, Theirs):
        if value:
            found.add(value.person)
    elif isinstance(value, Words):
        _each((value.text, *value.values.values()), found)
    elif (names := _carried(cast(Hashable, kind))) is not None:
        _each((getattr(value, name) for name in names), found)
    elif isinstance(value, Mapping):
        _each(value.values(), found)


def _each(values: Iterable[Any], found: set[int]) -> None:
    for one in values:
        if type(one) not in PLAIN:
            _look(one, found)


@cache
def _carried(kind: Hashable) -> tuple[str, ...] | None:
    return fields_of(cast(Any, kind)) if dataclasses.is_dataclass(kind) else None
