"""A first name in any script: letters and their marks, and nothing that draws nothing, links or speaks for the town."""

from __future__ import annotations

import re
import unicodedata

from rules.words import Words, _

LONGEST_NAME = 30  # letters: the marks that sit on them are not counted
LONGEST_KEPT = 120
MOST_ACCENTS, MOST_MARKS = 3, 6  # on one letter: « လျှို့ » bears five, what is meant to spill over its line dozens
_BLANK = {*map(chr, (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0x16FE4)),
          *map(chr, range(0x180B, 0x1810)), *map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0))}
_HYPHENS, _APOSTROPHES = "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "'`´‘ʼ′＇"
_ONE_SIGN = str.maketrans(dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_APOSTROPHES, "’"))
_MIDDLE = "·・׳"  # « Gal·la », « ジャン・ポール », « צ׳רלי »
_NAME = r"(?:’?a+(?:[’·]a+)*’?\.?|(?:a\.)+a\.?)"  # « D’Arcy », « Gal·la », « Jos. », « J.P. »
_SHAPE = re.compile(rf"{_NAME}(?:[ -]{_NAME})*")
_SERVICES = frozenset({
    "mairie", "maire", "police", "gendarmerie", "pompiers", "samu", "prefecture", "ccas", "telegram", "admin",
    "administrateur", "administratrice", "administration", "moderateur", "moderatrice", "support", "bot", "officiel"})
_OURS = ("tousvoisins", "toussolidaires")
_ALSO_PEOPLE = frozenset({"nancy", "lourdes", "florence", "eve", "anne", "rose", "ambre", "flore", "vienne"})

LETTERS = _("Écrivez votre prénom avec des lettres, par exemple « Odile ».")
LINK = _("Un point entre deux lettres devient un lien : écrivez votre prénom sans point, par exemple « Odile ».")
SERVICE = _("On croirait lire la mairie ou un service : écrivez votre prénom à vous, par exemple « Odile ».")
OURS = _("C’est mon nom à moi ! Écrivez plutôt votre prénom, par exemple « Odile ».")


def tidy_first_name(text: str) -> str:
    """As it is kept: accents composed, one kind of hyphen and of apostrophe, fancy Latin letters made plain."""
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    plain = "".join(map(_plain_letter, unicodedata.normalize("NFC", seen))).translate(_ONE_SIGN)
    return re.sub(" ?- ?", "-", " ".join(plain.split()))


def proposed_first_name(profile: str, town: str = "") -> str:
    """The first name of somebody's profile without its pictures; empty when it is none we would keep."""
    name = tidy_first_name("".join(c for c in profile if unicodedata.category(c) not in ("So", "Sk", "Cn")
                                   and c not in _BLANK))
    return "" if check_first_name(name, town) else name


def check_first_name(name: str, town: str = "") -> Words | None:
    """What is wrong with a first name, in a sentence. town: how whoever runs this instance is called."""
    name = tidy_first_name(name)
    if sum(not _is_mark(c) for c in name) > LONGEST_NAME or len(name) > LONGEST_KEPT:
        return _("C’est un peu long : {n} lettres au plus.", n=LONGEST_NAME)
    shape = _shape(name)
    if re.search(r"aa\.a|a\.aa", shape):
        return LINK
    if not _SHAPE.fullmatch(shape) or not any(map(_draws, name)) or any(map(_mixed, re.split("[ -]", name))):
        return LETTERS
    return _speaks_for(name, town)


def _plain_letter(c: str) -> str:
    """« ᵉ », « 𝓞 » and « Ｏ » are the letters they look like; those of other scripts stay."""
    plain = unicodedata.normalize("NFKC", c)
    return plain if plain.isascii() and plain.isalpha() else c


def _is_mark(c: str) -> bool:
    return unicodedata.category(c).startswith("M")


def _draws(c: str) -> bool:
    return unicodedata.category(c) in ("Lu", "Ll", "Lt", "Lo")


def _shape(name: str) -> str:
    """« a » for each letter with what it bears, signs as they are, « ? » for all else."""
    shape, accents, marks = "", 0, 0
    for c in name:
        if c in _BLANK:
            return "?"
        if _is_mark(c):
            marks, accents = marks + 1, accents + unicodedata.name(c, "").startswith("COMBINING")
            if not shape.endswith("a") or marks > MOST_MARKS or accents > MOST_ACCENTS:
                return "?"
        else:
            sign = c if c in " -’." else "·" if c in _MIDDLE else "?"
            shape, marks, accents = shape + ("a" if c.isalpha() else sign), 0, 0
    return shape


def _mixed(word: str) -> bool:
    """Latin, Greek and Cyrillic letters in one word: some of them are there to be taken for others."""
    scripts = {unicodedata.name(c, "").split(" ")[0] for c in word if c.isalpha()}
    return len(scripts & {"LATIN", "GREEK", "CYRILLIC"}) > 1


def _speaks_for(name: str, town: str) -> Words | None:
    words, whole = _words(name.casefold().replace("máire", "")), _words(town)
    if any(ours in "".join(words) for ours in _OURS):
        return OURS
    if "mairie" in "".join(words) or _SERVICES & set(words):
        return SERVICE
    called = [whole, whole[whole.index("de") + 1:] if "de" in whole else whole]
    return SERVICE if words and words in called and "".join(words) not in _ALSO_PEOPLE else None


def _words(text: str) -> list[str]:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.findall(r"[^\W\d_]+", bare)
