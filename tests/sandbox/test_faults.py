"""Faults: what meets a call, and whether its effect took place."""

from typing import Any

import pytest
from aiohttp import ClientError, ContentTypeError, FormData

from tests.sandbox.box import Box, Refused


async def texts(box: Box) -> list[str]:
    chats = (await box.read("state"))["chats"]
    private = next(chat for chat in chats if chat["id"] == box.odile)
    return [message["text"] for message in private["messages"] if message["from"]["is_bot"]]


def hello(box: Box, **more: Any) -> dict[str, Any]:
    return {"chat_id": box.odile, "text": "Bonjour"} | more


async def test_a_planned_429_carries_its_delay_twice(box: Box) -> None:
    await box.do("start", user=box.odile)
    wish = {"status": 429, "description": "Too Many Requests: retry after 7", "parameters": {"retry_after": 7}}
    await box.do("fault", method="sendmessage", times=1, **wish)
    refusal = await box.refused("sendMessage", **hello(box))
    assert (refusal.code, refusal.parameters) == (429, {"retry_after": 7})
    assert refusal.headers["Retry-After"] == "7"
    assert await box.bot("sendMessage", **hello(box))
    assert await texts(box) == ["Bonjour"]


async def test_nth_chat_and_probability_choose_the_calls(box: Box) -> None:
    for user in (box.odile, box.lucas):
        await box.do("start", user=user)
    await box.do("fault", chat=box.odile, nth=2, status=500, description="Internal Server Error")
    outcomes: list[bool | str] = []
    for chat in (box.odile, box.lucas, box.odile, box.odile):
        try:
            outcomes.append(bool(await box.bot("sendMessage", chat_id=chat, text="x")))
        except Refused as fault:
            outcomes.append(fault.description)
    assert outcomes == [True, True, "Internal Server Error", True]
    await box.do("faults", clear=True)
    await box.do("fault", method="getMe", probability=0.5, seed=3, status=500, description="x")
    refused = 0
    for _ in range(40):
        async with box.http.get(f"{box.base}/bot123456:SANDBOX/getMe") as answer:
            refused += answer.status == 500
    assert 8 < refused < 32


async def test_a_proxy_page_is_html(box: Box) -> None:
    await box.do("fault", times=1, status=502, body="<html>502 Bad Gateway</html>")
    async with box.http.get(f"{box.base}/bot123456:SANDBOX/getMe") as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")


async def test_a_truncated_answer_cannot_be_read_but_the_message_is_there(box: Box) -> None:
    await box.do("start", user=box.odile)
    await box.do("fault", truncate=True, times=1)
    with pytest.raises((ValueError, ContentTypeError)):
        await box.bot("sendMessage", **hello(box))
    assert await texts(box) == ["Bonjour"]


@pytest.mark.parametrize(("when", "delivered"), [("before", 0), ("after", 1)])
async def test_a_dropped_call_had_its_effect_or_not(box: Box, when: str, delivered: int) -> None:
    await box.do("start", user=box.odile)
    await box.do("fault", method="sendMessage", times=1, drop=when)
    form = FormData({"chat_id": str(box.odile), "text": "Bonjour"})
    with pytest.raises(ClientError):
        await box.send("sendMessage", form)
    assert len(await texts(box)) == delivered


async def test_a_fault_without_method_spares_the_listener(box: Box) -> None:
    await box.do("fault", status=500, description="x")
    assert await box.bot("getUpdates") == []
    await box.do("fault", method="getUpdates", times=1, status=500, description="y")
    assert (await box.refused("getUpdates")).description == "y"


@pytest.mark.parametrize("wish", [{}, {"status": 500, "methode": "x"}, {"drop": "sometimes"}])
async def test_a_fault_that_means_nothing_is_refused(box: Box, wish: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"fault|drop"):
        await box.do("fault", **wish)
