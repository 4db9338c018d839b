"""Asking for somebody else: only once they said yes. How they said it, how many one may ask for."""

from __future__ import annotations

from enum import StrEnum

from rules.words import Words, _

VERSION = "2026-11"
"""Of the words with which one asks them."""
MOST_FOR_OTHERS = 5


class How(StrEnum):
    ALOUD = "aloud"
    CALL = "call"
    PAPER = "paper"


HOW_WORDS: dict[How, Words] = {How.ALOUD: _("🗣 De vive voix"), How.CALL: _("📞 Au téléphone"),
                               How.PAPER: _("✏️ Par écrit")}
ASK_WORDS = _("« Puis-je demander un coup de main pour vous ? Le voisinage lira quoi faire et quel jour, jamais votre "
              "nom. Vous pouvez dire non, et arrêter quand vous voulez. »")
