"""By webhook: 200 only after the commit, the first answer in the reply, forged calls refused."""

from __future__ import annotations

import asyncio
import io
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import aiohttp
import pytest

from tests.end_to_end.scene import Scene
from tests.end_to_end.town import Town

SECRET = "a-secret-of-the-street-0001"


@pytest.fixture
async def hooked(scene: Scene, database: str, tmp_path: Path) -> AsyncIterator[tuple[Town, str]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    town = Town(scene.base, database, tmp_path / "bot.log", {
        "WEBHOOK_URL": address, "WEBHOOK_SECRET": SECRET, "WEBHOOK_PORT": str(port)})
    await town.start()
    yield town, address
    await town.stop()


async def test_a_conversation_by_webhook(scene: Scene, hooked: tuple[Town, str]) -> None:
    odile = scene.people["Odile"]
    before = (await scene.get("state"))["last"]
    await scene.act("start", user=odile)
    await scene.act("wait", chat=odile, contains="Bonjour", since=before, timeout=20)
    await scene.press(odile, "Commencer")
    await scene.act("wait", chat=odile, contains="prénom", since=before, timeout=20)
    said = [call for call in await scene.calls() if call["method"] in ("sendMessage", "editMessageText")]
    assert len(said) == 2, "each answer is said once"
    carried = [call for call in await scene.calls() if call["params"].get("in_webhook_answer")]
    assert carried, "an answer travels in the reply"


async def test_the_same_update_twice_is_answered_once(scene: Scene, hooked: tuple[Town, str]) -> None:
    _town, address = hooked
    odile = scene.people["Odile"]
    await scene.act("start", user=odile)
    await scene.act("wait", chat=odile, contains="Bonjour", timeout=20)
    update = {"update_id": 987654, "message": {
        "message_id": 77, "date": 1790000000, "chat": {"id": odile, "type": "private", "first_name": "Odile"},
        "from": {"id": odile, "is_bot": False, "first_name": "Odile"}, "text": "/urgence",
        "entities": [{"type": "bot_command", "offset": 0, "length": 8}]}}
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with aiohttp.ClientSession(headers=headers) as telegram:
        async with telegram.post(address, json=update) as first:
            assert first.status == 200
            assert "112" in (await first.json())["text"]
        async with telegram.post(address, json=update) as again:
            assert again.status == 200
            assert await again.read() == b""


@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "guessed-secret-00000"}])
async def test_webhook_forgery(hooked: tuple[Town, str], headers: dict[str, str]) -> None:
    _town, address = hooked
    async with aiohttp.ClientSession(headers=headers) as stranger, \
            stranger.post(address, json={"update_id": 1}) as refused:
        assert refused.status == 401


async def test_a_body_over_a_megabyte_is_refused(hooked: tuple[Town, str]) -> None:
    _town, address = hooked
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with aiohttp.ClientSession(headers=headers) as stranger:
        status = 413  # what the door says when it shuts before everything was said
        with suppress(aiohttp.ClientOSError):
            async with stranger.post(address, data=io.BytesIO(b"x" * 1_100_000)) as refused:
                status = refused.status
        assert status == 413


async def raw_call(address: str, secret: bytes, body: bytes) -> bytes:
    """The status line that answers a call made byte by byte."""
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"POST / HTTP/1.1\r\nHost: bot\r\nX-Telegram-Bot-Api-Secret-Token: " + secret +
                 b"\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    await writer.drain()
    line = await asyncio.wait_for(reader.readline(), 10)
    writer.close()
    return line


async def test_a_secret_that_is_no_text_and_a_body_without_bottom_leave_no_trace(hooked: tuple[Town, str]) -> None:
    town, address = hooked
    assert b" 401 " in await raw_call(address, b"caf\xe9-\xff\xfe", b"{}")
    deep = b"[" * 200_000 + b"]" * 200_000
    assert b" 400 " in await raw_call(address, SECRET.encode(), deep)
    assert "Traceback" not in town.log.read_text()


async def test_who_connects_and_says_nothing_is_shut_out(scene: Scene, hooked: tuple[Town, str]) -> None:
    """Nothing, half a header, half a body: closed after ten seconds, and a real call is answered meanwhile."""
    _town, address = hooked
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    body = (b"POST / HTTP/1.1\r\nHost: bot\r\nX-Telegram-Bot-Api-Secret-Token: " + SECRET.encode() +
            b"\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n{")
    calls = []
    for said in (b"", b"POST / HTTP/1.1\r\nHost: b", body) * 20:
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(said)
        calls.append((reader, writer))
    odile = scene.people["Odile"]
    await scene.act("start", user=odile)
    await scene.see(odile, "Bonjour")
    async with asyncio.timeout(25):
        for reader, writer in calls:
            with suppress(ConnectionError):
                assert (await reader.read())[:13] in (b"", b"HTTP/1.1 408 ")
            writer.close()
