"""The food card, asked of whoever passes food on: until when it is eaten, what it holds, how it was kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.conversations.kit import Choice, Day, Flow, Option, Text
from rules.food import (
    COLD,
    DAYS_AHEAD,
    NO_ALLERGENS,
    NONE_OF_THEM,
    NOT_COLD,
    SOME,
    UNKNOWN,
    Cold,
    FoodCard,
    allergens_problem,
    read_allergens,
)
from rules.words import Words, _

WHICH = _("Lesquels ? Gluten, lait, œufs, fruits à coque, arachides, soja, poisson, crustacés, mollusques, céleri, "
          "moutarde, sésame, sulfites, lupin. Par exemple « lait, gluten ».")


@dataclass(frozen=True, slots=True)
class NotPassedOn:
    """Nothing was published; why, in one sentence."""

    why: Words


def food(today: date) -> Flow:
    """A FoodCard, or NotPassedOn."""
    eat_by = yield Day("eat", _("À manger jusqu’à quel jour ?"), today, DAYS_AHEAD, today=today)
    known = yield Choice("allergens", _("Des allergènes ? C’est obligatoire. L’étiquette les écrit en gras."), [
        Option(SOME, _("⚠️ Oui, je les écris")), Option(NONE_OF_THEM, _("✅ Aucun des 14")),
        Option(UNKNOWN, _("❓ Je ne sais pas"))])
    if known == UNKNOWN:
        return NotPassedOn(NO_ALLERGENS)
    named: tuple[str, ...] = ()
    if known == SOME:
        named, _strange = read_allergens((yield Text("which", WHICH, 200, 3, check=allergens_problem)))
    cold = Cold((yield Choice("cold", _("Comment est-ce gardé ?"), [
        Option(one.value, words) for one, words in COLD.items()])))
    return NotPassedOn(NOT_COLD) if cold is Cold.BROKEN else FoodCard(eat_by, named, cold)
