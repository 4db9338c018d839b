"""« ✋ Parler à quelqu’un »: what is not carried."""

from __future__ import annotations

import re

_LINK = re.compile(r"https?://|\bwww\.|\bt\.me/|\b[\w-]+\.(?:com|fr|net|org|io|me|ru|info|shop|xyz)\b", re.IGNORECASE)


def has_link(text: str) -> bool:
    """Whether these words hold what Telegram would make a link of."""
    return bool(_LINK.search(text))
