"""An appeal: one need, said in one sentence, with its day."""

from __future__ import annotations

import re

from rules.words import Words, _

LONGEST = 200
MOST_SEATS = 200
OPEN_A_PLACE = 2
_END = re.compile(r"[.!?…]+(?=\s+\S)")
_LIST = re.compile(r"(^|\n)\s*[-•*]\s|;|\n")


def one_need(text: str) -> Words | None:
    """What to do when it says more than one thing."""
    if _END.search(text) or _LIST.search(text.strip()):
        return _("Un appel tient en une phrase, pour un seul besoin. S’il y en a deux, faites deux appels.")
    return None
