"""Updates pushed to a loopback address."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from aiohttp import web

from tests.sandbox.box import Box


class Ear:
    """A bot behind a webhook; `answers` are what it says next, 200 when none is left."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[tuple[dict[str, Any], str | None]] = asyncio.Queue()
        self.answers: list[web.Response] = []
        self.url = ""

    async def hear(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.heard.put_nowait((await request.json(), secret))
        return self.answers.pop(0) if self.answers else web.Response()

    async def next(self) -> tuple[dict[str, Any], str | None]:
        return await asyncio.wait_for(self.heard.get(), 5)


@pytest_asyncio.fixture
async def ear() -> AsyncIterator[Ear]:
    ear, app = Ear(), web.Application()
    app.router.add_post("/hook", ear.hear)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    ear.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield ear
    await runner.cleanup()


async def test_updates_are_pushed_with_the_secret_and_only_once(box: Box, ear: Ear) -> None:
    await box.do("start", user=box.odile)
    await box.bot("setWebhook", url=ear.url, secret_token="s3cret")
    update, secret = await ear.next()
    assert (update["message"]["text"], secret) == ("/start", "s3cret")
    await box.do("idle")
    await box.do("say", user=box.odile, text="encore")
    assert (await ear.next())[0]["message"]["text"] == "encore"
    await box.do("idle")
    assert (await box.bot("getWebhookInfo"))["pending_update_count"] == 0
    assert (await box.refused("getUpdates")).code == 409
    await box.bot("deleteWebhook")
    assert await box.bot("getUpdates") == []


async def test_a_refused_update_comes_again_before_what_follows_in_its_chat(box: Box, ear: Ear) -> None:
    await box.do("limits", webhook_retry=0.01)
    ear.answers = [web.Response(status=500), web.Response(status=503)]
    await box.bot("setWebhook", url=ear.url)
    await box.do("start", user=box.odile)
    await box.do("say", user=box.odile, text="suite")
    texts = [(await ear.next())[0]["message"]["text"] for _ in range(4)]
    assert texts == ["/start", "/start", "/start", "suite"]
    assert "503" in (await box.bot("getWebhookInfo"))["last_error_message"]


async def test_the_answer_may_carry_one_call(box: Box, ear: Ear) -> None:
    reply = {"method": "sendMessage", "chat_id": box.odile, "text": "Bienvenue"}
    ear.answers = [web.Response(text=json.dumps(reply), content_type="application/json")]
    await box.bot("setWebhook", url=ear.url)
    await box.do("start", user=box.odile)
    assert (await box.do("wait", chat=box.odile, contains="Bienvenue"))["from"]["is_bot"]


async def test_a_webhook_ends_the_poll_that_waits(box: Box, ear: Ear) -> None:
    poll = asyncio.create_task(box.refused("getUpdates", timeout=20))
    await box.do("idle")
    await box.bot("setWebhook", url=ear.url)
    assert (await poll).description == "Conflict: terminated by setWebhook request"
