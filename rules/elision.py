"""« de Lucas », « d’Odile »: how a French name is joined to what comes before it."""

from __future__ import annotations

import unicodedata

from rules.words import Words, _, quoted

MUTE = frozenset({
    "hadrien", "helena", "helene", "helie", "heliette", "heloise", "henri", "henriette",
    "henry", "herbert", "hermance", "hermine", "herve", "hilaire", "hilda", "hippolyte", "honore", "honorine",
    "horace", "hortense", "hubert", "hugo", "hugues", "huguette", "humbert", "hyacinthe"})
"""First names whose h is not heard."""


def of(name: str) -> Words:
    """The name after « de »; in English the name alone, for « from » or « by »."""
    return _("d’{name}", name=quoted(name)) if elides(name) else _("de {name}", name=quoted(name))


def elides(name: str) -> bool:
    bare = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe").replace("æ", "ae"))
    letters = "".join(c for c in bare if not unicodedata.combining(c)).lstrip()
    if letters[:1] == "y":  # d’Yvonne, de Yasmine
        return letters[1:2] not in ("", *"aeiouy")
    first = letters.replace("-", " ").split(" ")[0]
    return letters[:1] in tuple("aeiou") or first in MUTE
