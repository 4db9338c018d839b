"""Values made ready for paper: no emoji, no control sign, dates in words."""

import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date

from content.kits.facts import Language

DAYS: Mapping[Language, tuple[str, ...]] = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS: Mapping[Language, tuple[str, ...]] = {
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
WRITTEN_SYMBOLS = "°©®™№"
JOINERS_OF_LETTERS = "\u200c"  # Persian words need it
SKIN_TONES = range(0x1F3FB, 0x1F400)
EMOJI_SELECTORS = range(0xFE00, 0xFE10)
KEYCAP = "\u20e3"


def clean(text: str) -> str:
    """One line of writable signs: emoji and invisible signs out, plain blanks collapsed, letters composed."""
    kept = "".join(_kept(sign) for sign in unicodedata.normalize("NFC", text))
    return " ".join(part for part in kept.split(" ") if part)


def _kept(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    if category in ("Cf", "Co", "Cs"):
        return sign if sign in JOINERS_OF_LETTERS else ""
    if category == "So":
        return sign if sign in WRITTEN_SYMBOLS else ""
    is_part = ord(sign) in SKIN_TONES or ord(sign) in EMOJI_SELECTORS or sign == KEYCAP
    return "" if is_part else sign


def day_in_words(day: date, language: Language) -> str:
    """« mardi 1er décembre 2026 », “Tuesday 1 December 2026”."""
    number = "1er" if day.day == 1 and language == "fr" else str(day.day)
    return f"{DAYS[language][day.weekday()]} {number} {month_in_words(day, language)}"


def month_in_words(day: date, language: Language) -> str:
    return f"{MONTHS[language][day.month - 1]} {day.year}"


def printable(value: object, language: Language) -> object:
    """Dataclasses, tuples, text and dates as JSON values, every text cleaned and every date in words."""
    match value:
        case str():
            return clean(value)
        case date():
            return {"day": day_in_words(value, language), "month": month_in_words(value, language)}
        case tuple():
            return [text for text in (printable(item, language) for item in value) if text != ""]
        case _ if is_dataclass(value):
            return {field.name: printable(getattr(value, field.name), language) for field in fields(value)}
        case _:
            return value
