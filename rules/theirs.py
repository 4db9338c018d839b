"""Names and words that belong to somebody: what carries them is known by whose they are, never by searching text."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
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
    """Every message is looked through, so what can carry nobody is passed over first."""
    if type(value) in PLAIN:
        return
    if isinstance(value, Words):
        _look(value.text, found)
        for one in value.values.values():
            _look(one, found)
    elif isinstance(value, Theirs):
        if value:
            found.add(value.person)
    elif isinstance(value, Mapping):
        for one in value.values():
            _look(one, found)
    elif isinstance(value, tuple | list):
        for one in value:
            _look(one, found)
    elif dataclasses.is_dataclass(value):
        for name in fields_of(cast(Any, type(value))):
            _look(getattr(value, name), found)
