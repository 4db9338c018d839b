"""Before many read it: what it seems to tell is said once, and whoever wrote it decides."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from bot.conversations.kit import Choice, Flow, Option, Question
from rules.private_words import PrivateWords
from rules.to_many import SAID, seems
from rules.words import _


def meant(private: PrivateWords, name: str, ask: Callable[[str], Question], words: Callable[[Any], str] = str) -> Flow:
    """What is answered, once its words are meant. name: of the question, which is asked again when they are not."""
    for turn in count():
        again = str(turn) if turn else ""
        text = yield ask(name + again)
        found = seems(words(text), private)
        if found is None:
            return text
        sure = yield Choice(f"{name}_many{again}", _(
            "Votre texte semble dire {what}. Tout le groupe le lira. C’est bien ce que vous voulez ?",
            what=SAID[found]), (
                Option("oui", _("✅ C’est ce que je veux")), Option("non", _("✏️ Je change"))))
        if sure == "oui":
            return text
    return None
