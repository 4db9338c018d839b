"""Names and words that belong to somebody: what carries them is known by whose they are, never by searching text."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

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
    return frozenset(_walk(message))


def _walk(value: Any) -> Iterator[int]:
    if isinstance(value, Theirs):
        if value:
            yield value.person
    elif isinstance(value, Words):
        yield from _walk(value.text)
        for one in value.values.values():
            yield from _walk(one)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _walk(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _walk(one)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _walk(getattr(value, field.name))
