"""« ✋ Parler à quelqu’un »: what is carried. Worded in bot/words/help.py."""

from __future__ import annotations

from dataclasses import dataclass

from rules.messages import kind


@kind("someone.wrote")
@dataclass(frozen=True, slots=True)
class SomeoneWrote:
    """Carried between a person and the one who runs their group."""

    person: int
    first_name: str
    text: str
    group: str = ""
