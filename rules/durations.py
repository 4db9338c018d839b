"""Durations and hours of the night as people say them: « une heure et demie », « trois quarts d’heure », « 21-8 »."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_UNITS = ("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
          "treize", "quatorze", "quinze", "seize")
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50}
_NUMBERS = {word: n for n, word in enumerate(_UNITS)} | _TENS | {
    "une": 1, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "ten": 10, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50}
_H, _MIN = r"(?:heures?|hours?|h)", r"(?:minutes?|mins?|mn|m)"
_ABOUT = re.compile(r"^(?:(?:environ|a peu pres|presque|pres de|about|around|disons|pendant|ca fait|c etait) )+|"
                    r"(?<=une )(?:bonne|petite) (?=heure)|(?: (?:environ|a peu pres|max|maximum|about|merci))+$")
_FRACTIONS = (
    (r"demi(?:e)?(?: d)?(?: |-)?heure|half an hour|half hour|1/2 ?h(?:eures?)?", 30),
    (r"trois quarts d heure|3/4 (?:d )?h(?:eures?)?|3 quarts d heure|three quarters of an hour", 45),
    (r"quart d heure|1/4 (?:d )?h(?:eures?)?|quarter of an hour", 15),
)
_MORE = {"et demi": 30, "et demie": 30, "1/2": 30, "et 1/2": 30, "and a half": 30, "et quart": 15, "et un quart": 15,
         "1/4": 15, "3/4": 45, "et trois quarts": 45, "trois quarts": 45, "moins le quart": -15}


@dataclass(frozen=True, slots=True)
class Unclear:
    """Minutes or hours? A bare small number could be either."""

    number: int


def read_minutes(text: str) -> int | Unclear | None:
    """« 1h30 » and « une heure et demie » are 90, « trois quarts d’heure » 45, « 1,5 h » 90; « 2 » is Unclear.

    None when it is no duration.
    """
    words = _spelled(text)
    fraction = re.sub(r"^(?:une?|a|1) (?=demi|quart|half)", "", words)
    for pattern, minutes in _FRACTIONS:
        if re.fullmatch(pattern, fraction):
            return minutes
    words = _in_digits(words)
    if found := re.fullmatch(rf"(\d{{1,2}}) ?(?:{_H}|:) ?(\d{{1,2}}) ?(?:{_MIN})?", words):
        return int(found[1]) * 60 + int(found[2]) if int(found[2]) < 60 else None
    if found := re.fullmatch(rf"(\d{{1,2}}) ?{_H} ?(?:et )?(\d{{1,2}}) ?{_MIN}", words):
        return int(found[1]) * 60 + int(found[2]) if int(found[2]) < 60 else None
    if (found := re.fullmatch(rf"(\d{{1,2}}) ([13]/[24]) ?{_H}", words)) and found[2] in _MORE:
        return int(found[1]) * 60 + _MORE[found[2]]
    if (found := re.fullmatch(rf"(\d{{1,2}}) ?{_H} (\D.*|\d/\d)", words)) and found[2] in _MORE:
        return int(found[1]) * 60 + _MORE[found[2]]
    if found := re.fullmatch(rf"(\d{{1,2}}(?:\.\d{{1,2}})?) ?{_H}", words):
        return round(float(found[1]) * 60)
    if found := re.fullmatch(rf"(\d{{1,3}}) ?{_MIN}", words):
        return int(found[1])
    if found := re.fullmatch(r"\d{1,3}", words):
        number = int(words)
        return Unclear(number) if number <= 12 else number
    return None


def _spelled(text: str) -> str:
    """Lower case, no accent, fractions as 1/2, one space between words, no closing sign."""
    bare = unicodedata.normalize("NFKD", re.sub("[¼½¾]", r" \g<0>", text.casefold())).replace("\u2044", "/")
    bare = "".join(c for c in bare if not unicodedata.combining(c)).replace(",", ".")
    bare = re.sub(r"(?<!\d)\.|\.(?!\d)|[^0-9a-z/:. -]", " ", bare)
    bare = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", bare)
    words = " ".join(bare.split())
    return _ABOUT.sub("", words)


def _in_digits(words: str) -> str:
    """« quarante cinq minutes » is « 45 minutes »."""
    words = re.sub(r"\bet (?=une?\b(?! quart))", "", words)
    words = re.sub(r"\b(vingt|trente|quarante|cinquante|twenty|thirty|forty|fifty) (\w+)",
                   lambda m: str(_NUMBERS[m[1]] + _NUMBERS[m[2]]) if _NUMBERS.get(m[2], 10) < 10 else m[0], words)
    return re.sub(r"(?<!un )\b[a-z]+\b(?= ?(?:h|heures?|hours?|m|mn|mins?|minutes?)\b)|(?<=heure )[a-z]+$|"
                  r"(?<=heures )[a-z]+$",
                  lambda m: str(_NUMBERS[m[0]]) if m[0] in _NUMBERS else m[0], words)


_CLOCK = r"(minuit|midi|midnight|noon|\d{1,2}(?: ?(?:heures?|h|:) ?(?:\d\d)?)?(?: du matin| du soir)?)"
_NIGHT = re.compile(rf"(?:(?:de|entre|from|between|silence|la nuit) )*{_CLOCK} ?(?:-|a|et|jusqu a|to|and|until|/| ) ?"
                    rf"{_CLOCK}")
_NAMED = {"minuit": 0, "midnight": 0, "midi": 12, "noon": 12}


def read_hours(text: str) -> str | None:
    """« 21h-8h30 », « 21-8 », « minuit-7h », « de 21h à 8h » as "21:00-08:30"; None when they are no two hours."""
    bare = re.sub(r"[\u2010-\u2015>]+", "-", text)
    found = _NIGHT.fullmatch(re.sub(r" ?- ?", "-", _spelled(bare)))
    hours = [_clock(part) for part in found.groups()] if found else []
    if not hours or None in hours or hours[0] == hours[1]:
        return None
    return f"{hours[0]}-{hours[1]}"


def _clock(typed: str) -> str | None:
    if typed in _NAMED:
        return f"{_NAMED[typed]:02}:00"
    numbers = re.findall(r"\d+", typed)
    hour, minute = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 0
    if typed.endswith("soir") and hour < 12:
        hour += 12
    hour = 0 if (hour, minute) == (24, 0) else hour
    return f"{hour:02}:{minute:02}" if hour <= 23 and minute <= 59 else None
