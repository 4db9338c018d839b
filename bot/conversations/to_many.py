"""Before many read it: what it seems to tell is said once, and whoever wrote it decides."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from bot.conversations.kit import Choice, Flow, Option, Text
from rules.private_words import PrivateWords
from rules.to_many import SAID, seems
from rules.words import _


def meant(private: PrivateWords, name: str, ask: Callable[[str], Text]) -> Flow:
    """The words, once they are meant. name: of the question, which is asked again when they are not."""
    for turn in count():
        again = str(turn) if turn else ""
        text = yield ask(name + again)
        found = seems(text, private)
        if found is None:
            return text
        sure = yield Choice("many" + again, _(
            "Votre texte semble dire {what}. Tout le groupe le lira. C’est bien ce que vous voulez ?",
            what=SAID[found]), (
                Option("oui", _("✅ C’est ce que je veux")), Option("non", _("✏️ Je change"))))
        if sure == "oui":
            return text
    return None
