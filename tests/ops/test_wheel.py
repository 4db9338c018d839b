"""The wheel, installed where the repository is not: it asks its questions, checks them, and serves from an empty
folder. What it needs is taken from where the tests have it: nothing is downloaded.
"""

from __future__ import annotations

import asyncio
import os
import pty
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import aiohttp
import pytest

from bot.__main__ import CONSOLE
from sandbox.server import Sandbox
from tests.docs.conftest import ROOT
from tests.world.http.scene import TOKEN, Scene

ROOMS = ("bot", "rules", "messages", "storage", "actions", "scheduler", "content", "sandbox", "tools")
FILES = ("pyproject.toml", "setup.py", "README.md", "LICENSE")
NOT_SHIPPED = {"sandbox/README.md", "content/data/refresh.py"}


def ran(*command: object, at: Path, **around: str) -> str:
    done = subprocess.run([str(word) for word in command], cwd=at, env=alone() | around, capture_output=True, text=True,
                          timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def alone() -> dict[str, str]:
    """The environment, without a way to the repository."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is shipped, copied; built and installed in an environment of its own, whose path is returned."""
    at = tmp_path_factory.mktemp("wheel")
    source, fresh = at / "source", at / "fresh"
    for room in ROOMS:
        shutil.copytree(ROOT / room, source / room, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "*.db*"))
    for name in FILES:
        shutil.copy(ROOT / name, source)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    ran(*pip, "wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", at, ".", at=source)
    venv.create(fresh, with_pip=False, symlinks=True)
    libraries = next(fresh.glob("lib/python*/site-packages"))
    (libraries / "lock.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (wheel,) = at.glob("*.whl")
    ran(*pip[:3], "--python", fresh / "bin" / "python", *pip[3:], "install", "--no-deps", "--no-index", "--no-compile",
        wheel, at=at)
    shutil.rmtree(source)
    return fresh


@pytest.fixture
def program(house: Path) -> Path:
    return house / "bin" / CONSOLE


def shipped(house: Path) -> set[str]:
    libraries = next(house.glob("lib/python*/site-packages"))
    return {path.relative_to(libraries).as_posix() for path in libraries.rglob("*")}


def test_whatever_the_rooms_hold_is_in_it(house: Path) -> None:
    tracked = subprocess.run(["git", "ls-files", *ROOMS[:-1]], cwd=ROOT, capture_output=True, text=True, check=True)
    wanted = {line for line in tracked.stdout.splitlines() if (ROOT / line).exists()}
    found = shipped(house)
    assert wanted - found - NOT_SHIPPED == set()
    assert "content/locales/en/LC_MESSAGES/bot.mo" in found, "the translations, compiled"
    assert not {name for name in found if name.startswith(("tests/", "benchmarks/"))}


def answered(program: Path, folder: Path, *answers: str) -> str:
    """`init` in a terminal: what it shows."""
    ours, its = pty.openpty()
    asked = subprocess.Popen([program, "init"], cwd=folder, env=alone(), stdin=its, stdout=its, stderr=its,
                             start_new_session=True)
    os.close(its)
    shown = b""
    try:
        for line in answers:
            asks = b""
            while not asks.rstrip().endswith((b"]:", b"]")):
                asks += os.read(ours, 4096)
            shown += asks
            os.write(ours, line.encode() + b"\n")
        while piece := read(ours):
            shown += piece
    finally:
        asked.wait(30)
        os.close(ours)
    assert asked.returncode == 0, shown.decode()
    return shown.decode()


def read(terminal: int) -> bytes:
    """b"" once nobody holds its other end."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


async def test_from_an_empty_folder_to_a_first_answer(program: Path, tmp_path: Path) -> None:
    folder = tmp_path / "town"
    folder.mkdir()
    shown = await asyncio.to_thread(answered, program, folder, TOKEN, "Aulnes", "01 23 45 67 89", "", "", "")
    assert TOKEN not in shown
    assert "tous-voisins run" in shown
    async with Sandbox(port=0) as sandbox, aiohttp.ClientSession() as web:
        scene = Scene(sandbox.base, web)
        await scene.act("seed", name="street")
        await scene.learn()
        around = alone() | {"TELEGRAM_API_BASE": sandbox.base, "SANDBOX_CLOCK": "true"}
        serving = await asyncio.create_subprocess_exec(program, "run", cwd=folder, env=around,
                                                       stdout=asyncio.subprocess.PIPE)
        try:
            assert serving.stdout is not None
            assert b"is listening" in await asyncio.wait_for(serving.stdout.readline(), 60)
            await scene.act("start", user=scene.people["Odile"])
            await scene.see(scene.people["Odile"], "Bonjour")
            saved = await asyncio.to_thread(ran, program, "backup", at=folder, TELEGRAM_API_BASE=sandbox.base)
            assert saved.strip().endswith(".sealed")
        finally:
            serving.terminate()
            assert await asyncio.wait_for(serving.wait(), 30) == 0
        checked = await asyncio.to_thread(ran, program, "check-config", at=folder, TELEGRAM_API_BASE=sandbox.base)
    assert "TOWN_NAME = Aulnes: " in checked
    assert "token: @" in checked
