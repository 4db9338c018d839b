"""Who reads English sees English, set as English is, on buttons that fit a telephone. All people are fictional."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from tests.bot.scenes import install
from tests.docs.conftest import ROOT
from tests.pilots import Pilot, Street

LONGEST = 24
FRENCH = re.compile(r"«|\u202f|\u00a0[:»]|\w'\w| [?!;:](?!\w)|\b(?:vous|votre|pour|dans|une|cette|est|pas|merci)\b",
                    re.IGNORECASE)
COMMANDS = re.compile(r"/\w+|https?://\S+")
with (ROOT / "content" / "locales" / "en" / "LC_MESSAGES" / "bot.po").open("rb") as stream:
    ENGLISH = {(m.id if isinstance(m.id, str) else m.id[0]): m.string for m in read_po(stream, locale="en") if m.id}


def forms(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list | tuple) else ()


def labels() -> Iterator[str]:
    """The French of every button and option written in the code."""
    for path in sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "rules").rglob("*.py")]):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("Button", "Option"):
                for said in ast.walk(call):
                    if (isinstance(said, ast.Call) and isinstance(said.func, ast.Name) and said.func.id == "_"
                            and isinstance(said.args[0], ast.Constant)):
                        yield str(said.args[0].value)


def test_labels_are_short_in_english_too() -> None:
    found = {ENGLISH[label] for label in labels() if label in ENGLISH}
    assert len(found) > 100
    assert [label for label in found if len(re.sub(r"\{\w+\}", "xx", str(label))) > LONGEST] == []


def test_english_is_set_as_english_is() -> None:
    said = [text for value in ENGLISH.values() for text in forms(value)]
    assert [text for text in said if FRENCH.search(COMMANDS.sub("", text))] == []


def ask(pilot: Pilot) -> None:
    pilot.menu(0)
    for label in ("Shopping", "Do some shopping", "Tomorrow", "Morning", "Publish"):
        pilot.press(label)


@pytest.fixture
def ann(street: Street) -> Pilot:
    """Ann reads English, in a French street where Bob says yes to her."""
    karim, ann, bob, lilas = (street.person("Karim"), street.person("Ann", "en"), street.person("Bob", "en"),
                              street.group("Les Lilas"))
    install(lilas, karim)
    for pilot in (ann, bob):
        pilot.press("Je participe", lilas)
        for label in (pilot.first_name, "That is all", "That is all", "18 or over"):
            pilot.press(label)
    ask(ann)
    bob.press("Je peux", lilas)
    ann.press("Agreed")
    return ann


def test_from_joining_to_a_neighbour_who_comes_nothing_is_left_in_french(ann: Pilot) -> None:
    for order in ("monheure", "reglages", "aide", "privacy", "pause", "urgence", "mesdemandes", "inviter", "effacer",
                  "signaler", "jaifait", "geste"):
        ann.say(f"/{order}")
    seen = [line for m in ann.phone.messages.values() for line in (m.text, *m.labels)]
    assert any("Bob can help you" in text or "Agreed with Bob" in text for text in seen)
    assert [text for text in seen if FRENCH.search(COMMANDS.sub("", text))] == []
