"""The example of docs/new-conversation.md works as it is printed, and edits no source file that was there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.conftest import ROOT
from tools.house_rules import breaches

PAGE = (ROOT / "docs" / "new-conversation.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^```python (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
ROOMS = ("bot", "rules", "storage", "scheduler", "content", "sandbox", "tests", "tools")


def run(*command: str, at: Path) -> str:
    done = subprocess.run(command, cwd=at, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house as it is, under git, then the files of the page beside its own."""
    at = tmp_path_factory.mktemp("house")
    for room in (room for room in (*ROOMS, "messages", "actions") if (ROOT / room).exists()):
        shutil.copytree(ROOT / room, at / room, ignore=shutil.ignore_patterns("__pycache__", "*.db*"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, at)
    (at / ".gitignore").write_text("__pycache__/\n.*_cache/\n")
    run("git", "init", "-q", at=at)
    run("git", "add", "-A", at=at)
    for path, code in FILES.items():
        (at / path).write_text(code, encoding="utf-8")
    return at


def test_the_page_shows_a_whole_feature() -> None:
    assert list(FILES) == ["rules/found.py", "messages/found.py", "bot/conversations/found.py",
                           "bot/handlers/found.py", "tests/bot/test_found.py"]


def test_its_test_passes_with_those_of_every_feature(house: Path) -> None:
    said = run(sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", "-k", "found or trouve",
               "tests/bot/test_found.py", "tests/bot/test_every_conversation.py", "tests/bot/test_every_button.py",
               at=house)
    assert int(re.findall(r"(\d+) passed", said)[0]) > 5


def test_no_file_that_was_there_is_edited(house: Path) -> None:
    run(sys.executable, "-c", "from bot.handlers import HOUSE; assert 'trouve' in HOUSE.orders", at=house)
    changed = run("git", "status", "--porcelain", "--untracked-files=all", at=house).splitlines()
    assert [line for line in changed if line[:2].strip() not in ("A", "??")] == []
    assert {line[3:] for line in changed if line[:2] == "??"} == set(FILES)


def test_it_is_written_as_the_house_writes(house: Path) -> None:
    run(sys.executable, "-m", "ruff", "check", "--no-cache", *FILES, at=house)
    assert [breach for path, code in FILES.items() for breach in breaches(path, code)] == []
