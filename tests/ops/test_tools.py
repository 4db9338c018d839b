"""The tools of the Makefile: what they refuse, and that they are the ten verbs we promise."""

from __future__ import annotations

import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import guard
from tools import install as installing
from tools import texts
from tools.compile_texts import compile_texts
from tools.house_rules import breaches

HERE = Path(__file__).parents[2]


def test_ten_verbs() -> None:
    makefile = (HERE / "Makefile").read_text("utf-8")
    assert re.findall(r"^(\w+):  ## ", makefile, re.M) == [
        "demo", "test", "check", "fix", "run", "migrate", "texts", "lock", "bench"]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_hold_hashes_and_no_address(lock: str) -> None:
    lines = (HERE / lock).read_text("utf-8").splitlines()
    assert not [line for line in lines if "://" in line or line.startswith("-")]
    pinned = [line for line in lines if re.match(r"[a-z0-9]", line)]
    assert len(pinned) > 30
    assert all(re.fullmatch(r"[a-z0-9._-]+==\S+ \\", line) for line in pinned)


def test_what_runs_is_what_is_tested() -> None:
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9._-]+==\S+", (HERE / lock).read_text("utf-8"), re.M))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def install(project: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "tools/install.py", "some.lock"], cwd=project, text=True, check=False,
                          capture_output=True, env=os.environ | environ)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "tools").mkdir()
    shutil.copy(HERE / "tools" / "install.py", tmp_path / "tools")
    (tmp_path / "some.lock").write_text("# nothing\n")
    return tmp_path


def test_install_builds_once_and_again_when_the_lock_changes(project: Path) -> None:
    first = install(project)
    assert first.returncode == 0, first.stderr
    assert (project / ".venv" / "bin" / "python").exists()
    assert "Installing" in first.stdout
    assert install(project).stdout == ""
    (project / "some.lock").write_text("# something else\n")
    assert "Installing" in install(project).stdout


def test_an_old_or_missing_python_is_told(tmp_path: Path) -> None:
    old = tmp_path / "python2"
    old.write_text("#!/bin/sh\nexec " + sys.executable + ' -c "import sys; sys.version_info = (2, 7); $2"\n')
    old.chmod(0o755)
    for python, sentence in ((str(old), "Python 3.11 or newer is needed; this is 2.7."),
                             ("python9", "python9 is not installed")):
        told = subprocess.run(["sh", "tools/install.sh", python, "some.lock"], cwd=HERE, text=True, check=False,
                              capture_output=True)
        assert told.returncode == 1
        assert told.stderr.startswith(sentence)


def test_install_says_what_is_in_its_way(project: Path) -> None:
    (project / "some.lock").write_text("no-such-package==1.0 --hash=sha256:" + "0" * 64 + "\n")
    refused = install(project, PIP_NO_INDEX="1", PIP_FIND_LINKS="", PIP_EXTRA_INDEX_URL="")
    assert refused.returncode == 1
    assert "some.lock could not be installed" in refused.stderr.splitlines()[-1]
    assert not (project / ".venv" / ".installed").exists()
    shutil.rmtree(project / ".venv")
    (project / ".venv").mkdir()
    assert "is not a virtual environment" in install(project).stderr


@pytest.mark.parametrize(("path", "source", "rule"), [
    ("storage/help.py", "session.commit()", "only the edge commits"),
    ("bot/turn.py", "asyncio.create_task(work())", "needs an owner"),
    ("bot/turn.py", "asyncio.ensure_future(work())", "needs an owner"),
    ("rules/help.py", "import datetime\ndatetime.date.today()", "time is a parameter"),
    ("bot/turn.py", "datetime.now(UTC)", "time is a parameter"),
    ("bot/clocks.py", "datetime.now()", "without a zone"),
    ("bot/clocks.py", "datetime.utcnow()", "without a zone"),
    ("bot/turn.py", "from sqlalchemy import select", "SQL stays in storage"),
    ("bot/turn.py", "import sqlmodel", "SQL stays in storage"),
    ("bot/turn.py", "\n" * 251, "holds two things"),
    ("bot/turn.py", "def long():\n" + "    x = 1\n" * 30, "long has 31 lines"),
])
def test_house_rules_notice(path: str, source: str, rule: str) -> None:
    assert [told for _line, told in breaches(path, source) if rule in told]


@pytest.mark.parametrize(("path", "source"), [
    ("bot/clocks.py", "datetime.now(UTC)"), ("bot/service.py", "group.create_task(work())"),
    ("storage/engine.py", "connection.commit()"), ("bot/turn.py", "from sqlmodel import Session"),
    ("storage/help.py", "from sqlalchemy import select"), ("sandbox/server.py", "asyncio.create_task(work())")])
def test_house_rules_allow(path: str, source: str) -> None:
    assert not list(breaches(path, source))


def test_a_translation_must_hold_what_the_french_holds() -> None:
    assert list(texts._untrue(("Bonjour {name}",), ("",))) == ["not translated"]
    assert list(texts._untrue(("Bonjour {name}",), ("Hello",))) == ["a value of the French is missing"]
    assert list(texts._untrue(("Bonjour",), ("Hello {name}",))) == ["other values than in French"]
    assert list(texts._untrue(("<b>Bonjour</b>",), ("<i>Hello</i>",))) == ["other tags than in French"]
    assert not list(texts._untrue(("{n} heure", "{n} heures"), ("an hour", "{n} hours")))


def test_texts_are_the_same_twice() -> None:
    first, second = (list(texts.files(texts.gathered())) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", b"127.0.0.1", None])
def test_the_guard_lets_this_machine_through(host: object) -> None:
    assert guard.is_here(host)


@pytest.mark.parametrize("host", ["api.telegram.org", "10.0.0.1", "192.168.1.1", "2001:db8::1"])
def test_the_guard_stops_the_rest(host: str) -> None:
    import socket

    with pytest.raises(guard.LeavesThisMachine):
        socket.getaddrinfo(host, 443)
    guard.tried.clear()


@pytest.mark.parametrize(("ci", "mark", "code"), [("", "postgres", 0), ("true", "postgres", 1), ("true", "browser", 1),
                                                  ("true", "crash", 0)])
def test_nothing_needed_is_skipped_in_ci(tmp_path: Path, ci: str, mark: str, code: int) -> None:
    one = tmp_path / "test_one.py"
    one.write_text(f"import pytest\n@pytest.mark.{mark}\ndef test_one() -> None:\n    pytest.skip('not here')\n")
    ran = subprocess.run([sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "-c",
                          str(HERE / "pyproject.toml"), str(one)], cwd=HERE, check=False, capture_output=True,
                         text=True, env=os.environ | {"CI": ci})
    assert ran.returncode == code, ran.stdout
    assert code == 0 or "CI is set, and this was skipped" in ran.stdout


@pytest.mark.parametrize(("french", "simple", "why"), [
    ("Bonjour {name}", "Bonjour", "a value of the French is missing"),
    ("<b>Bonjour</b>", "Bonjour", "other marks than in French"),
    ("Bonjour", "un " * 16, "a sentence of 16 words, 15 at most"),
    ("Bonjour", "Est-ce que ton nom est juste ?", "the house says vous"),
    ("Bonjour", "Bonjour!", "a space is missing before ; ! ?")])
def test_the_version_simple_is_refused_when_it_is_not(french: str, simple: str, why: str) -> None:
    assert why in list(texts._not_simple((french,), (simple,)))


def test_the_version_simple_may_be_partial_and_short_sentences_add_up() -> None:
    assert not list(texts._not_simple(("Bonjour <b>{name}</b>",), ("Bonjour <b>{name}</b>. " + "Un deux trois. " * 9,)))
    said = [message for message in texts.simplified(texts.gathered()) if message.id]
    assert said
    assert all(message.string for message in said)


def test_a_translation_just_written_is_compiled_by_the_next_install(tmp_path: Path) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "bot.po").write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
                                   'msgid "Bonjour"\nmsgstr "Hello"\n', encoding="utf-8")
    compile_texts(tmp_path)
    with (folder / "bot.mo").open("rb") as stream:
        assert gettext.GNUTranslations(stream).gettext("Bonjour") == "Hello"
    assert not installing.stale(tmp_path), "compiled: nothing to do"
    os.utime(folder / "bot.mo", (1, 1))
    assert installing.stale(tmp_path), "written since"


def test_no_commit_holds_a_compiled_translation() -> None:
    assert subprocess.run(["git", "ls-files", "*.mo"], capture_output=True, text=True, check=True).stdout == ""
