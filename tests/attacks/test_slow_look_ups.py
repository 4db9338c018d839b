"""Whom the network keeps waiting waits alone, in order, and is forgotten by no kill. All people are fictional."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from tests.end_to_end.scene import Scene
from tests.end_to_end.test_webhook import SECRET, hooked
from tests.end_to_end.town import Town

__all__ = ["hooked"]
pytestmark = pytest.mark.crash
SLOW = 2.7


async def met(scene: Scene) -> tuple[int, int, int]:
    """Karim's group, whose administrators Telegram takes long to name; (Karim, Odile, the group)."""
    karim, odile = scene.people["Karim"], scene.people["Odile"]
    group = next(id_ for title, id_ in scene.groups.items() if title.startswith("Les Lilas"))
    await scene.act("add_bot", chat=group, by=karim)
    await scene.see(group, "coup de main")
    await scene.act("start", user=karim)
    await scene.see(karim, "Bonjour")
    return karim, odile, group


async def slowly(scene: Scene, times: int = 1, delay: float = SLOW) -> None:
    await scene.act("fault", method="getChatMember", times=times, delay=delay)


async def own_name(scene: Scene) -> str:
    return str(next(bot["username"] for bot in (await scene.get("state"))["bots"]))


async def said_to(scene: Scene, since: int) -> list[int]:
    """The chats that were written to, in order."""
    return [int(call["params"]["chat_id"]) for call in await scene.calls_since(since)
            if call["method"] in ("sendMessage", "sendPhoto", "sendDocument")]


async def test_who_waits_for_the_network_waits_alone_and_in_order(scene: Scene, town: Town) -> None:
    karim, odile, group = await met(scene)
    name, before = await own_name(scene), await scene.last()
    await slowly(scene)
    await scene.say(karim, f"/reglages@{name}", group)
    await scene.say(karim, "/urgence")
    await scene.act("start", user=odile)
    await scene.say(odile, "/urgence")
    await scene.see(odile, "112", patience=SLOW)
    assert karim not in await said_to(scene, before), "Karim's second word waits behind his first"
    await scene.see(karim, "112", since=before)
    await scene.idle()
    assert await said_to(scene, before) == [odile, odile, group, karim]

    # Killed while Telegram makes Karim wait: his words come again, Odile's are not said twice.
    before = await scene.last()
    await slowly(scene)
    await scene.say(karim, f"/reglages@{name}", group)
    await scene.say(karim, "/urgence")
    await scene.say(odile, "/aide")
    await scene.see(odile, "aide", since=before, patience=SLOW)
    await town.kill()
    await town.start()
    await scene.see(karim, "112", since=before)
    await scene.idle()
    said = await said_to(scene, before)
    assert (said.count(odile), said[-2:]) == (1, [group, karim])


async def test_by_webhook_each_update_is_answered_at_its_own_end(scene: Scene, hooked: tuple[Town, str]) -> None:
    """200 comes after the commit of that update, and of no other."""
    _town, address = hooked
    karim, odile, group = await met(scene)
    name, before = await own_name(scene), await scene.last()
    await slowly(scene, times=2)
    title = next(title for title, id_ in scene.groups.items() if id_ == group)
    asked = update(700001, karim, {"id": group, "type": "supergroup", "title": title}, f"/reglages@{name}")
    async with aiohttp.ClientSession(headers={"X-Telegram-Bot-Api-Secret-Token": SECRET}) as telegram:

        async def push(what: dict[str, Any]) -> tuple[int, str]:
            async with telegram.post(address, json=what) as answer:
                return answer.status, await answer.text()

        first = asyncio.create_task(push(asked))
        again = asyncio.create_task(push(asked))
        status, body = await asyncio.wait_for(push(update(700002, odile, None, "/urgence")), SLOW)
        assert status == 200
        assert "112" in body
        assert not first.done()
        assert not again.done(), "the same update, sent again meanwhile, has no other end"
        assert (await first, await again) == ((200, ""), (200, ""))
    await scene.idle()
    assert (await said_to(scene, before)).count(group) == 1


def update(number: int, person: int, chat: dict[str, Any] | None, text: str) -> dict[str, Any]:
    return {"update_id": number, "message": {
        "message_id": number, "date": 1790000000, "text": text,
        "chat": chat or {"id": person, "type": "private", "first_name": "Odile"},
        "from": {"id": person, "is_bot": False, "first_name": "Odile"},
        "entities": [{"type": "bot_command", "offset": 0, "length": len(text)}]}}
