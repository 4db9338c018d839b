"""Nobody reads that something has arrived while it is only leaving: the wire may lose it, and it is said again."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parents[2] / "content" / "locales"
ARRIVED = re.compile(r"(?:^|\W)(?:c’est |merci )?transmis à |c’est (?:transmis|envoyé)\b|a reçu votre|✅ passed on|"
                     r"thanks passed on", re.IGNORECASE)


def test_what_leaves_is_said_to_leave() -> None:
    for shipped in [LOCALES / "bot.pot", *LOCALES.glob("*/LC_MESSAGES/bot.po")]:
        with shipped.open("rb") as file:
            catalogue = read_po(file)
        said = [str(words) for entry in catalogue if entry.id for words in (entry.id, entry.string)]
        assert [words for words in said if ARRIVED.search(words)] == [], shipped
