"""The example of docs/new-conversation.md works as it is printed, and leaves the house as it was."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from types import ModuleType
from typing import Any

import pytest

from bot import render
from bot.conversations.kit import Asking, Done, replay
from bot.handlers import HOUSE
from rules.messages import KINDS
from rules.rights import RIGHTS
from tests.docs.conftest import ROOT
from tests.pilots import Street

PAGE = (ROOT / "docs" / "new-conversation.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^```python (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """The files of the page, imported in its order as if they were there; the house forgets them afterwards."""
    kept: list[dict[str, Any]] = [KINDS, RIGHTS, render._WORDS,
                                  *(v for f in fields(HOUSE) if isinstance(v := getattr(HOUSE, f.name), dict))]
    before = [dict(one) for one in kept]
    modules = {}
    for path, code in FILES.items():
        name = path.removesuffix(".py").replace("/", ".")
        modules[path] = module = ModuleType(name)
        monkeypatch.setitem(sys.modules, name, module)
        package, _dot, last = name.rpartition(".")
        if package in sys.modules:
            monkeypatch.setattr(sys.modules[package], last, module, raising=False)
        exec(compile(code, path, "exec"), vars(module))
    HOUSE.add(modules["bot/handlers/found.py"].FEATURE)
    yield modules
    for one, was in zip(kept, before, strict=True):
        one.clear()
        one.update(was)


def test_the_page_shows_a_whole_feature() -> None:
    assert list(FILES) == ["rules/found.py", "bot/words/found.py", "bot/conversations/found.py",
                           "bot/handlers/found.py", "tests/bot/test_found.py"]


def test_its_test_passes(example: dict[str, Any], street: Street) -> None:
    tests = {name: f for name, f in vars(example["tests/bot/test_found.py"]).items() if name.startswith("test_")}
    assert tests
    for test in tests.values():
        test(street)


def test_its_samples_walk_to_the_end(example: dict[str, Any]) -> None:
    conversation = example["bot/conversations/found.py"].FOUND
    facts, inputs = conversation.samples()
    answers: dict[str, Any] = {}
    for given in inputs:
        state = replay(conversation.flow(facts), answers)
        assert isinstance(state, Asking)
        answers[state.question.name] = state.question.read(given)
    assert isinstance(replay(conversation.flow(facts), answers), Done)


def test_the_house_forgets_it() -> None:
    assert "trouve" not in HOUSE.orders
    assert "found.card" not in KINDS


@pytest.mark.parametrize("path", FILES)
def test_it_is_written_as_the_house_writes(path: str) -> None:
    # I001: ruff sorts the imports of the page's own files by looking whether they are there.
    ruff = subprocess.run([sys.executable, "-m", "ruff", "check", "--ignore", "I001", "--stdin-filename", path, "-"],
                          input=FILES[path], cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert ruff.returncode == 0, ruff.stdout
