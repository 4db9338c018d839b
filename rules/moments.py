"""Moments of a day as people say them: « vers 15 h », « en fin de journée », « midi »."""

from __future__ import annotations

import re
import unicodedata

from rules.help import Slot
from rules.said_in_arabic import in_french

NOON, EVENING_BEGINS, NIGHT, DAWN = 12, 17, 22, 5
_PARTS = {"matinee": Slot.MORNING, "matin": Slot.MORNING, "apres midi": Slot.AFTERNOON, "aprem": Slot.AFTERNOON,
          "soiree": Slot.EVENING}
_H = r" ?(?:h(?:eures?)?(?![a-z])|:)"
_SAID: tuple[tuple[re.Pattern[str], Slot], ...] = tuple((re.compile(rf"\b(?:{words})\b"), slot) for words, slot in (
    (r"(?:en )?fin de (?:la )?(?:journee|aprem)|(?:a la )?tombee du jour|end of (?:the )?day", Slot.EVENING),
    (r"(?:en )?fin de (?:la )?matinee|avant midi|before noon|(?:en )?debut de (?:la )?journee|tot|(?:de )?bonne heure",
     Slot.MORNING),
    (r"toute la journee|dans la journee|n importe quand|peu importe|(?:quand|comme) (?:vous|tu) \w+|a tout moment|"
     r"la journee|journee|all day|any ?time|whenever", Slot.ANY),
    (r"(?:en )?(?:fin|debut|milieu|plein)(?: d| de l)? (?:apres midi|aprem)|apres midi|aprem|ap midi|afternoon",
     Slot.AFTERNOON),
    (r"(?:en |dans )?(?:debut de )?(?:la )?soiree|soir|evening|tonight", Slot.EVENING),
    (r"(?:en |dans )?(?:debut de )?(?:la )?matinee|matin|morning", Slot.MORNING),
    (r"midi|noon|lunch ?time", Slot.AFTERNOON),
))
_AT = re.compile(
    rf"\b(?:(?:vers|a|apres|avant|des|autour de|entre|aux alentours de|a partir de|de|at|around|about) )*"
    rf"(?<![\d/:.-])(?:\d{{1,2}} ?[-a] ?(?=\d{{1,2}}{_H}))?(?P<hour>\d{{1,2}}){_H}(?: ?(?P<past>\d\d))?"
    rf"(?: (?:et )?(?:demie?|quart))?(?: ?(?:-|a|et|ou|/) ?\d{{1,2}}{_H}(?: ?\d\d)?)?"
    r"(?P<half> (?:du matin|du soir|de l apres midi))?(?! ?[:\d])")
_AROUND = re.compile(r"(?:(?:le|la|l|a|en|ce|cet|cette|dans|vers|plutot|pour|moi|ca|c|est|d|accord|ok|oui|s|il|vous|"
                     r"plait|merci|de|du|the|in|on|please|si|possible|environ|apres|avant|heure)(?: |$))*")
_ENGLISH_AT = re.compile(r"\b(?:(?:at|around|about) )?(?P<hour>\d{1,2})(?::(?P<past>\d\d))? ?(?P<half>am|pm)\b")


def simple(text: str) -> str:
    """Lower case without accents, apostrophes or signs; dots and hyphens stay between digits only."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", in_french(text).casefold()) if not unicodedata.combining(c))
    bare = re.sub(r"[^0-9a-z/:.-]+", " ", bare)
    bare = re.sub(r"(?<!\d)[.:/-]|[.:/-](?!\d)", " ", bare)
    return " ".join(bare.split())


def slot_of(hour: int) -> Slot | None:
    """The moment an hour falls in; None for one at which nobody is asked anything."""
    if not DAWN <= hour < NIGHT:
        return None
    return Slot.MORNING if hour < NOON else Slot.AFTERNOON if hour < EVENING_BEGINS else Slot.EVENING


def part_moment(words: str) -> tuple[str, Slot | None]:
    """`simple` words without what they say of a moment, and that moment."""
    for pattern in (_AT, _ENGLISH_AT):
        if found := pattern.search(words):
            hour = _hour(found)
            if hour is not None:
                return _cut(words, found), slot_of(hour)
    for pattern, slot in _SAID:
        if found := pattern.search(words):
            return _cut(words, found), slot
    return words, None


def read_moment(text: str) -> Slot | None:
    """The one moment these words mean; None when they mean none, or something else besides."""
    words = simple(text[:80])
    if re.fullmatch(r"\d{1,2}", words):
        return slot_of(int(words)) if int(words) > 6 else None
    rest, slot = part_moment(words)
    return slot if _AROUND.fullmatch(rest) else None


def _hour(found: re.Match[str]) -> int | None:
    hour, half = int(found["hour"]), (found["half"] or "").strip()
    if hour > 24 or int(found["past"] or 0) > 59:
        return None
    late = half in ("pm", "du soir", "de l apres midi")
    return (hour + 12 if late and hour < 12 else 0 if half == "am" and hour == 12 else hour) % 24


def _cut(words: str, found: re.Match[str]) -> str:
    return " ".join((words[:found.start()] + " " + words[found.end():]).split())
