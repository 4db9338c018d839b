"""English says everything French says, with the same values and the same marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from bot.render import MENU, Renderer, shipped_languages
from content.catalogue import load
from rules.words import _, n_

PO = Path("content/locales/en/LC_MESSAGES/bot.po")
FIELD, TAG = re.compile(r"\{\w*\}"), re.compile(r"</?\w+[^>]*>")


def messages() -> list[Message]:
    with PO.open("rb") as stream:
        return [message for message in read_po(stream, locale="en") if message.id]


def pairs() -> Iterator[tuple[str, str]]:
    """Each French text with its English: a plural with its plural."""
    for message in messages():
        french = message.id if isinstance(message.id, tuple | list) else (message.id,)
        english = message.string if isinstance(message.string, tuple | list) else (message.string,)
        yield from zip(french, english, strict=True)


def test_there_is_enough_to_translate() -> None:
    assert len(messages()) > 400
    assert "en" in shipped_languages()


def test_nothing_is_left_empty_or_uncertain() -> None:
    missing = [french for french, english in pairs() if not english or not english.strip()]
    assert missing == []
    assert [message.id for message in messages() if message.fuzzy] == []


def test_values_and_marks_are_those_of_the_french() -> None:
    wrong = [(french, english) for french, english in pairs()
             if set(FIELD.findall(french)) != set(FIELD.findall(english))
             and not (set(FIELD.findall(english)) < set(FIELD.findall(french)) and "{n}" in french)]
    assert wrong == []
    assert [(f, e) for f, e in pairs() if sorted(TAG.findall(f)) != sorted(TAG.findall(e))] == []


@pytest.mark.parametrize("french", ["vous", "votre", "merci", "aujourd", "quelqu", "voisin", "appuyez", "écrivez"])
def test_no_french_word_is_left_in_the_english(french: str) -> None:
    """Commands and proper nouns of the programme are French on purpose, and hold none of these."""
    said = [english.replace("Tous Voisins", "") for _french, english in pairs()]
    left = [english for english in said if re.search(rf"(?<!/)\b{french}", english, re.IGNORECASE)]
    assert left == []


def test_the_content_of_the_editors_is_translated_or_said_in_french() -> None:
    renderer = Renderer({"en": load().translations("en")})
    for text in load().translations("en").values():
        assert text.strip()
    assert renderer.plain(MENU[0], "en") != renderer.plain(MENU[0], "fr")


def test_one_and_many_differ() -> None:
    one, many = (Renderer({}).plain(n_("Il faut au moins {n} lettre.", "Il faut au moins {n} lettres.", n), "en")
                 for n in (1, 3))
    assert one != many
    assert "3" in many
    assert Renderer({}).plain(_("jamais traduit"), "en") == "jamais traduit"
