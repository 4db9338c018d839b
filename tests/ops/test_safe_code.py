"""What the code never does, read on its syntax: run what was read, start a shell, read XML, choose its own ciphers."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "rules", "messages", "storage", "actions", "scheduler", "content")
SOURCES = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
           for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))}
EXECUTED = frozenset({"eval", "exec", "compile", "__import__"})
OBJECTS = frozenset({"pickle", "marshal", "shelve", "dill", "cloudpickle", "jsonpickle"})
XML = frozenset({"xml", "lxml", "defusedxml", "xmltodict", "bs4"})
SHELLS = frozenset({"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput",
                    "asyncio.create_subprocess_shell"})
LOADERS = frozenset({"yaml.load", "yaml.unsafe_load", "yaml.full_load", "yaml.load_all"})
OURS = frozenset({"hashlib.sha256"})  # every hash we name
CIPHERS = frozenset({"cryptography.fernet"})


def calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def modules(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def executed(source: str) -> list[str]:
    return [name for call in calls(source) if (name := ast.unparse(call.func)) in EXECUTED | LOADERS] + [
        name for name in modules(source) if name.partition(".")[0] in OBJECTS]


def shells(source: str) -> list[str]:
    return [name for call in calls(source) if (name := ast.unparse(call.func)) in SHELLS
            or any(word.arg == "shell" for word in call.keywords)]


def hashes(source: str) -> list[str]:
    """What is named of hashlib, and the modules of ciphers, but ours."""
    named = [ast.unparse(node) for node in ast.walk(ast.parse(source))
             if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "hashlib"]
    taken = [f"hashlib.{alias.name}" for node in ast.walk(ast.parse(source))
             if isinstance(node, ast.ImportFrom) and node.module == "hashlib" for alias in node.names]
    return [name for name in named + taken if name not in OURS] + [
        name for name in modules(source) if name.partition(".")[0] in ("cryptography", "Crypto", "Cryptodome", "nacl")
        and name not in CIPHERS]


def test_nothing_that_is_read_is_executed() -> None:
    assert {path: found for path, source in SOURCES.items() if (found := executed(source))} == {}


def test_no_program_is_started_through_a_shell() -> None:
    assert {path: found for path, source in SOURCES.items() if (found := shells(source))} == {}


def test_no_xml_is_read() -> None:
    assert {path for path, source in SOURCES.items()
            if any(name.partition(".")[0] in XML for name in modules(source))} == set()


def test_ciphers_and_hashes_are_those_we_chose() -> None:
    assert {path: found for path, source in SOURCES.items() if (found := hashes(source))} == {}
    assert any("cryptography.fernet" in modules(source) for source in SOURCES.values())


@pytest.mark.parametrize("bad", [
    "eval(text)", "yaml.load(text)", "import pickle", "subprocess.run(order, shell=True)", "os.system(order)",
    "hashlib.md5(b'')", "from hashlib import sha1", "from cryptography.hazmat.primitives.ciphers import Cipher"])
def test_what_must_not_be_is_seen(bad: str) -> None:
    assert executed(bad) + shells(bad) + hashes(bad)
