"""What is said of one's own data, and of who is gone."""

from __future__ import annotations

from dataclasses import dataclass

from rules.kinds import kind
from rules.manners import ANSWER, REPLY
from rules.screens import Attachment, Screen, screen
from rules.words import Words, _


@kind("privacy.hand_gone", REPLY)
@dataclass(frozen=True, slots=True)
class HandGone:
    """To the asker: whoever was to help cannot any more. Neither who, nor why."""

    request: int
    title: str

    def screen(self) -> Screen:
        return screen(_("La personne qui devait vous aider ne peut plus venir : {title}. Cela arrive. Votre demande "
                        "est de nouveau ouverte.", title=Words(self.title)))


@kind("privacy.export", ANSWER)
@dataclass(frozen=True, slots=True)
class ExportFile:
    """Everything held about a person, as JSON. Its text leaves the ledger within the hour."""

    text: str = ""

    def screen(self) -> Screen:
        return screen(_("Voici tout ce que je garde sur vous. Gardez ce fichier pour vous ; pour tout "
                        "effacer : /effacer."),
                      attachment=Attachment("mes-donnees.json", text=self.text))
