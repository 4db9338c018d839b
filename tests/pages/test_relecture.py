"""The proof-reading kit: thirty screens as the bot says them, to be ticked by the people concerned."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.render import LOCALES, PLAIN_SPACES
from content.pages.press import print_page
from tools.falc import Shown, facts, screens, sentences
from tools.texts import gathered

ROOT = Path(__file__).parents[2]
SCREENS = screens()
# What people of the samples typed or chose: a whole line that no catalogue holds.
VALUES = {"12 allée des Peupliers", "mercredi 25 novembre, le matin", "« du pain, merci »", "Odile : 06 39 98 12 34",
          "Odile : Bâtiment B, 2e étage", "Faire une course, samedi 5 décembre, le matin", "Des courses, environ 1 h"}
FIELD = re.compile(r"\{\w*\}")
TAG = re.compile(r"</?\w[^>]*>")


def forms() -> Iterator[str]:
    """French of the code, and its version simple."""
    with (LOCALES / "simple" / "LC_MESSAGES" / "bot.po").open("rb") as stream:
        simple = read_po(stream, locale="fr")
    for message in gathered():
        yield from (message.id,) if isinstance(message.id, str) else message.id
    for message in simple:
        yield from (message.string,) if isinstance(message.string, str) else message.string


@pytest.fixture(scope="module")
def catalogue() -> list[re.Pattern[str]]:
    """One pattern a sentence; what is hardly more than a value would match anything, and is left out."""
    found = set()
    for form in forms():
        for name in ("Zzz", "zzz"):  # a sentence may begin with a name
            for one in sentences(FIELD.sub(name, TAG.sub("", form)).translate(PLAIN_SPACES)):
                if sum(map(str.isalpha, re.sub("[Zz]zz", "", one))) >= 4:
                    found.add(re.sub("[Zz]zz", ".+", re.escape(one)))
    return [re.compile(one) for one in found]


def test_each_sentence_is_one_of_the_catalogue(catalogue: list[re.Pattern[str]]) -> None:
    said = {sentence.translate(PLAIN_SPACES) for screen in SCREENS for sentence in screen.sentences}
    assert {one for one in said if not any(pattern.fullmatch(one) for pattern in catalogue)} <= VALUES
    source = (ROOT / "tools" / "falc.py").read_text("utf-8")
    assert {one for one in said - VALUES if one in source} == set(), "printed from the catalogue, never copied"


def test_thirty_screens_two_a_page_each_sentence_with_its_boxes(tmp_path: Path) -> None:
    assert len(SCREENS) == len({(s.place, s.sentences, s.buttons) for s in SCREENS}) == 30
    assert all(isinstance(s, Shown) and s.sentences for s in SCREENS)
    (tmp_path / "page.pdf").write_bytes(print_page("relecture", facts(date(2026, 11, 28))))
    pages = [" ".join(page.split()) for page in subprocess.run(
        ["pdftotext", "-layout", "page.pdf", "-"], cwd=tmp_path, capture_output=True, text=True,
        check=True).stdout.split("\f")][:-1]
    assert len(pages) == 17
    assert [re.findall(r"Écran (\d+)", page) for page in pages[2:]] == [[str(n), str(n + 1)] for n in range(1, 31, 2)]
    read = " ".join(pages[2:])
    assert read.count("Je propose") == sum(len(s.sentences) for s in SCREENS)
    assert len(re.findall(r"\boui +non\b", read)) == sum(len(s.sentences) + bool(s.buttons) for s in SCREENS)
    assert "Vous relisez avec nous" in pages[0]
    assert "Pour la personne qui accompagne" in pages[1]


def test_nobody_says_falc_before() -> None:
    assert [form for form in forms() if "FALC" in form or "facile à lire" in form.lower()] == []
    sheet = (ROOT / "content" / "pages" / "relecture.typ").read_text("utf-8")
    assert sheet.count("FALC") == 1
    assert "personne ne dit « FALC »" in sheet
