"""getUpdates as Telegram plays it."""

import asyncio
from typing import Any

import pytest

from tests.sandbox.box import Box, Refused


async def three(box: Box) -> list[int]:
    await box.do("start", user=box.odile)
    await box.do("say", user=box.odile, text="un")
    await box.do("say", user=box.odile, text="deux")
    return [update["update_id"] for update in await box.bot("getUpdates")]


async def ids(box: Box, **params: Any) -> list[int]:
    return [update["update_id"] for update in await box.bot("getUpdates", **params)]


async def test_nothing_is_forgotten_until_an_offset_says_so(box: Box) -> None:
    one, two, last = await three(box)
    assert await ids(box) == [one, two, last]
    assert await ids(box, limit=2) == [one, two]
    assert await ids(box, offset=two) == [two, last]
    assert await ids(box) == [two, last]
    assert await ids(box, offset=last + 1) == []


async def test_a_negative_offset_keeps_the_tail_and_forgets_the_rest(box: Box) -> None:
    *_, last = await three(box)
    assert await ids(box, offset=-1) == [last]
    assert await ids(box) == [last]


async def test_an_offset_far_ahead_is_from_before_ids_restarted(box: Box) -> None:
    every = await three(box)
    assert await ids(box, offset=every[-1] + 10**8) == every


async def test_ids_restart_elsewhere_after_a_quiet_week(box: Box) -> None:
    *_, last = await three(box)
    await box.do("clock", advance=8 * 86400)
    await box.do("say", user=box.odile, text="me revoilà")
    [fresh] = await ids(box)
    assert fresh != last + 1


async def test_the_older_poll_dies(box: Box) -> None:
    older = asyncio.create_task(box.bot("getUpdates", timeout=20))
    await box.do("idle")
    newer = asyncio.create_task(box.bot("getUpdates", timeout=20))
    with pytest.raises(Refused, match="terminated by other getUpdates request") as conflict:
        await older
    assert conflict.value.code == 409
    await box.do("start", user=box.odile)
    assert [update["message"]["text"] for update in await newer] == ["/start"]


async def test_silent_kinds_must_be_asked_for_and_the_wish_is_remembered(box: Box) -> None:
    await box.do("add_bot", chat=box.road, by=box.nadia, admin=True)
    await box.updates()
    await box.do("member", chat=box.road, user=box.karim, action="promote")
    assert await box.updates() == []
    await box.bot("getUpdates", allowed_updates=["chat_member"])
    await box.do("member", chat=box.road, user=box.karim, action="demote")
    await box.do("start", user=box.odile)
    [update] = await box.updates()
    assert update["chat_member"]["old_chat_member"]["status"] == "administrator"
    await box.bot("getUpdates", allowed_updates=[])
    await box.do("say", user=box.odile, text="bonjour")
    assert [update["message"]["text"] for update in await box.updates()] == ["bonjour"]


async def test_the_wish_is_not_retroactive(box: Box) -> None:
    await box.do("start", user=box.odile)
    assert len(await box.bot("getUpdates", allowed_updates=["callback_query"])) == 1


async def test_taps_live_150_seconds_and_messages_a_day(box: Box) -> None:
    await box.do("start", user=box.odile)
    markup = {"inline_keyboard": [[{"text": "Oui", "callback_data": "o"}]]}
    await box.bot("sendMessage", chat_id=box.odile, text="?", reply_markup=markup)
    await box.do("press", user=box.odile, label="Oui")
    await box.do("clock", advance=149)
    assert [kind(update) for update in await box.bot("getUpdates")] == ["message", "callback_query"]
    await box.do("clock", advance=2)
    assert [kind(update) for update in await box.bot("getUpdates")] == ["message"]
    await box.do("clock", advance=86_400)
    assert await box.bot("getUpdates") == []


def kind(update: dict[str, Any]) -> str:
    return next(key for key in update if key != "update_id")


async def test_a_tap_is_answered_in_time_and_once(box: Box) -> None:
    await box.do("start", user=box.odile)
    markup = {"inline_keyboard": [[{"text": "Oui", "callback_data": "o"}]]}
    await box.bot("sendMessage", chat_id=box.odile, text="?", reply_markup=markup)
    first = await box.do("press", user=box.odile, label="Oui")
    assert await box.bot("answerCallbackQuery", callback_query_id=first["callback_id"])
    again = await box.refused("answerCallbackQuery", callback_query_id=first["callback_id"])
    assert "query is too old" in again.description
    late = await box.do("press", user=box.odile, label="Oui")
    await box.do("clock", advance=20)
    refusal = await box.refused("answerCallbackQuery", callback_query_id=late["callback_id"])
    assert "query is too old" in refusal.description


async def test_delivery_faults_double_reorder_and_delay(box: Box) -> None:
    await three(box)
    await box.updates()
    await box.do("deliver", duplicate_next=1)
    await box.do("say", user=box.odile, text="a")
    assert [update["message"]["text"] for update in await box.updates()] == ["a", "a"]
    await box.do("deliver", reorder_next=2)
    await box.do("say", user=box.odile, text="b")
    assert await box.bot("getUpdates") == []
    await box.do("say", user=box.odile, text="c")
    assert [update["message"]["text"] for update in await box.updates()] == ["c", "b"]
    await box.do("deliver", delay_next=0.05)
    await box.do("say", user=box.odile, text="d")
    assert await box.bot("getUpdates") == []
    assert [update["message"]["text"] for update in await box.bot("getUpdates", timeout=5)] == ["d"]


async def test_raw_updates_pass_as_they_are(box: Box) -> None:
    queued = await box.do("update", novelty={"x": 1})
    await box.do("update", raw='{"update_id": %ID%, "message": {"message_id": "one"}}')
    assert await box.bot("getUpdates") == [
        {"novelty": {"x": 1}, "update_id": queued["update_id"]},
        {"update_id": queued["update_id"] + 1, "message": {"message_id": "one"}},
    ]
