"""« J’ai un code d’affiche »: the word and the number that stand beside the square."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversations.kit import Conversation, Flow, Input, Text
from rules.postercodes import spelled
from rules.words import Words, _


@dataclass(frozen=True, slots=True)
class EnterCode:
    code: str


def enter(_facts: None) -> Flow:
    typed = yield Text("code", _("Quel code lisez-vous sur la feuille ? C’est un mot et un nombre, par exemple "
                                 "« LILAS 47 »."), 60, 3, check=check_code)
    return EnterCode(spelled(typed) or "")


def check_code(typed: str) -> Words | None:
    return None if spelled(typed) else _("Un code, c’est un mot puis un nombre. Il est écrit à côté du carré.")


def samples() -> tuple[None, Sequence[Input]]:
    return None, (Input(text="Lilas 47"),)


CODE_TALK = Conversation("code", enter, samples, resumable=False)
