"""The question that is answered aloud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversations.questions import Input, NoLonger, Option, Problem
from rules.kinds import Json
from rules.words import Words, _


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice message of at most `most` seconds; the stored answer is its file, or one of the other `choices`."""

    name: str
    words: Words
    most: int = 60
    choices: Sequence[Option] = ()

    def options(self) -> Sequence[Option]:
        return self.choices

    def read(self, given: Input) -> Json | Problem:
        if given.value in [option.value for option in self.choices]:
            return given.value
        if given.other != "voice" or not given.file:
            return Problem(_("Il me faut un message vocal : touchez le micro, parlez, envoyez."))
        if given.seconds > self.most:
            return Problem(_("C’est un peu long : {n} secondes au plus.", n=self.most))
        return given.file

    def load(self, stored: Json) -> str:
        if not isinstance(stored, str):
            raise NoLonger
        return stored
