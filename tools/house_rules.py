"""Rules of the house that no linter knows, checked on the syntax tree. Prints `file:line rule` for each breach."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOMS = ("bot", "rules", "messages", "storage", "actions", "scheduler", "content", "sandbox")
COMMITS = ("storage/engine.py",)
# TaskGroup.create_task is structured and allowed everywhere; these keep their tasks themselves.
TASKS = ("scheduler/sender.py", "scheduler/finish.py", "bot/demo.py")
CLOCKS = ("bot/clocks.py", "bot/__main__.py", "scheduler/clock.py", "content/check.py", "content/data/refresh.py")
# Outside storage one may name what one holds, and nothing else.
SQL_NAMES = {"sqlalchemy": {"Engine"}, "sqlmodel": {"Session"}}
LONGEST_MODULE, LONGEST_FUNCTION = 250, 30
MAY_BE_LONG = ("storage/migrations/versions/",)
BESIDE = ("benchmarks", "tools")  # no rooms of the house: of its rules, only how long a thing may be


def breaches(path: str, source: str) -> Iterator[tuple[int, str]]:
    """(line, rule) for each rule that this module breaks; `path` is relative to the project."""
    in_sandbox = path.startswith("sandbox/")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom) and _meets_sql(node) and not path.startswith("storage/"):
            yield node.lineno, "SQL stays in storage: only Engine and Session may be named here"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner, name = ast.unparse(node.func.value), node.func.attr
            if name == "commit" and path not in COMMITS and not in_sandbox:
                yield node.lineno, "only the edge commits: storage/engine.py"
            if _starts_task(owner, name) and path not in TASKS and not in_sandbox:
                yield node.lineno, "a task needs an owner: use a TaskGroup named group"
            if _reads_clock(owner, name) and path not in CLOCKS and not in_sandbox:
                yield node.lineno, "the time is a parameter"
            if _is_naive(node, owner, name):
                yield node.lineno, "a datetime without a zone"
    if not path.startswith(MAY_BE_LONG):
        yield from _lengths(source)


def _meets_sql(node: ast.Import | ast.ImportFrom) -> bool:
    names = {alias.name for alias in node.names}
    if isinstance(node, ast.Import):
        return any(name.partition(".")[0] in SQL_NAMES for name in names)
    package = (node.module or "").partition(".")[0]
    return package in SQL_NAMES and not (node.module == package and names <= SQL_NAMES[package])


def _starts_task(owner: str, name: str) -> bool:
    return name == "ensure_future" or (name == "create_task" and owner.rpartition(".")[2] != "group")


def _reads_clock(owner: str, name: str) -> bool:
    kind = owner.rpartition(".")[2]
    return (kind in ("datetime", "date") and name in ("now", "today", "utcnow")) or (
        owner == "time" and name in ("time", "time_ns"))


def _is_naive(node: ast.Call, owner: str, name: str) -> bool:
    if owner.rpartition(".")[2] != "datetime":
        return False
    given = len(node.args) + len(node.keywords)
    return name in ("utcnow", "utcfromtimestamp", "today") or (name == "now" and not given) or (
        name == "fromtimestamp" and given < 2)


def _lengths(source: str) -> Iterator[tuple[int, str]]:
    lines = source.count("\n")
    if lines > LONGEST_MODULE:
        yield 1, f"{lines} lines: a module of more than {LONGEST_MODULE} holds two things"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield node.lineno, f"{node.name} has {length} lines, at most {LONGEST_FUNCTION}"


def main(root: Path) -> int:
    found = 0
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            for line, rule in breaches(name, path.read_text("utf-8")):
                print(f"{name}:{line} {rule}")
                found += 1
    for room in BESIDE:
        for path in sorted((root / room).rglob("*.py")):
            for line, rule in _lengths(path.read_text("utf-8")):
                print(f"{path.relative_to(root).as_posix()}:{line} {rule}")
                found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
