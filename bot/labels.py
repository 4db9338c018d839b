"""Labels typed instead of tapped: those of the question asked, and those that stand under every question."""

from __future__ import annotations

import re

from bot.conversations.kit import Input, Question
from bot.render import Renderer
from bot.turn import Turn

FOOTER = {word: act for act, words in (
    ("cancel", ("annuler", "annule", "tout annuler", "stop", "stop tout", "cancel", "إلغاء", "الغاء")),
    ("back", ("retour", "revenir", "back", "رجوع")),
    ("someone", ("parler à quelquun", "parler a quelquun", "talk to someone",
                 "التحدث مع شخص"))) for word in words}


_LESS_THAN_NOTHING = re.compile(r"\s*[-−–]\s*\d")
"""« -5 » is no « 5 », whatever the button says."""
_SIGNS = re.compile(r"[^\w\s]|_")


def as_tapped(turn: Turn, question: Question, given: Input) -> Input:
    """A label typed as it is read counts as a tap on it."""
    language = turn.person.language
    if given.text is None or _LESS_THAN_NOTHING.match(given.text):
        return given
    shown = Renderer({} if language == "fr" else {language: turn.content.translations(language)})
    typed = plain_words(given.text)
    for option in question.options():
        if typed and typed == plain_words(shown.plain(option.label, language)):
            return Input(value=option.value)
    return given


def plain_words(text: str) -> str:
    return " ".join(_SIGNS.sub("", text.casefold()).split())


def footer_in(text: str) -> str | None:
    """« ✖ Annuler », « Annuler. », « ↩ retour », « stop ! »: whatever stands around the word."""
    return FOOTER.get(plain_words(text))
