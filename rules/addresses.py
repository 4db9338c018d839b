"""A typed address without the home: what is left is a street or a place name, and where it may be.

Nothing that leads to a door is kept, wherever it stands: numbers, « bis », flats, floors, codes, « chez Petit ».
A number stays only where it belongs to a name: a date, a numbered road, « des 3 Moulins », « de la 2e DB ».
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rules.streets import LONGEST, full_kind, plain

MOST_WORDS, MOST_LETTERS = 9, 60
_HELD = 0xE000
_KINDS = (
    r"rue|r\.?|avenue|ave?\.?|boulevard|boul\.?|bl?v?d\.?|place|pl\.?|placette|all[ée]es?|all\.?|impasse|imp\.?|chemin|"
    r"che?m?\.?|route|rte\.?|quai|cours|crs\.?|square|sq\.?|passage|faubourg|fb?g\.?|r[ée]sidence|r[ée]s\.?|cit[ée]|sente|"
    r"sentier|ruelle|venelle|voie|esplanade|promenade|hameau|ham\.?|lotissement|lot\.?|mont[ée]e|clos|mail|immeuble|domaine|"
    r"rond[- ]point|quartier|parvis|traverse|lieu[- ]?dit|galerie|chauss[ée]e|corniche")
KIND = re.compile(rf"(?<![\w’-])(?:{_KINDS})(?=\s+[^\s,])", re.IGNORECASE)
_MONTH = (r"(?:janv(?:ier)?|f[ée]vr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[ûu]t|sept(?:embre)?|oct(?:obre)?|"
          r"nov(?:embre)?|d[ée]c(?:embre)?)\b\.?")
_NAMED = re.compile(
    rf"\b\d{{1,2}}(?:er)?[\s-]+{_MONTH}(?:[\s-]+\d{{4}}\b)?|"
    r"\b(?:route|chemin|voie|rd|rn|d[ée]partementale|nationale|d|n)\s*\d{1,4}[a-z]?\b(?!\s*(?:bis|ter)\b)|\ball[ée]e\s\d{1,3}$|"
    r"(?<=des\s)\d{1,3}(?=\s[^\W\d])|(?<=les\s)\d{1,3}(?=\s[^\W\d])|"
    r"(?:(?<=du\s)|(?<=de la\s)|(?<=de l’)|(?<=des\s))\d{1,3}\s?(?:er|[èe]re?|[èe]me|e|nde?)(?=\s[^\W\d])",
    re.IGNORECASE)
_UNITS = "une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?"
_SPELLED = rf"(?:{_UNITS}|trente|quarante|cinquante|soixante|cent)(?:[\s-](?:et[\s-])?(?:{_UNITS}))*"
_NO = r"(?:n\s?[°º]|num[ée]ro|nr|no\.?(?=\s?\d))"
_SIDE = r"gauche|droite|droit|face|fond|milieu"
_ARG = rf"(?:{_NO}\s?)?(?:[a-z]?\d+\s?[a-z]?\d*|[a-z](?![\w’'])|{_SIDE}|{_SPELLED}(?!\w))"
_INSIDE = re.compile("|".join((
    rf"(?<!\w)chez(?!\w)(?:(?!\s(?:{_KINDS})\s)[^,;\d])*",
    r"\b(?:digicode|interphone|sonnette|sonner|sonnez|code)\b[^,;]*",
    rf"\b(?:b[âa]t(?:iment)?|esc(?:alier)?|app(?:t|art|artement)?|apt|[ée]tage|porte|bo[îi]te(?:\saux\slettres)?|bp|cs|cedex|lot|"
    rf"entr[ée]e|hall|bloc|tour|studio|chambre|logement|cage|pavillon|maison|ch|villa|immeuble)\b\.?\s*{_ARG}(?!\w)",
    r"\b(?:\d{1,2}\s?(?:er|[èe]re?|[èe]me|e|nde?)?|premier|deuxi[èe]me|second|troisi[èe]me|quatri[èe]me|cinqui[èe]me|"
    r"sixi[èe]me|dernier)\s+(?:[ée]tage|et\.?)\b",
    rf"\b\d{{1,2}}\s?(?:er|[èe]re?|[èe]me|e|nde?)(?=\s+(?:{_SIDE})\b|\s*(?:,|$))",
    r"\brez[- ]de[- ](?:chauss[ée]e|jardin)\b|\brdc\b|\b(?:cedex|[ée]tages?|appartement|appt|studio)\b",
    rf"\b(?:(?:au|à|de|sur)\s+)?(?:(?:la|le)\s+)?(?:{_SIDE})(?:\s+de\s+(?:la\s+)?cour|\s+du\s+couloir)?\s*(?=,|$)",
    r"\bfond de cour\b",
    rf"{_NO}\s*(?:{_SPELLED}|\d+)(?!\w)(?:\s?(?:bis|ter|quater)\b)?",
    r"\S*(?:@|https?:|www\.|t\.me|\w\.\w{2,})\S*",
)), re.IGNORECASE)
_REPEAT = r"(?:\s?(?:bis|ter|quater|quinquies)\b|\s?[a-h](?![\w’'.]))?"
_NUMBER = re.compile(rf"(?<!\w)(?:\d{{1,4}}(?!\d){_REPEAT}(?:\s?(?:[-/&+,]|et|à|ou)\s?(?=\d))?)+|\b\d[\w-]*\b",
                     re.IGNORECASE)
_POSTCODE = re.compile(r"(?<!\d)(?:F-?)?(\d{2})\s?(\d{3})(?!\d)")
_CHATTER = re.compile(
    r"^(?:(?:bonjour|bonsoir|salut|oui|alors|donc|euh?|moi|c(?:’|e\s?)est|mon adresse(?: est)?|adresse|"
    r"j(?:’|e )?habite|je (?:vis|suis|loge|demeure|r[ée]side)|j’y habite|(?:nous|on) (?:habit(?:ons|e)|vi(?:vons|t))|"
    r"situ[ée]e?|i live|tout pr[èe]s|pr[èe]s|à c[ôo]t[ée]|au bout|en face)(?![\w’])[\s:!.-]*)+", re.IGNORECASE)
_LINKING = re.compile(r"^(?:(?:au|aux|à|a|en|dans|sur|de|du|at|in)(?:\s+|$))+", re.IGNORECASE)
_COUNTRY = re.compile(r"(?:^|,\s*|(?<!\bde)(?<!\bla)\s+)\(?france\)?\.?\s*$", re.IGNORECASE)
_HOMES = frozenset({"ferme", "mas", "maison", "maisons", "manoir", "chateau", "appartement", "pavillon", "gite",
                    "chalet"})
_NO_PLACE = frozenset({
    "bonjour", "bonsoir", "salut", "coucou", "oui", "non", "ok", "okay", "merci", "moi", "ici", "test", "aide", "help",
    "rien", "aucun", "aucune", "maison", "domicile", "chez", "hello", "yes", "no", "sais", "pas", "vous", "toi", "quoi",
    "pourquoi", "comment", "stop"})
_ENDS_SPELLED = re.compile(rf"(?<!\bdes)(?<!\bdu)(?<!\bles)(?<!\bla)(?:\s+(?:au|à))?\s+{_SPELLED}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece between commas: a street when one is named there, and what stands before and after it."""

    before: str
    street: str
    after: str
    postcode: str = ""


def parts_of(text: str) -> tuple[Part, ...]:
    """What was typed, home left out, in its pieces; none is empty."""
    text = re.sub("[\ue000-\uf8ff]", " ", unicodedata.normalize("NFKC", text[:LONGEST]))
    text = text.replace("'", "’").replace("ʼ", "’")
    text = " ".join(re.sub(r"[()\n;|•–—]|\s-\s", ", ", text).split())
    text = _CHATTER.sub("", _COUNTRY.sub("", _COUNTRY.sub("", text)))
    pieces = [piece for piece in (_INSIDE.sub(" , ", text)).split(",") if piece.strip()]
    found: list[Part] = []
    for piece in pieces:
        found += _parted(piece)
    return tuple(found)


def _parted(piece: str) -> list[Part]:
    postcode = _POSTCODE.search(piece)
    if postcode:
        ahead = _parted(piece[:postcode.start()])
        return [*ahead, Part("", "", _bare(piece[postcode.end():]), postcode[1] + postcode[2])]
    names: list[str] = []

    def set_aside(found: re.Match[str]) -> str:
        names.append(found[0])
        return chr(_HELD + len(names))

    def back(found: re.Match[str]) -> str:
        return names[ord(found[0]) - _HELD - 1]

    pieces = [re.sub("[\ue001-\ue0ff]", back, one) for one in _NUMBER.split(_NAMED.sub(set_aside, piece))]
    return [part for part in map(_part, pieces) if part]


def _part(piece: str) -> Part | None:
    piece = piece.strip(" ,.:!?-/")
    found = KIND.search(piece)
    if found is None:
        return Part("", "", _bare(piece)) if _bare(piece) else None
    street = _tidy(piece[found.start():])
    return Part(_bare(piece[:found.start()]), full_kind(street), "") if " " in street else None


def _bare(piece: str) -> str:
    return _CHATTER.sub("", " ".join(piece.split()).strip(" ,.:!?-/"))


def unlinked(piece: str) -> str:
    return _LINKING.sub("", piece).strip()


def _tidy(street: str) -> str:
    kept = re.sub(r"[^\w\s’.-]+", " ", street)
    words = " ".join(re.sub(r"(?<=\w{3})\.", " ", kept).split()[:MOST_WORDS])
    words = _ENDS_SPELLED.sub("", words)
    return re.sub(r"(?:\s+(?:au|aux|à|n°|numéro))+$", "", words[:MOST_LETTERS], flags=re.IGNORECASE).rstrip(" -.’")


def is_name(words: str) -> bool:
    """Whether words without a kind of street may still name a place: « Les 3 Moulins », never « oui » nor a home."""
    typed = plain(words).split()
    return (0 < len(typed) <= 5 and not _NO_PLACE & set(typed) and not _HOMES & set(typed[:2])
            and sum(map(str.isalpha, words)) >= 3 and len(words) <= MOST_LETTERS)
