"""The card of food that passes from hand to hand: until when, what it holds, how it was kept. Never without it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.words import Words, _, lines, n_, quoted

SOME, NONE_OF_THEM, UNKNOWN = "oui", "aucun", "inconnu"
DAYS_AHEAD = 365


class Cold(StrEnum):
    """How it is kept. BROKEN: not always as it should have been; then it is not passed on."""

    FRESH = "frais"
    FROZEN = "congele"
    DRY = "sec"
    BROKEN = "rompu"


ALLERGENS: Mapping[str, Words] = {
    "gluten": _("Gluten"), "lait": _("Lait"), "oeufs": _("Œufs"), "coques": _("Fruits à coque"),
    "arachides": _("Arachides"), "soja": _("Soja"), "poissons": _("Poissons"),
    "crustaces": _("Crustacés"), "mollusques": _("Mollusques"), "celeri": _("Céleri"),
    "moutarde": _("Moutarde"), "sesame": _("Sésame"), "sulfites": _("Sulfites"), "lupin": _("Lupin")}
"""The fourteen that European law has everybody name."""
COLD: Mapping[Cold, Words] = {
    Cold.FRESH: _("❄ Toujours au frais"), Cold.FROZEN: _("❄ Congelé"), Cold.DRY: _("🥖 Rien à garder froid"),
    Cold.BROKEN: _("❓ Pas toujours au frais")}
KEPT: Mapping[Cold, Words] = {
    Cold.FRESH: _("❄ Gardé au frais"), Cold.FROZEN: _("❄ Congelé"), Cold.DRY: _("🥖 Se garde sans froid")}
_HEARD: Mapping[str, str] = {
    "gluten": "gluten ble farine pain pate seigle orge avoine epeautre wheat flour",
    "lait": "lait laitier lactose beurre creme fromage yaourt milk butter cheese cream",
    "oeufs": "oeuf mayonnaise egg", "coques": "coque noix noisette amande pistache cajou nut almond hazelnut walnut",
    "arachides": "arachide cacahuete peanut", "soja": "soja tofu soy soya", "poissons": "poisson thon saumon fish",
    "crustaces": "crustace crevette crabe homard shellfish shrimp",
    "mollusques": "mollusque moule huitre escargot mollusc calamar", "celeri": "celeri celery",
    "moutarde": "moutarde mustard", "sesame": "sesame tahini", "sulfites": "sulfite vin sulphite wine",
    "lupin": "lupin"}
_BY_WORD = {word: code for code, words in _HEARD.items() for word in words.split()}
_SMALL = frozenset(("a", "au", "aux", "de", "des", "du", "d", "l", "le", "la", "les", "et", "en", "avec", "contient",
                    "traces", "trace", "un", "une", "fruit", "and", "of", "the", "with"))
NO_ALLERGENS = _("Sans les allergènes, on ne publie pas : quelqu’un pourrait en tomber malade. L’étiquette, ou qui a "
                 "cuisiné, le dit.")
NOT_COLD = _("Si le froid a manqué, on ne partage pas : c’est plus sûr pour tout le monde. Merci d’y avoir pensé.")


@dataclass(frozen=True, slots=True)
class FoodCard:
    """allergens: of ALLERGENS; none of them where nothing is named, and somebody said so."""

    eat_by: date
    allergens: tuple[str, ...]
    cold: Cold

    @property
    def listed(self) -> str:
        return " ".join(self.allergens)


def read_allergens(text: str) -> tuple[tuple[str, ...], str]:
    """« beurre, farine et noix » is ((gluten, lait, coques), ""); else the first word that names none of them."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    words = re.findall(r"[^\W\d_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    found: set[str] = set()
    for word in words:
        code = _BY_WORD.get(word) or _BY_WORD.get(word.removesuffix("s")) or _BY_WORD.get(word.removesuffix("x"))
        if code:
            found.add(code)
        elif word not in _SMALL and word.removesuffix("s") not in _SMALL:
            return (), word
    return tuple(code for code in ALLERGENS if code in found), ""


def allergens_problem(text: str) -> Words | None:
    found, strange = read_allergens(text)
    if strange:
        return _("Je n’ai pas reconnu « {word} ». Écrivez par exemple « lait, gluten ».", word=quoted(strange))
    return None if found else _("Écrivez par exemple « lait, gluten ».")


def told(eat_by: date, allergens: str, cold: str) -> Words:
    """The card as it is read. allergens: their codes, separated by spaces."""
    named = [ALLERGENS[code] for code in allergens.split() if code in ALLERGENS]
    kept = [KEPT[Cold(cold)]] if cold in set(KEPT) else []
    holds = _("⚠️ Allergènes : {list}", list=joined(named)) if named else _("⚠️ Aucun des 14 allergènes")
    return lines(_("📅 À manger jusqu’au {day}", day=eat_by), holds, *kept)


def joined(words: list[Words]) -> Words:
    return Words(", ".join(f"{{a{n}}}" for n in range(len(words))), {f"a{n}": one for n, one in enumerate(words)})


def parts(count: int) -> Words:
    return n_("{n} part", "{n} parts", count)
