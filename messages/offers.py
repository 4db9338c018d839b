"""« Toujours d’accord ? », each quarter; and what comes of silence."""

from __future__ import annotations

from dataclasses import dataclass

from rules.kinds import kind
from rules.manners import Hours, Manner
from rules.screens import Button, Row, Screen, screen
from rules.words import Words, _, lines, n_

MOST_NAMED = 4
MINE: Row = (Button(_("🧰 Mes propositions"), tap="offers"),)


def listed(things: tuple[str, ...]) -> Words:
    """The first few, and how many more."""
    named = [_("• {what}", what=Words(one)) for one in things[:MOST_NAMED]]
    more = len(things) - MOST_NAMED
    return lines(*named, *([n_("et {n} autre", "et {n} autres", more)] if more > 0 else []))


@kind("offers.still", Manner(hours=Hours.WORKDAYS))
@dataclass(frozen=True, slots=True)
class OffersStill:
    """One question a quarter for all of them; things: their labels in the content."""

    things: tuple[str, ...] = ()

    def screen(self) -> Screen:
        named = [listed(self.things)] if self.things else []
        return screen(_("Vous proposez à votre voisinage :"), *named, _("Toujours d’accord ?"),
                      rows=((Button(_("✅ Oui, toujours"), tap="offers.sure"),),
                            (Button(_("✏️ Modifier"), tap="offers.change"),),
                            (Button(_("⏸ Mettre en pause"), tap="offers.rest"),)))


@kind("offers.silent", Manner(hours=Hours.WORKDAYS))
@dataclass(frozen=True, slots=True)
class OffersPaused:
    """Two weeks without an answer: nothing ends without a word."""

    def screen(self) -> Screen:
        return screen(_("Sans réponse de votre part, vos propositions sont en pause. Rien n’est effacé : un appui "
                        "suffit pour les reprendre."),
                      rows=((Button(_("▶ Reprendre"), tap="offers.sure"),), MINE))
