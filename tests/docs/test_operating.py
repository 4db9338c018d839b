"""The operator's page says what is so: each command is understood, each event and each metric is there, no other is."""

from __future__ import annotations

import re
import shlex
from collections import Counter

import pytest

from bot import figures
from bot.__main__ import parser
from bot.vital import Look, Why
from storage.vitals import Vitals
from tests.docs.conftest import ROOT

PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"python -m bot((?: [^`#\n]*)?)(?:[`#\n]|$)", PAGE)))
SOURCES = [path for room in ("bot", "scheduler", "storage", "actions", "messages")
           for path in (ROOT / room).rglob("*.py")]


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_is_understood(words: str) -> None:
    parser().parse_args(shlex.split(words))


def test_the_page_shows_every_verb() -> None:
    verbs = {word for words in COMMANDS for word in words.split()[:3]}
    assert {"run", "listen", "deliver", "migrate", "check-config", "backup", "restore"} <= verbs


def test_every_event_has_its_row_and_no_other() -> None:
    """What a log says in one word, the page explains; and every warning has its word."""
    told = set(re.findall(r'"event": "([a-z_]+)"', "".join(path.read_text("utf-8") for path in SOURCES)))
    rows = re.findall(r"^\| (`[a-z_`, ]+`) \|", PAGE[:PAGE.index("What a library warns of")], re.MULTILINE)
    explained = Counter(event for row in rows for event in re.findall(r"[a-z_]+", row))
    assert set(explained) == told
    assert set(explained.values()) == {1}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_warning_says_what_happened_in_one_word(path: object) -> None:
    text = path.read_text("utf-8")  # type: ignore[attr-defined]
    calls = re.findall(r"\blog\.(?:warning|error|exception|critical)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", text)
    assert [call for call in calls if "extra={" not in call] == []


def test_every_metric_has_its_row_and_no_other() -> None:
    vitals = Vitals(deliveries={"ready": 1, "waiting": 2, "sending": 0}, failing={"asks.widen": 1}, set_aside=0,
                    lag=1.5, lease=-1.0, epoch=3, size=4096, skew=0.0)
    look = Look((Why.NOBODY,), vitals, outcomes=Counter(sent=2))
    text = figures.text({"aulnes": look}, {("aulnes", "turn_failed"): 1}, "1.0")
    shown = set(re.findall(r"^# TYPE (\w+) ", text, re.MULTILINE))
    table = PAGE[PAGE.index("| metric | says |"):PAGE.index("Alerts that matter")]
    assert set(re.findall(r"`(tousvoisins_\w+)`", table)) == shown
    assert set(re.findall(r"tousvoisins_\w+", PAGE)) <= shown
    for why in (Why.STOPPED, Why.SETTINGS, Why.TOKEN, Why.DATABASE, Why.SCHEMA, Why.NOBODY):
        assert f"`{why}`" in PAGE


def test_what_figures_say_is_prometheus_text() -> None:
    """HELP and TYPE once, before the lines of a metric; a label is escaped; no line stands twice."""
    text = figures.text({'a"\\\n': Look((Why.STOPPED,))}, {}, "1.0")
    lines = text.splitlines()
    assert text.endswith("\n")
    assert len(set(lines)) == len(lines)
    assert 'tousvoisins_ready{town="a\\"\\\\\\n"} 0' in lines
    assert all(re.fullmatch(r'# (HELP|TYPE) tousvoisins_\w+ .+|tousvoisins_\w+(\{(\w+="[^\n]*",?)+\})? \S+', line)
               for line in lines)
