"""Words by which people ask for a hand without pressing anything."""

from __future__ import annotations

import re

_ASKING = re.compile(
    r"\b(?:besoin|cherche|recherche|aidez|aider?|coup de main|service|quelqu.un|peut-on|pouvez-vous|pourriez-vous|"
    r"pourrait|voudrais|aimerais|need|help|looking for|someone|somebody|could you|can you)\b", re.IGNORECASE)


def sounds_like_asking(text: str) -> bool:
    return len(text.split()) > 1 and _ASKING.search(text) is not None
