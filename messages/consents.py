"""For somebody without Telegram: how to reach them, for who comes; and the card of the visit code."""

from __future__ import annotations

import json
from dataclasses import dataclass

from rules.kinds import kind
from rules.manners import ANSWER, REPLY
from rules.screens import Attachment, Screen, screen
from rules.words import _, quoted


@kind("consents.reach", REPLY, taken_back="help.wiped")
@dataclass(frozen=True, slots=True)
class ReachThem:
    """To who comes: the contact that was typed for the person to be helped."""

    request: int
    acceptance: int
    reach: str

    def screen(self) -> Screen:
        return screen(_("📍 La personne à aider n’a pas Telegram. Pour la joindre : {reach}", reach=quoted(self.reach)),
                      _("Pour vous seulement : effacé trois jours après la fin."))


@kind("consents.card", ANSWER, fleeting=("facts",))
@dataclass(frozen=True, slots=True)
class VisitCard:
    """The card of the visit code, to be given to the person or read to them. facts: what it prints, as JSON."""

    facts: str = "{}"

    def screen(self) -> Screen:
        return screen(_("🖨 La carte à remettre, ou à lire à la personne. Elle ne porte ni nom, ni adresse."),
                      attachment=Attachment("carte-de-visite.pdf", page="visite", facts=json.loads(self.facts)))


@kind("consents.slip", ANSWER, fleeting=("facts",))
@dataclass(frozen=True, slots=True)
class Slip:
    """The paper to hand back to somebody without Telegram. facts: what it prints, as JSON."""

    facts: str = "{}"

    def screen(self) -> Screen:
        return screen(_("🖨 Le papier à remettre, ou à lire à la personne. Il ne porte ni nom, ni adresse."),
                      attachment=Attachment("papier-a-remettre.pdf", page="papier", facts=json.loads(self.facts)))
