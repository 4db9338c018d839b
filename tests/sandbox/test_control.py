"""The control side: waiting without sleeping, the live stream, the log and its replay, the clock."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from sandbox.server import Sandbox
from tests.sandbox.box import Box

YES = {"inline_keyboard": [[{"text": "Oui", "callback_data": "o"}]]}


async def test_wait_gives_the_first_message_or_edit_that_says_it(box: Box) -> None:
    await box.do("start", user=box.odile)
    waiting = asyncio.create_task(box.do("wait", chat=box.odile, contains="changé"))
    sent = await box.bot("sendMessage", chat_id=box.odile, text="avant")
    await box.bot("editMessageText", chat_id=box.odile, message_id=sent["message_id"], text="tout a changé")
    found = await waiting
    assert (found["message_id"], found["text"]) == (sent["message_id"], "tout a changé")
    with pytest.raises(ValueError, match="No message"):
        await box.do("wait", chat=box.odile, contains="changé", since=found["n"], timeout=0.01)


async def test_idle_means_acknowledged_and_listening_again(box: Box) -> None:
    with pytest.raises(ValueError, match="idle"):
        await box.do("idle", timeout=0.1)
    await box.do("start", user=box.odile)
    [update] = await box.bot("getUpdates", timeout=20)
    waiting = asyncio.create_task(box.do("idle"))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(waiting), 0.15)
    poll = asyncio.create_task(box.bot("getUpdates", offset=update["update_id"] + 1, timeout=20))
    await waiting
    poll.cancel()


async def test_idle_waits_for_what_is_still_on_its_way(box: Box) -> None:
    await box.do("deliver", delay_next=0.2)
    poll = asyncio.create_task(box.bot("getUpdates", timeout=20))
    await box.do("idle")
    await box.do("start", user=box.odile)
    with pytest.raises(ValueError, match="idle"):
        await box.do("idle", timeout=0.12)
    assert len(await poll) == 1


async def test_idle_waits_for_who_follows_the_clock_to_know_of_a_change(box: Box) -> None:
    """A bot that still lives yesterday would offer a « demain » that is past when it is pressed."""
    async def asks_the_time() -> float:
        async with box.http.get(f"{box.base}/sandbox/clock") as answer:
            return float((await answer.json())["offset"])

    poll = asyncio.create_task(box.bot("getUpdates", timeout=20))
    await asks_the_time()
    await box.do("clock", advance=86400)
    with pytest.raises(ValueError, match="idle"):
        await box.do("idle", timeout=0.12)
    assert await asks_the_time() == 86400
    await box.do("idle")
    poll.cancel()


async def test_a_listener_that_hung_up_is_not_listening(box: Box) -> None:
    poll = asyncio.create_task(box.bot("getUpdates", timeout=20))
    await box.do("idle")
    poll.cancel()
    with pytest.raises(asyncio.CancelledError):
        await poll
    with pytest.raises(ValueError, match="idle"):
        await box.do("idle", timeout=0.2)


async def test_the_stream_resumes_after_the_last_event_seen(box: Box) -> None:
    await box.do("start", user=box.odile)
    last = (await box.read("state"))["last"]
    async with box.http.get(f"{box.base}/sandbox/events", headers={"Last-Event-ID": str(last)}) as stream:
        await box.do("say", user=box.odile, text="Bonjour")
        lines = [(await stream.content.readline()).decode().strip() for _ in range(2)]
    assert lines[0] == f"id: {last + 1}"
    event = json.loads(lines[1].removeprefix("data: "))
    assert (event["n"], event["type"], event["message"]["text"]) == (last + 1, "message", "Bonjour")


async def test_an_open_stream_does_not_hold_the_shutdown() -> None:
    async with ClientSession() as http:
        async with asyncio.timeout(3), Sandbox() as sandbox:
            stream = await http.get(f"{sandbox.base}/sandbox/events")
            await stream.content.readline()
        await stream.read()  # ended by the server, not cut


async def test_a_log_can_be_shown_again(tmp_path: Path) -> None:
    log = tmp_path / "street.jsonl"
    async with Sandbox(log=log) as sandbox, ClientSession() as http:
        box = Box(sandbox, http)
        await box.do("start", user=box.odile)
        await box.do("add_bot", chat=box.building, by=box.karim)
        sent = await box.bot("sendMessage", chat_id=box.odile, text="un", reply_markup=YES)
        await box.bot("editMessageText", chat_id=box.odile, message_id=sent["message_id"], text="deux")
        gone = await box.bot("sendMessage", chat_id=box.building, text="trois")
        await box.bot("deleteMessage", chat_id=box.building, message_id=gone["message_id"])
        await box.do("migrate", chat=box.building)
        before = await box.read("state")
    async with Sandbox(replay=log) as sandbox, ClientSession() as http:
        box = Box(sandbox, http)
        after = await box.read("state")
        with pytest.raises(ValueError, match="replay"):
            await box.do("start", user=box.lucas)
    moving = {"clock", "offset", "limits"}
    assert {k: v for k, v in after.items() if k not in moving} == {k: v for k, v in before.items() if k not in moving}
    assert [json.loads(line)["n"] for line in log.read_text().splitlines()] == list(range(1, before["last"] + 1))


async def test_a_transcript_reads_like_a_conversation(box: Box) -> None:
    await box.do("start", user=box.odile)
    await box.bot("sendMessage", chat_id=box.odile, text="On y va ?", reply_markup=YES)
    await box.do("press", user=box.odile, label="Oui")
    text = await box.read(f"transcript?chat={box.odile}")
    assert [line[21:] or line for line in text.splitlines()] == [
        "Odile: /start", "Tous Voisins: On y va ?", "    [Oui]"[21:] or "    [Oui]", f"[{box.odile} presses o]",
    ]  # fmt: skip


async def test_the_clock_is_real_time_plus_an_offset(box: Box) -> None:
    there = datetime(2027, 1, 1, 9, tzinfo=UTC)
    answer = await box.do("clock", to=there.isoformat())
    assert timedelta() <= datetime.fromisoformat(answer["now"]) - there < timedelta(seconds=5)
    assert (await box.do("clock", advance=3600))["offset"] == pytest.approx(answer["offset"] + 3600)
    await box.do("start", user=box.odile)
    assert abs((await box.updates())[0]["message"]["date"] - there.timestamp() - 3600) < 5
    assert (await box.do("clock", offset=0))["offset"] == 0
    with pytest.raises(ValueError, match="zone"):
        await box.do("clock", to="2027-01-01T09:00:00")


async def test_reset_keeps_the_listener_and_sows_the_street_again(box: Box) -> None:
    await box.do("start", user=box.odile)
    await box.do("users", first_name="Léonie", age=29)
    poll = asyncio.create_task(box.bot("getUpdates", offset=10**9, timeout=20))
    with pytest.raises(ValueError, match="idle"):
        await box.do("idle", timeout=0.1)
    await box.do("reset")
    state = await box.read("state")
    assert len(state["users"]) == 12
    assert not any(user["started"] for user in state["users"])
    assert len(await poll) == 1
    await box.do("reset", empty=True)
    assert (await box.read("state"))["users"] == []


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("say", {"user": Box.odile, "text": "x"}),
        ("say", {"user": Box.odile, "chat": Box.building, "text": ""}),
        ("say", {"user": Box.odile, "chat": Box.building, "text": "x", "as_anonymous": True}),
        ("say", {"user": 1, "text": "x"}),
        ("say", {"user": Box.odile, "txt": "x"}),
        ("press", {"user": Box.odile, "chat": Box.building, "label": "Oui"}),
        ("member", {"chat": Box.building, "user": Box.odile, "action": "dance"}),
        ("add_bot", {"chat": Box.building, "by": 7000000012}),
        ("migrate", {"chat": Box.road}),
        ("dance", {}),
    ],
)
async def test_what_cannot_be_done_is_refused_in_one_sentence(box: Box, verb: str, body: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$|takes no field"):
        await box.do(verb, **body)


async def test_two_bots_have_two_conversations(box: Box) -> None:
    other = await box.do("bots", username="autre_bot", token="42:AUTRE", name="Autre")
    await box.do("start", user=box.odile, bot=other["id"])
    assert (await box.refused("sendMessage", chat_id=box.odile, text="x")).code == 403
    await box.bot("sendMessage", token="42:AUTRE", chat_id=box.odile, text="bonjour")
    assert await box.updates() == []
    poll = asyncio.create_task(box.bot("getUpdates", timeout=20))
    await box.do("idle")  # nobody listens for the other one
    poll.cancel()
    private = [chat for chat in (await box.read("state"))["chats"] if chat["id"] == box.odile]
    assert [chat["bot"] for chat in private] == [other["id"]]


async def test_the_page_waits_behind_the_curtain_until_the_scene_is_set(box: Box) -> None:
    async with ClientSession() as web:
        async def page() -> str:
            async with web.get(f"{box.base}/") as answer:
                return await answer.text()

        await box.do("curtain", down=True)
        assert "La rue se prépare" in await page()
        await box.do("curtain", down=False)
        assert "Suivez" not in await page()
        assert "la rue de démonstration" in await page()


@pytest.mark.parametrize(("headers", "body"), [
    ({"Origin": "http://elsewhere.example", "Content-Type": "application/json"}, '{"down": true}'),
    ({"Content-Type": "text/plain"}, '{"down": true}'),
])
async def test_another_site_open_in_the_browser_cannot_drive_the_street(
        box: Box, headers: dict[str, str], body: str) -> None:
    async with ClientSession() as web, web.post(f"{box.base}/sandbox/curtain", headers=headers, data=body) as answer:
        assert answer.status == 403
    assert (await box.do("clock"))["offset"] == 0
