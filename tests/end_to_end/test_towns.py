"""Several towns in one process: what befalls one is its own. All people and towns are fictional."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox.server import Sandbox
from tests.end_to_end.conftest import TUESDAY
from tests.end_to_end.scene import Scene
from tests.world.http.nest import Hatched, hatch

OWN = ("BOT_TOKEN", "DATABASE_URL", "TELEGRAM_API_BASE", "BACKUP_KEY", "WEBHOOK_URL")
SECRET = "a-secret-of-the-street-{}-0001"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Folder:
    """Towns in a folder, each with its street, and the process that serves them."""

    path: Path
    stack: AsyncExitStack
    web: aiohttp.ClientSession
    health: int = field(default_factory=free_port)
    process: Hatched | None = None

    async def town(self, name: str, **settings: str) -> Scene:
        """A street of its own, and the folder that serves it."""
        sandbox = await self.stack.enter_async_context(Sandbox(port=0))
        scene = Scene(sandbox.base, self.web)
        await scene.act("seed", name="street")
        [bot] = sandbox.world.bots.values()
        bot.token = f"{len(name)}00001:TOKEN-OF-{name.upper()}"
        await scene.at(TUESDAY)
        await scene.learn()
        self.write(name, {"BOT_TOKEN": bot.token, "TELEGRAM_API_BASE": sandbox.base} | settings)
        return scene

    def write(self, name: str, settings: dict[str, str]) -> None:
        wanted = {"SANDBOX_CLOCK": "true", "LIMITS": "false", "PACE_PER_SECOND": "0"} | settings
        file = self.path / name / ".env"
        file.parent.mkdir(exist_ok=True)
        file.touch(0o600)
        file.write_text("".join(f"{one}={value}\n" for one, value in wanted.items()))

    async def start(self) -> None:
        around = {name: value for name, value in os.environ.items() if name not in OWN}
        self.process = await hatch("bot", "run", "--towns", str(self.path), errors=self.path / "log",
                                   env=around | {"HEALTH_PORT": str(self.health)})

    def look_again(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGHUP)

    async def stop(self) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.terminate()
            await asyncio.wait_for(self.process.wait(), 30)

    @property
    def log(self) -> list[dict[str, str]]:
        return [json.loads(line) for line in (self.path / "log").read_text().splitlines()]

    async def ask(self, path: str) -> tuple[int, str]:
        async with self.web.get(f"http://127.0.0.1:{self.health}/{path}") as answer:
            return answer.status, await answer.text()

    async def becomes(self, name: str, *whys: str) -> None:
        """Wait until /ready says this of the town."""
        said: Any = None
        assert self.process is not None
        for _try in range(300):
            assert self.process.returncode is None, self.log
            try:
                said = json.loads((await self.ask("ready"))[1])["towns"]
            except aiohttp.ClientConnectionError:
                said = {}
            if said.get(name) == list(whys):
                return
            await asyncio.sleep(0.2)
        raise AssertionError(f"{name}: {said}; {self.log}")


@pytest.fixture
async def folder(tmp_path: Path) -> AsyncIterator[Folder]:
    async with AsyncExitStack() as stack:
        web = await stack.enter_async_context(aiohttp.ClientSession())
        (tmp_path / "towns").mkdir()
        made = Folder(tmp_path / "towns", stack, web)
        yield made
        await made.stop()


async def greets(scene: Scene, who: str) -> None:
    before = await scene.last()
    await scene.act("start", user=scene.people[who])
    await scene.see(scene.people[who], "Bonjour", before)


async def test_what_befalls_one_town_is_its_own(folder: Folder) -> None:
    """One misspelt, one with another's token, one revoked, one without its database, one refused by Telegram, one
    that Telegram does not answer, one whose database is held: the others answer, and each is told apart.
    """
    well = await folder.town("aulnes")
    held = await folder.town("bouleaux")
    slowed = await folder.town("cedres")
    revoked = await folder.town("erables")
    (folder.path / "frenes").mkdir()
    folder.write("frenes", {"BOT_TOKN": "1:AAA"})
    folder.write("if", {"BOT_TOKEN": "600001:TOKEN-OF-AULNES"})
    folder.write("melezes", {"BOT_TOKEN": "9:AAAAAA", "TELEGRAM_API_BASE": "http://127.0.0.1:9"})
    await folder.town("noyers", DATABASE_URL="postgresql+psycopg://nobody@127.0.0.1:9/none")
    await folder.start()
    for name in ("aulnes", "bouleaux", "cedres", "erables"):
        await folder.becomes(name)
    await folder.becomes("frenes", "settings_refused")
    await folder.becomes("if", "settings_refused")
    await folder.becomes("melezes", "stopped")
    await folder.becomes("noyers", "database_away")
    await revoked.act("fault", method="getUpdates", status=401, description="Unauthorized")
    await slowed.act("fault", status=429, description="Too Many Requests: retry after 3000",
                     parameters={"retry_after": 3000})
    await slowed.act("start", user=slowed.people["Odile"])
    await folder.becomes("erables", "token_refused")
    with closing(sqlite3.connect(folder.path / "bouleaux" / "data" / "tous-voisins.db", isolation_level=None)) as lock:
        lock.execute("BEGIN IMMEDIATE")
        await held.act("start", user=held.people["Odile"])
        for who in ("Odile", "Karim", "Nadia"):
            await greets(well, who)
        assert not [text for text in await held.texts(held.people["Odile"]) if "Bonjour" in text]
        lock.execute("ROLLBACK")
    await held.see(held.people["Odile"], "Bonjour")
    await folder.becomes("erables", "token_refused")  # it is tried again now and then
    assert (await folder.ask("ready/erables"))[0] == 503
    status, _said = await folder.ask("ready")
    assert status == 503
    assert (await folder.ask("ready/aulnes"))[0] == 200
    assert (await folder.ask("ready/tilleuls"))[0] == 404
    assert (await folder.ask("health"))[0] == 200
    stopped = [line for line in folder.log if line.get("event") == "town_stopped"]
    told = {line["town"]: line["message"] for line in stopped}
    assert len(told) == len(stopped), "tried again and again, each is said once"
    assert set(told) == {"erables", "frenes", "if", "melezes", "noyers"}
    assert "did you mean BOT_TOKEN?" in told["frenes"]
    assert "that of « aulnes »" in told["if"]
    assert "revoked" in told["erables"]
    assert "does not answer" in told["melezes"]
    assert "database does not answer" in told["noyers"]
    assert not [line for line in folder.log if "TOKEN-OF" in str(line)]
    figures = (await folder.ask("metrics"))[1]
    assert 'tousvoisins_ready{town="aulnes"} 1' in figures
    assert 'tousvoisins_not_ready{town="erables",reason="token_refused"} 1' in figures
    assert 'tousvoisins_faults_total{town="frenes",event="town_stopped"} 1' in figures


async def test_towns_come_and_go(folder: Folder) -> None:
    """Also one whose Telegram does not answer at its start: it is tried again by itself."""
    late = free_port()
    folder.write("noyers", {"BOT_TOKEN": "123456:SANDBOX", "TELEGRAM_API_BASE": f"http://127.0.0.1:{late}"})
    first, second = await folder.town("aulnes"), await folder.town("cedres")
    keep = (folder.path / "cedres" / ".env").read_text()
    (folder.path / "cedres" / ".env").write_text("BOT_TOKN=1\n")
    await folder.start()
    await folder.becomes("aulnes")
    await folder.becomes("cedres", "settings_refused")
    (folder.path / "cedres" / ".env").write_text(keep)
    third = await folder.town("erables")
    folder.look_again()
    await folder.becomes("cedres")
    await folder.becomes("erables")
    await folder.stack.enter_async_context(Sandbox(port=late))
    for scene in (first, second, third):
        await greets(scene, "Odile")
    await folder.becomes("noyers")
    shutil.move(folder.path / "aulnes" / ".env", folder.path / "aulnes" / "away")
    folder.look_again()
    for _try in range(100):
        if (await folder.ask("ready/aulnes"))[0] == 404:
            break
        await asyncio.sleep(0.1)
    before = await first.last()
    await first.act("start", user=first.people["Karim"])
    await greets(second, "Karim")
    assert not [call for call in await first.calls_since(before) if call["method"] == "sendMessage"]
    served = [line["town"] for line in folder.log if line.get("event") == "town_served"]
    assert sorted(served) == ["aulnes", "cedres", "erables", "noyers"], "nobody else started again"
    assert (await folder.ask("ready"))[0] == 200


async def test_one_port_and_a_path_for_each(folder: Folder) -> None:
    port, scenes = free_port(), {}
    for name in ("aulnes", "cedres"):
        scenes[name] = await folder.town(
            name, WEBHOOK_URL=f"http://127.0.0.1:{port}/hook/{name}", WEBHOOK_PORT=str(port),
            WEBHOOK_SECRET=SECRET.format(name))
    await folder.start()
    for name, scene in scenes.items():
        await folder.becomes(name)
        await greets(scene, "Odile")

    async def call(path: str, secret: str) -> int:
        async with folder.web.post(f"http://127.0.0.1:{port}{path}", json={"update_id": 1}, headers={
                "X-Telegram-Bot-Api-Secret-Token": SECRET.format(secret)}) as answer:
            return answer.status

    assert await call("/hook/aulnes", "cedres") == 401, "one town's secret opens no other"
    assert await call("/hook/tilleuls", "aulnes") == 404
    assert await call("/hook/aulnes", "aulnes") == 200
    await scenes["aulnes"].act("fault", method="sendMessage", status=401, description="Unauthorized")
    await scenes["aulnes"].act("start", user=scenes["aulnes"].people["Karim"])
    await scenes["aulnes"].press(scenes["aulnes"].people["Odile"], "Commencer")
    await greets(scenes["cedres"], "Karim")
