"""docs/asvs.md holds each requirement it says it holds, and each line is shown by a test or says why not."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.docs.conftest import ROOT
from tools.asvs import WITHOUT, Line, accepted, between, counted, lines, with_accepted

PAGE = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
LINES = list(lines(PAGE))
# How many requirements of level 1 each section of ASVS 5.0.0 has.
LEVEL_1 = {"1.2": 5, "1.3": 2, "1.5": 1, "2.1": 1, "2.2": 2, "2.3": 1, "3.2": 2, "3.3": 1, "3.4": 2, "3.5": 3, "4.1": 1,
           "4.4": 1, "5.2": 2, "5.3": 2, "6.1": 1, "6.2": 8, "6.3": 2, "6.4": 2, "7.2": 4, "7.4": 2, "8.1": 1, "8.2": 2,
           "8.3": 1, "9.1": 3, "9.2": 1, "10.4": 5, "11.3": 2, "11.4": 1, "12.1": 1, "12.2": 2, "13.4": 1, "14.2": 1,
           "14.3": 1, "15.1": 1, "15.2": 1, "15.3": 1}
HIGHER = {"2.3.4": 2, "2.4.1": 2, "8.2.3": 2, "14.2.4": 2, "14.2.7": 3, "15.4.2": 3, "16.5.3": 2}


@cache
def named_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_the_seventy_requirements_of_level_1_and_the_seven_we_add_are_there_once() -> None:
    numbers = [line.number for line in LINES]
    assert len(numbers) == len(set(numbers)) == 77 == PAGE.count("\n| ") - PAGE.count("\n| no |") - (
        accepted().count("\n") + 2), "a row that is not read as a line"
    found: dict[str, int] = {}
    for line in LINES:
        if line.level == 1:
            section = line.number.rpartition(".")[0]
            found[section] = found.get(section, 0) + 1
    assert found == LEVEL_1
    assert {line.number: line.level for line in LINES if line.level > 1} == HIGHER


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.number)
def test_a_line_names_tests_that_exist_or_says_why_not(line: Line) -> None:
    assert len(line.here) >= 4
    assert all((ROOT / path).exists() for path in re.findall(r"`([\w./-]+\.py)`", line.here))
    if line.shown in WITHOUT:
        return
    assert line.tests
    assert line.shown == " ".join(f"`{test}`" for test in line.tests)
    for test in line.tests:
        path, _two, name = test.partition("::")
        assert name in named_in(path), test


def test_the_count_of_the_readme_is_the_page_s() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert counted(PAGE) in readme
    assert between(readme, "asvs", counted(PAGE)) == readme


def test_what_is_accepted_is_what_the_code_says() -> None:
    assert with_accepted(PAGE) == PAGE
    assert all((ROOT / path).exists() for path in re.findall(r"`([\w./-]+\.py)`", accepted()))


def test_the_standard_is_credited_and_nobody_is_certified() -> None:
    assert "CC BY-SA 4.0" in PAGE
    assert "The OWASP Foundation" in PAGE
    assert "not a certificate" in PAGE
