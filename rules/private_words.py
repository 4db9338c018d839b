"""What a note may not tell: health, money, codes, keys, absences, and numbers like those of a code, a card, an IBAN."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Topic(StrEnum):
    HEALTH = "sante"
    MONEY = "argent"
    CODE = "code"
    HOME = "maison"


def folded(text: str) -> str:
    """Lower-case words without accents, one space apart."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare.casefold()))


def _either_number(phrase: str) -> str:
    return " ".join(word + "[sx]?" for word in folded(phrase).split())


@dataclass(frozen=True)
class PrivateWords:
    """Words and phrases by topic, as an editor wrote them. They are found whole, in the singular or the plural."""

    words: Mapping[Topic, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _patterns(self) -> dict[Topic, re.Pattern[str]]:
        return {topic: re.compile(rf"\b(?:{'|'.join(map(_either_number, words))})\b")
                for topic, words in self.words.items() if words}

    def topic_in(self, text: str) -> Topic | None:
        """What this text tells that a note may not; None when it is fine."""
        if holds_code(text):
            return Topic.CODE
        plain = folded(text)
        return next((topic for topic, pattern in self._patterns.items() if pattern.search(plain)), None)


_CARD = re.compile(r"(?<!\d)(?:\d{4}[ .-]?\d{4}[ .-]?\d{4}[ .-]?\d{3,7}|3\d{3}[ .-]?\d{6}[ .-]?\d{5})(?!\d)")
_IBAN = re.compile(r"\b[a-z]{2}\d\d(?:[ .-]?[a-z0-9]{4}){2,7}", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:digicode|code|pin|password|mot de passe)\W{0,4}(?:(?:est|is|c.est)\W{1,3})?[a-z]?\d\w*",
                    re.IGNORECASE)
_SECRET = re.compile(r"\b(?:code (?:secret|bancaire|de (?:ma|la) carte|pin)|pin(?: code)?|password|mot de passe)"
                     r"\W{0,4}(?:(?:est|is|c.est)\W{1,3})?[a-z]?\d\w*", re.IGNORECASE)
_HARMLESS = re.compile("|".join((
    r"(?:\+|\b00)\d(?:[ ./-]?\d){7,13}\b",  # a telephone number, which is dealt with elsewhere
    r"\b0[1-9](?:[ ./-]?\d\d){4}\b",
    r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b",
    r"\b\d{1,2}\s?h\s?\d\d\b",
    r"\b(?:en|de|depuis|année|in|of|since|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|"
    r"décembre)\s(?:19|20)\d\d\b",
    r"\b\d+\s?(?:g|gr|kg|ml|cl|m|m²|km|€)(?!\w)",
    r"\b\d+\s(?:grammes?|litres?|mètres?|euros?|pièces?|pages?|feuilles?|pas|fois|mercis?|grams?|pieces?|sheets?|steps)\b",
)), re.IGNORECASE)
_POSTCODE = re.compile(r"\b\d{5}\s+(?=[A-ZÀ-Ý])|\bcode postal\W{0,3}\d{5}\b")
_BARE = re.compile(r"\b(?=(?:\w*\d){4})\w{4,8}\b")


def _one_spaced(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def holds_bank_secret(text: str) -> bool:
    """A bank card, an IBAN, or a secret code named as such. The code of a street door is none of these."""
    plain = _one_spaced(text)
    return bool(_CARD.search(plain) or _SECRET.search(plain)
                or any(sum(map(str.isdigit, found)) >= 10 for found in _IBAN.findall(plain)))


def holds_code(text: str) -> bool:
    """A bank secret, or four digits and more that are no date, quantity, postcode or telephone number."""
    if holds_bank_secret(text):
        return True
    plain = _one_spaced(text)
    rest = _POSTCODE.sub(" ", plain)
    return bool(_NAMED.search(rest) or _BARE.search(_HARMLESS.sub(" ", rest)))
