"""One town served by several processes on PostgreSQL: listeners behind a proxy, senders of which one sends.

All people are fictional.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import func, select

from rules.deliveries import DeliveryState
from storage.tables import BotLease, Delivery, HourEntry, table
from storage.tombstones import beside, key_of
from tests.end_to_end import records
from tests.end_to_end.scene import Scene
from tests.end_to_end.test_command_line import bot
from tests.end_to_end.test_kill import tell
from tests.end_to_end.town import Town

pytestmark = [pytest.mark.postgres, pytest.mark.crash]
SECRET = "a-secret-of-the-street-0001"
PEOPLE = 8
_d, _hour, _lease = table(Delivery), table(HourEntry), table(BotLease)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Proxy:
    """What stands before the listeners: each call goes to the next one; one that is dead is a 502."""

    web: aiohttp.ClientSession
    behind: list[int]
    turn: count[int] = field(default_factory=count)
    passed: Counter[int] = field(default_factory=Counter)

    async def pass_on(self, request: web.Request) -> web.Response:
        port = self.behind[next(self.turn) % len(self.behind)]
        try:
            async with self.web.post(f"http://127.0.0.1:{port}/", data=await request.read(),
                                     headers=request.headers) as answer:
                self.passed[port] += answer.status == 200
                return web.Response(status=answer.status, body=await answer.read(),
                                    headers={"Content-Type": answer.content_type})
        except aiohttp.ClientError:
            return web.Response(status=502)


@dataclass(slots=True)
class Served:
    listeners: list[Town]
    senders: list[Town]
    proxy: Proxy
    health: int

    def sender_now(self) -> Town:
        """The process that holds the lease: its number begins the holder's name."""
        holder = str(records.rows(self.senders[0].url, select(_lease.c.holder))[0][0])
        return next(one for one in self.senders if one.process and holder.startswith(f"{one.process.pid}-"))


@pytest.fixture
async def served(scene: Scene, postgres_url: str, tmp_path: Path) -> AsyncIterator[Served]:
    """Two listeners, two senders, one proxy; a folder with the key that all machines share."""
    key_of(beside(postgres_url, tmp_path))
    ports, door, health = [free_port(), free_port()], free_port(), free_port()
    async with AsyncExitStack() as stack:
        proxy = Proxy(await stack.enter_async_context(aiohttp.ClientSession()), ports)
        app = web.Application()
        app.router.add_post("/{path:.*}", proxy.pass_on)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", door).start()
        hook = {"WEBHOOK_URL": f"http://127.0.0.1:{door}/", "WEBHOOK_SECRET": SECRET}
        listeners = [Town(scene.base, postgres_url, tmp_path / f"listen{port}.log", hook | {"WEBHOOK_PORT": str(port)},
                          "listen", tmp_path) for port in ports]
        senders = [Town(scene.base, postgres_url, tmp_path / f"deliver{n}.log", {
            "HEALTH_PORT": str(health) if n else "0"}, "deliver", tmp_path) for n in range(2)]
        for one in (*senders, *listeners):
            stack.push_async_callback(one.stop)
        await asyncio.gather(*(one.start() for one in (*senders, *listeners)))
        yield Served(listeners, senders, proxy, health)


async def test_listeners_and_senders_die_and_nobody_is_lost(scene: Scene, served: Served, postgres_url: str) -> None:
    """Eight people join and note an hour while each listener, then the sender, is killed; then a sender is frozen."""
    people = await scene.add_people(PEOPLE)
    frozen: Town | None = None
    async with asyncio.TaskGroup() as group:
        for person in people:
            group.create_task(tell(scene, served.listeners[0], person))
        for one in served.listeners:
            await asyncio.sleep(0.7)
            await one.kill()
            await one.start()
        gone = served.sender_now()
        await gone.kill()
        await asyncio.sleep(4)
        await gone.start()
        frozen = served.sender_now()
        assert frozen is not gone
        assert frozen.process is not None
        os.kill(frozen.process.pid, signal.SIGSTOP)
        await asyncio.sleep(5)
    assert served.sender_now() is gone, "the other one took over"
    os.kill(frozen.process.pid, signal.SIGCONT)
    await scene.idle(30)
    noted = records.rows(postgres_url, select(_hour.c.person_id, func.count()).group_by(_hour.c.person_id))
    assert [row[1] for row in noted] == [1] * PEOPLE, "each hour is noted once"
    repeated = sum(len(texts) - len(set(texts)) for texts in [await scene.texts(one) for one in people])
    assert repeated <= 6, "a few answers may be said again after the kill and the freeze"
    assert set(served.proxy.passed) == set(served.proxy.behind), "both listeners took calls"
    left = select(func.count()).where(_d.c.state.in_([DeliveryState.READY, DeliveryState.SENDING]))
    async with asyncio.timeout(30):
        while records.rows(postgres_url, left)[0][0]:  # noqa: ASYNC110
            await asyncio.sleep(0.2)


async def test_one_sends_the_others_stand_by_and_say_so(scene: Scene, served: Served, postgres_url: str) -> None:
    """A clean stop hands over at once; with no sender left, nobody is ready; what was asked meanwhile is answered."""
    web_ = served.proxy.web

    async def asked(path: str) -> tuple[int, str]:
        async with web_.get(f"http://127.0.0.1:{served.health}/{path}") as answer:
            return answer.status, await answer.text()

    assert (await asked("ready"))[0] == 200, "standing by is being ready"
    first = served.sender_now()
    other = next(one for one in served.senders if one is not first)
    assert f"tousvoisins_lease_held {int(first is served.senders[1])}\n" in (await asked("metrics"))[1]
    await first.stop()
    await scene.act("start", user=scene.people["Odile"])
    await scene.see(scene.people["Odile"], "Bonjour")
    assert served.sender_now() is other
    await other.kill()
    await scene.act("start", user=scene.people["Karim"])
    await served.senders[1].start()
    await scene.see(scene.people["Karim"], "Bonjour")
    assert json.loads((await asked("ready"))[1]) == {"ready": True, "towns": {"town": []}}


async def test_two_listeners_take_updates_in_any_order_and_each_once(scene: Scene, served: Served) -> None:
    """The later first, on the other listener; then both at once, twice: elsewhere the first was dropped as « seen »."""
    web_, odile = served.proxy.web, scene.people["Odile"]
    await scene.act("start", user=odile)
    await scene.see(odile, "Bonjour")

    async def post(port: int, number: int, text: str) -> int:
        update = {"update_id": number, "message": {
            "message_id": number, "date": 1790000000, "chat": {"id": odile, "type": "private", "first_name": "Odile"},
            "from": {"id": odile, "is_bot": False, "first_name": "Odile"}, "text": text,
            "entities": [{"type": "bot_command", "offset": 0, "length": len(text)}]}}
        async with web_.post(f"http://127.0.0.1:{port}/", json=update, headers={
                "X-Telegram-Bot-Api-Secret-Token": SECRET}) as answer:
            return answer.status

    first, second = served.proxy.behind
    before = await scene.last()
    assert await post(second, 900_002, "/urgence") == 200
    await scene.see(odile, "112", before)
    assert await post(first, 900_001, "/confidentialite") == 200
    await scene.see(odile, "données", before)
    before = await scene.last()
    twice = [post(port, 900_003, "/urgence") for port in (first, second, first, second)]
    assert await asyncio.gather(*twice) == [200] * 4
    await scene.see(odile, "112", before)
    await scene.idle()
    said = [call for call in await scene.calls_since(before) if "112" in str(call["params"].get("text"))]
    assert len(said) == 1


async def test_what_several_processes_need_is_said_first(tmp_path: Path, postgres_url: str) -> None:
    """On SQLite, without a webhook, without the key that all machines share: one sentence each."""
    settings = {"BOT_TOKEN": "123456:SANDBOX", "DATABASE_URL": postgres_url}
    lite = await bot(tmp_path, "deliver", BOT_TOKEN="123456:SANDBOX")
    assert "SQLite takes one process" in lite.sentence
    assert "set WEBHOOK_URL" in (await bot(tmp_path, "listen", **settings)).sentence
    assert ".tombstones.key is missing" in (await bot(tmp_path, "deliver", **settings)).sentence
