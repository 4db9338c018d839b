"""What an operator meets at the command line: a sentence and an exit code, never a traceback."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.end_to_end.scene import TOKEN, Scene
from tests.end_to_end.town import ROOT, Town
from tests.world.http.nest import hatch

SETTINGS = ("BOT_TOKEN", "DATABASE_URL", "TELEGRAM_API_BASE", "BACKUP_KEY", "WEBHOOK_URL")


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    said: str
    complained: str

    @property
    def sentence(self) -> str:
        """The one line of a refusal."""
        assert self.code == 1, (self.code, self.said, self.complained)
        assert "Traceback" not in self.complained
        lines = self.complained.strip().splitlines()
        assert len(lines) == 1, lines
        return lines[0]


def alone() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in SETTINGS}


async def start(folder: Path, *words: str, **settings: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "--env", "-", *words, cwd=folder, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE, env=alone() | {"PYTHONPATH": str(ROOT)} | settings)


async def bot(folder: Path, *words: str, **settings: str) -> Ended:
    """`python -m bot` in this folder with these settings alone, to its end."""
    with tempfile.NamedTemporaryFile() as errors:
        ended = await hatch("bot", "--env", "-", *words, errors=Path(errors.name), folder=folder,
                            env=alone() | {"PYTHONPATH": str(ROOT)} | settings)
        said = await asyncio.wait_for(ended.stdout.read(), 60)
        return Ended(await ended.wait(), said.decode(), errors.read().decode())


def sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'town.db'}"


def inside(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def children_of(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def alive(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


async def test_without_a_token_it_says_what_to_do(tmp_path: Path) -> None:
    ended = await bot(tmp_path, "run", DATABASE_URL=sqlite(tmp_path))
    assert "BOT_TOKEN is missing" in ended.sentence
    assert "python -m bot sandbox" in ended.sentence
    assert inside(tmp_path) == [], "nothing was made"


async def test_a_token_telegram_does_not_know(scene: Scene, tmp_path: Path) -> None:
    ended = await bot(tmp_path, "run", DATABASE_URL=sqlite(tmp_path), TELEGRAM_API_BASE=scene.base,
                      BOT_TOKEN="999999:OF-NOBODY")
    assert "refuses BOT_TOKEN" in ended.sentence
    assert "OF-NOBODY" not in ended.complained


async def test_nobody_at_the_address(tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{silent.getsockname()[1]}"
        ended = await bot(tmp_path, "run", DATABASE_URL=sqlite(tmp_path), TELEGRAM_API_BASE=base, BOT_TOKEN=TOKEN)
    assert f"{base} does not answer" in ended.sentence


async def test_a_second_process_on_the_same_file(scene: Scene, tmp_path: Path) -> None:
    town = Town(scene.base, sqlite(tmp_path), tmp_path / "bot.log")
    await town.start()
    try:
        second = await bot(tmp_path, "run", DATABASE_URL=town.url, TELEGRAM_API_BASE=scene.base, BOT_TOKEN=TOKEN)
        assert "Another process already serves" in second.sentence
        await scene.act("start", user=scene.people["Odile"])
        await scene.see(scene.people["Odile"], "Bonjour")
    finally:
        await town.stop()


async def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = await bot(tmp_path, "sandbox", "--port", str(port))
    assert f"Port {port} cannot be used" in ended.sentence


async def test_a_fresh_database_is_migrated_checked_saved_and_put_back(
        scene: Scene, empty_url: str, tmp_path: Path) -> None:
    settings = {"DATABASE_URL": empty_url, "TELEGRAM_API_BASE": scene.base, "BOT_TOKEN": TOKEN,
                "BACKUP_KEY": Fernet.generate_key().decode()}
    assert "migrate" in (await bot(tmp_path, "check-config", **settings)).sentence
    migrated = await bot(tmp_path, "migrate", **settings)
    assert (migrated.code, migrated.complained) == (0, "")
    assert "The database is at" in migrated.said
    checked = await bot(tmp_path, "check-config", **settings)
    assert checked.code == 0, checked.complained
    assert "token: @tousvoisins_bot" in checked.said
    saved = await bot(tmp_path, "backup", "--to", "kept", **settings)
    [file] = inside(tmp_path / "kept")
    assert saved.said.strip() == str(file.relative_to(tmp_path))
    verified = await bot(tmp_path, "restore", str(file), "--verify", **settings)
    assert verified.code == 0, verified.complained
    restored = await bot(tmp_path, "restore", str(file), **settings)
    assert restored.code == 0, restored.complained
    assert (await bot(tmp_path, "check-config", **settings)).code == 0


async def test_a_damaged_backup_is_refused(tmp_path: Path) -> None:
    settings = {"DATABASE_URL": sqlite(tmp_path)}
    await bot(tmp_path, "migrate", **settings)
    await bot(tmp_path, "backup", "--to", "kept", **settings)
    [file] = inside(tmp_path / "kept")
    cut_short(file)
    assert str(file.name) in (await bot(tmp_path, "restore", str(file), "--verify", **settings)).sentence


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="children are looked up in /proc")
async def test_the_sandbox_says_where_it_is_and_closes_behind_itself(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    street = await start(tmp_path, "sandbox", "--port", str(port))
    children = []
    try:
        await opened(street, f"La rue est ouverte : http://127.0.0.1:{port}")
        children = children_of(street.pid)
        assert len(children) == 2, "the sandbox and the bot"
    finally:
        street.send_signal(signal.SIGTERM)
        _out, err = await asyncio.wait_for(street.communicate(), 30)
    assert street.returncode == 0, err.decode()
    assert "Traceback" not in err.decode()
    assert not [child for child in children if alive(child)]


async def opened(street: asyncio.subprocess.Process, words: str) -> None:
    assert street.stdout is not None
    async with asyncio.timeout(120):
        while words.encode() not in (line := await street.stdout.readline()):
            assert line, "it ended before it opened"
