"""« ✋ Parler à quelqu’un »: what is carried. Worded in bot/words/help.py."""

from __future__ import annotations

import re
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


_LINK = re.compile(r"https?://|\bwww\.|\bt\.me/|\b[\w-]+\.(?:com|fr|net|org|io|me|ru|info|shop|xyz)\b", re.IGNORECASE)


def has_link(text: str) -> bool:
    """Whether these words hold what Telegram would make a link of."""
    return bool(_LINK.search(text))
