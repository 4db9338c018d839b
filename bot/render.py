"""Words -> text in a language. The only place that escapes HTML; nothing here knows Telegram's classes."""

from __future__ import annotations

import gettext
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from bot.directions import RIGHT_TO_LEFT, isolated, laid_out, runs_left
from rules import markup
from rules.residents import SIMPLE
from rules.screens import Button, Message, Screen
from rules.words import Words, _

LOCALES = Path(__file__).parent.parent / "content" / "locales"
FRENCH_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
FRENCH_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
                 "octobre", "novembre", "décembre")
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLISH_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
                  "October", "November", "December")
HIDDEN = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))
_WITHIN_HOURS = re.compile(r"(?<=\d)\u00a0(?=h\b|min\b)|(?<=\bh)\u00a0(?=\d)")
PLAIN_SPACES = str.maketrans("\u00a0\u202f", "  ")
LIMIT = 4096
PARTIAL = frozenset({"ar"})
"""Languages that cover the first needs: what they do not say is said in French, a whole sentence at a time."""
_NOT_SAID = re.compile(r"\{\w*\}|<[^>]*>|https?://\S+")

MENU: tuple[Words, ...] = (_("🤝 J’ai besoin d’un coup de main"), _("💪 Je peux aider"),
                           _("⏱ Mon heure civique"), _("💡 Le geste du jour"))

def as_screen(message: Message) -> Screen:
    return message if isinstance(message, Screen) else message.screen()


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML text of at most 4,096 UTF-16 units after parsing, and rows of (label, button)."""

    text: str
    rows: tuple[tuple[tuple[str, Button], ...], ...]
    screen: Screen


@dataclass(frozen=True, slots=True)
class Renderer:
    """`extra` maps French texts of the YAML content to another language, by language."""

    extra: Mapping[str, Mapping[str, str]]
    username: str = ""

    def screen(self, message: Message, language: str) -> Rendered:
        shown = as_screen(message)
        text = "\n\n".join(self.html(words, language) for words in shown.text)
        rows = tuple(tuple((self.label(b.label, language), b) for b in row) for row in shown.rows)
        return Rendered(_fit(text), rows, shown)

    def html(self, words: Words, language: str) -> str:
        """Translated, with every value escaped; the words themselves may hold our own tags."""
        if words.marked:
            safe = markup.safe(words.text)
            return typeset(safe) if language in ("fr", SIMPLE) else safe  # spaces alone change, none is in a tag
        if words.quoted:
            return html.escape(self._value(words.text, language), quote=False)
        language = self._spoken(words, language)
        text = self._translate(words, language)
        if not words.values:
            return text
        return text.format_map({k: html.escape(self._value(v, language), quote=False)
                                if not isinstance(v, Words) else self.html(v, language)
                                for k, v in words.values.items()})

    def plain(self, words: Words, language: str) -> str:
        """Translated and filled in, without escaping: for buttons and toasts."""
        if words.marked:
            return markup.plain(words.text)
        if words.quoted:
            return self._value(words.text, language)
        language = self._spoken(words, language)
        text = self._translate(words, language)
        return text.format_map({k: self._value(v, language) for k, v in words.values.items()}) \
            if words.values else text

    def label(self, words: Words, language: str) -> str:
        """Buttons say the same to everybody who reads French: one can show another person where to press."""
        said = self.plain(words, "fr" if language == SIMPLE else language)
        return _WITHIN_HOURS.sub(" ", said)  # one line, which does not break

    def _spoken(self, words: Words, language: str) -> str:
        """The language that says all of it: no sentence holds two. Lines are sentences apart, and choose each."""
        if language not in PARTIAL or _are_lines(words):
            return language
        return language if self._says(words, language) else "fr"

    def _says(self, words: Words, language: str) -> bool:
        if words.quoted:
            return True
        return (not has_words(words.text) or self._text(words, language) not in (words.text, words.plural)) and all(
            self._says(value, language) for value in words.values.values() if isinstance(value, Words))

    def _translate(self, words: Words, language: str) -> str:
        text = self._text(words, language)
        text = text[:1].upper() + text[1:] if words.capital else text
        return laid_out(text) if language in RIGHT_TO_LEFT and not _are_lines(words) else text

    def _text(self, words: Words, language: str) -> str:
        if language == "fr":
            return typeset(words.plural if words.plural and words.count >= 2 else words.text)
        if language == SIMPLE:
            return typeset(_simply(words))
        if words.plural:
            return _catalogue(language).ngettext(words.text, words.plural, words.count)
        if language in PARTIAL:
            return _partly(words.text, language)
        return self.extra.get(language, {}).get(words.text) or _catalogue(language).gettext(words.text)

    def _value(self, value: Any, language: str) -> str:
        match value:
            case Words():
                return self.plain(value, language)
            case datetime():
                return f"{value:%H:%M}"
            case date():
                return day_in_full(value, language)
            case str() if language in RIGHT_TO_LEFT or runs_left(value):
                return isolated(_clean(value))
            case _:
                return _clean(str(value))


@lru_cache(maxsize=4096)
def typeset(text: str) -> str:
    """French spaces: narrow before ; ! ?, no-break before : and inside « », and within hours and durations."""
    text = re.sub(r"(?<=[\d}]) (h|min)\b", "\u00a0\\1", text)
    text = re.sub(r"(?<=\u00a0h) (?=\d\d|\{m)", "\u00a0", text)
    text = re.sub(r" ([;!?])", "\u202f\\1", text)
    return re.sub(r" ([:»])", "\u00a0\\1", text).replace("« ", "«\u00a0")


def _clean(text: str) -> str:
    return text.translate(HIDDEN)


def day_in_full(day: date, language: str) -> str:
    if language in ("fr", SIMPLE):
        number = "1er" if day.day == 1 else str(day.day)
        return f"{FRENCH_DAYS[day.weekday()]} {number} {FRENCH_MONTHS[day.month - 1]}"
    if language == "en":
        return f"{ENGLISH_DAYS[day.weekday()]} {day.day} {ENGLISH_MONTHS[day.month - 1]}"
    return _day_elsewhere(day, language)


@lru_cache(maxsize=512)
def _day_elsewhere(day: date, language: str) -> str:
    from babel.dates import format_date  # only where somebody reads such a language

    return format_date(day, "EEEE d MMMM", locale=language)


def units(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def _fit(text: str) -> str:
    if units(text) <= LIMIT:
        return text
    return html.escape(html.unescape(text)[: LIMIT // 2 - 1], quote=False) + "…"


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """French is the message itself. FileNotFoundError when a translation was not compiled (`make` does it)."""
    return gettext.translation("bot", LOCALES, [language], fallback=language == "fr")


def _are_lines(words: Words) -> bool:
    return "\n" in words.text and not has_words(words.text)


@lru_cache(maxsize=4096)
def has_words(text: str) -> bool:
    """Whether there is something to translate around the values, the marks and the links."""
    return any(c.isalpha() for c in _NOT_SAID.sub("", text))


def _partly(text: str, language: str) -> str:
    """Translated, or as it is. Like the version simple, its catalogue is typed with plain spaces."""
    typed = text.translate(PLAIN_SPACES)
    found = _catalogue(language).gettext(typed)
    return text if found == typed else found


def _simply(words: Words) -> str:
    """In plain words, or as it is. The catalogue is typed with plain spaces, where editors type hard ones."""
    catalogue = _catalogue(SIMPLE)
    if words.plural:
        return catalogue.ngettext(words.text, words.plural, max(words.count, 1))  # in French, none counts as one
    typed = words.text.translate(PLAIN_SPACES)
    found = catalogue.gettext(typed)
    return words.text if found == typed else found


def shipped_languages() -> frozenset[str]:
    """The languages one may choose; the version simple is a way to read French."""
    return frozenset({"fr", *(p.parent.parent.name for p in LOCALES.glob("*/LC_MESSAGES/bot.po"))}) - {SIMPLE}
