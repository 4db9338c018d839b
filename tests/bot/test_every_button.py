"""What every button and command of the house owes: a handler, a right, a short label, 64 bytes."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

from bot.handlers import HOUSE
from bot.render import MENU, Renderer
from rules.words import Words

LONGEST, LONGEST_ON_MENU = 24, 32
ROOMS = ("bot", "actions", "scheduler", "messages", "rules")
FILES = [path for room in ROOMS for path in sorted(Path(room).rglob("*.py"))]
# An id is at most as long as the largest number a database keeps.
LARGEST = 2**63 - 1


def calls(name: str) -> list[tuple[str, ast.Call]]:
    return [(f"{path}:{node.lineno}", node) for path in FILES
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name]


def constant(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def taps() -> list[tuple[str, str, int | None]]:
    """Where, action and number of arguments of every tap written in the code; None when they are spread."""
    found: list[tuple[str, str, int | None]] = []
    for where, call in calls("Button"):
        for keyword in call.keywords:
            if keyword.arg == "tap" and (text := constant(keyword.value)):
                action, *args = text.split(":")
                found.append((where, action, len(args)))
    for where, call in calls("tap"):
        if call.args and (named := constant(call.args[0])):
            spread = any(isinstance(a, ast.Starred) for a in call.args)
            found.append((where, named, None if spread else len(call.args) - 1))
    return [one for one in found if one[1] != "c"]


def test_buttons_were_found() -> None:
    assert len(taps()) > 40


@pytest.mark.parametrize(("where", "action", "count"), taps())
def test_every_tap_has_a_handler_that_takes_it(where: str, action: str, count: int | None) -> None:
    assert action in HOUSE.taps, where
    if count is not None:
        inspect.signature(HOUSE.taps[action].handler).bind(None, *["1"] * count)


@pytest.mark.parametrize("action", sorted(HOUSE.taps))
def test_every_button_fits_in_64_bytes(action: str) -> None:
    takes = inspect.signature(HOUSE.taps[action].handler).parameters.values()
    parts = [p for p in takes if p.kind is not p.VAR_POSITIONAL]
    numbers = [str(LARGEST)] + ["2026-12-31"] * (len(parts) - 2) if len(parts) > 1 else []
    assert len(":".join([action, *numbers]).encode()) <= 64


@pytest.mark.parametrize("name", sorted(HOUSE.orders))
def test_every_command_has_a_name_telegram_takes(name: str) -> None:
    assert name.isascii()
    assert name == name.casefold()
    assert 1 <= len(name) <= 32
    about = HOUSE.orders[name].about
    assert about is None or 3 <= len(Renderer({}).plain(about, "fr")) <= 256


def labels() -> list[tuple[str, str]]:
    """Labels of buttons and choices, without those that hold somebody's words."""
    found = []
    for name, place in (("Button", 0), ("Option", 1)):
        for where, call in calls(name):
            label = call.args[place] if len(call.args) > place else None
            if isinstance(label, ast.Call) and isinstance(label.func, ast.Name) and label.func.id == "_":
                text = constant(label.args[0])
                if text and "{" not in text:
                    found.append((where, text))
    return found


def test_labels_are_short() -> None:
    menu = {words.text for words in MENU}
    long = [(where, text, len(text)) for where, text in labels() if len(text) > LONGEST and text not in menu]
    assert not long
    assert all(len(words.text) <= LONGEST_ON_MENU for words in MENU)


def test_every_choice_of_every_conversation_has_a_short_label() -> None:
    from tests.bot.test_every_conversation import TALKS, questions

    renderer = Renderer({})
    long = {(talk.name, question.name) for talk in TALKS for question in questions(talk)
            for option in question.options() if len(renderer.plain(option.label, "fr")) > LONGEST}
    assert long <= TITLES_TO_PRINT


# What is offered here is a whole title to print, shown as it will stand on the paper.
TITLES_TO_PRINT = {("kits", "title")}


def test_a_tap_longer_than_64_bytes_is_refused_when_it_is_made() -> None:
    from rules.screens import tap

    with pytest.raises(ValueError, match="64 bytes"):
        tap("a", "é" * 40)
    assert Words("x").text == "x"
