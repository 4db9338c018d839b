"""What the note of a request may not carry: what finds, calls or follows somebody leaves it, and that is said.

A note is written before anybody is chosen, and stays days on a phone. What two people who said yes to each other write
through the bot is no note: a floor or a door is what they have to tell, and it goes 72 hours after the end.
"""

from __future__ import annotations

import re
import unicodedata

from rules.help import NOTE_LENGTH

_SIGN = r"[\s./()·_*‐-―-]"
_TELEPHONE = (rf"(?:\+|\b00|\b)\d(?:{_SIGN}{{0,3}}\d){{7,14}}\b", rf"\b0\d(?:{_SIGN}?,?{_SIGN}?\d){{8}}\b")
_FIGURE = (r"(?:z[ée]ro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|"
           r"vingts?|trente|quarante|cinquante|soixante|septante|huitante|nonante|cent|oh|one|two|three|four|five|"
           r"seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)")
_WORD = rf"{_FIGURE}(?:-(?:et-)?{_FIGURE})*"
_NEXT = rf"(?:[\s,.-]+(?:et\s+)?(?:{_WORD}|\d{{1,2}}))"
_SPELLED = (rf"\b(?:z[ée]ro|oh){_NEXT}{{2,}}\b", rf"\b{_WORD}{_NEXT}{{4,}}\b",
            rf"\b\d{{1,2}}[\s,.-]+{_WORD}{_NEXT}{{3,}}\b")
_WAY = (r"(?:rue|avenue|av|bd|boulevard|all[ée]e|chemin|place|impasse|quai|cours|square|route|passage|r[ée]sidence|"
        r"cit[ée]|sentier|ruelle|faubourg)")
_REPEAT = r"(?:\s?(?:bis|ter|quater|[a-d]))?"
_MONTH = (r"(?:janv|f[ée]v|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c|jan|feb|apr|may|june|july|aug|dec)")
_MEASURE = rf"(?:{_MONTH}|h\b|heures?|min|[ckm]?m\b|k?g\b|euros?|%|€|pour cent|degr|pi[èe]ce|fois|jours?|semaine)"
_ADDRESS = (rf"\b\d{{1,4}}{_REPEAT}\s*,?\s+{_WAY}\b[^.;!?\n]*",
            rf"\b(?:au|n[°o]|num[ée]ro)\s?(?:n[°o]\s?)?\d{{1,4}}(?!\d){_REPEAT}(?![/:.]\d)(?!\w)(?!\s?{_MEASURE})")
_DATES = (rf"(?P<kept>\b(?:du|de)\s\d{{1,2}}(?:er)?\s(?:{_MONTH}\w*\.?\s)?(?:au|à)\s\d{{1,2}}\b|"
          rf"\bjusqu[’']au\s\d{{1,2}}\b)")
_RANK = (r"(?:\d{1,2}\s?(?:er|e|è|[èe]me|i[èe]me)|premier|deuxi[èe]me|second|troisi[èe]me|quatri[èe]me|cinqui[èe]me|"
         r"sixi[èe]me|septi[èe]me|huiti[èe]me|neuvi[èe]me|dixi[èe]me|dernier)")
_DOOR = (r"\b(?:digicode|code|porte|[ée]tage|appartement|appart|appt?|b[âa]timent|b[âa]t|interphone|escalier)\b\W{0,4}"
         r"(?:[a-z]\b|n°?\W?)?\W{0,2}\w?\d\w*",
         rf"\b(?:au\s+)?{_RANK}\s+(?:[ée]tage|(?:à\s+)?(?:gauche|droite|droit|face))\b",
         rf"\bau\s+{_RANK}(?=\s*(?:[,.;:!?)]|$))", r"\brez[- ]de[- ]chauss[ée]e\b",
         r"\b(?:b[âa]timent|b[âa]t|hall)\.?\s+[a-z]\b(?![’'])",
         r"\b(?:sonnez|sonner|sonnette|interphone)\s*(?::|chez|au nom)[^.;!?\n]*")
_CODE = r"\b(?!\d{1,2}h\d\d\b)(?=\w*\d\w*\d\w*\d\w*\d)\w{4,8}\b"
_ENDING = (r"(?:fr|com|net|org|eu|me|info|io|app|be|ch|de|uk|re|gp|mq|nc|pf|yt|pm|wf|bzh|paris|gg|ly|xyz|site|online|"
           r"shop|top|link|click|ru|cn|co|tv|cc|biz|pro|dev|page|club)")
_FOLLOWED = (r"\S+@\S+", r"(?<!\w)@\w{2,}",
             r"\S+\s(?:arobase|arrobase)\s\S+(?:\spoint\s\w+)?", r"(?:https?:|www\.|tg:)\S+",
             rf"\b(?:[\w-]+\.)+{_ENDING}\b(?:[/:?]\S*)?")
_TO_A_GROUP = re.compile("|".join((*_FOLLOWED, *_TELEPHONE, *_SPELLED)), re.IGNORECASE)
_PRIVATE = re.compile("|".join((_DATES, *_FOLLOWED, *_TELEPHONE, *_SPELLED, *_ADDRESS, *_DOOR, _CODE)),
                      re.IGNORECASE)


_HOME = re.compile("|".join((*_ADDRESS, *_DOOR)), re.IGNORECASE)
_SPAN = re.compile(_DATES, re.IGNORECASE)


def names_a_home(text: str) -> bool:
    """A number in a street, a floor, a door, a name on a bell."""
    return bool(_HOME.search(_SPAN.sub(" ", _one_spaced(text))))


def names_dates(text: str) -> bool:
    """« Du 3 au 20 »: said of oneself, it says when nobody is at home."""
    return bool(_SPAN.search(_one_spaced(text)))


def _one_spaced(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def tidy_note(text: str) -> tuple[str, bool]:
    """The note without what looks like a number, a door, a code, an address or a link; and whether something went."""
    plain = _one_spaced(text)
    left = _PRIVATE.sub(lambda found: found["kept"] or "…", plain)
    return left.strip()[:NOTE_LENGTH], left != plain


def leads_elsewhere(text: str) -> bool:
    """A link, an address of the Internet, a name to follow or a number to call, in words that many will read."""
    return bool(_TO_A_GROUP.search(_one_spaced(text)))
