"""The real ear against the real wire: what is acknowledged was committed, and nothing sinks a batch."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot.assembly import Assembled, assemble
from bot.parts import Place
from bot.ports import Ports
from bot.service import REVOKED
from bot.settings import Settings, SettingsError
from bot.telegram.listen import make_listener
from bot.telegram.reading import read
from rules.deliveries import DeliveryState
from rules.incoming import Tapped, Typed
from sandbox.server import Sandbox
from storage.engine import transaction
from storage.tables import Address, Delivery, Person, SeenUpdate, SetAside, table
from tests.pilots import catalogue
from tests.telegram.conftest import BUILDING, KARIM, NADIA, ODILE, ROAD, TOKEN

ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


class Town:
    """The whole service in this process, beside a sandbox."""

    def __init__(self, sandbox: Sandbox, engine: Engine) -> None:
        self.sandbox, self.engine = sandbox, engine
        self.put: Assembled | None = None
        self.running: asyncio.Task[None] | None = None

    async def open(self) -> None:
        settings = Settings.load(None, {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": self.sandbox.base,
                                        "PACE_PER_SECOND": "0"})
        self.put = await assemble(Place(settings), self.engine, catalogue(), Ports())
        self.running = asyncio.create_task(self.put.service.run())

    async def close(self) -> None:
        assert self.running is not None
        assert self.put is not None
        self.running.cancel()
        _done, late = await asyncio.wait([self.running], timeout=10)
        assert not late, [task.get_coro() for task in asyncio.all_tasks()]
        await self.put.close()

    async def do(self, verb: str, **body: Any) -> Any:
        return await self.sandbox.do(verb, body)

    async def quiet(self) -> None:
        await self.do("idle", timeout=15)
        assert self.put is not None
        await self.put.service.sender.drain()

    async def hears(self, user: int, words: str) -> None:
        await self.do("wait", chat=user, contains=words, timeout=15)

    def column(self, model: Any, name: str) -> list[Any]:
        with transaction(self.engine) as session:
            return list(session.connection().execute(select(table(model).c[name])).scalars())


@pytest.fixture
async def town(sqlite_engine: Engine) -> AsyncIterator[Town]:
    async with Sandbox(port=0) as sandbox:
        made = Town(sandbox, sqlite_engine)
        await made.open()
        yield made
        await made.close()


def message(**more: Any) -> dict[str, Any]:
    return {"message": {"message_id": 90, "date": 1790000000, "chat": {"id": NADIA, "type": "private"},
                        "from": {"id": NADIA, "is_bot": False, "first_name": "Nadia"}, "text": "/start"} | more}


async def test_malformed_in_good_batch(sqlite_engine: Engine) -> None:
    """An update nobody can read is set aside, its shape alone; those around it are handled, and none comes back."""
    async with Sandbox(port=0) as sandbox:
        await sandbox.do("start", {"user": ODILE})
        await sandbox.do("update", {"raw": '{"update_id": %ID%, "message": {"message_id": "seven", "chat": 3}}'})
        await sandbox.do("start", {"user": KARIM})
        town = Town(sandbox, sqlite_engine)
        await town.open()
        await town.hears(ODILE, "Bonjour")
        await town.hears(KARIM, "Bonjour")
        await town.quiet()
        await town.close()
        assert ['"message_id": "<5 characters>"' in raw for raw in town.column(SetAside, "raw")] == [True]
        assert not sandbox.world.main.queue.pending


def test_what_nobody_reads_of_an_update_cannot_make_it_unreadable() -> None:
    """A quoted message, marks or buttons of a shape to come: the words and the tap are understood all the same."""
    ear = make_listener(TOKEN, "http://127.0.0.1:1")
    odd: dict[str, Any] = {"reply_to_message": {"new": 1}, "entities": 7, "reply_markup": [3], "quote": "?"}
    words = message()["message"] | {"text": "bonjour"}
    said = read(ear, {"update_id": 1, "message": words | odd}, "town_bot")
    tapped = {"id": "q", "from": words["from"], "chat_instance": "1", "data": "menu", "message": words | odd}
    pressed = read(ear, {"update_id": 2, "callback_query": tapped}, "town_bot")
    assert said == read(ear, {"update_id": 1, "message": words}, "town_bot")
    assert said is not None
    assert said.event == Typed("bonjour")
    assert pressed is not None
    assert pressed.event == Tapped("q", "menu", 90, under="bonjour")
    assert pressed.place == said.place


@pytest.mark.parametrize("fault", [
    {"status": 409, "description": "Conflict: terminated by other getUpdates request"},
    {"status": 429, "description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}},
    {"status": 502, "body": "<html>502 Bad Gateway</html>"},
    {"status": 500, "description": "Internal Server Error"},
    {"drop": "before"}, {"truncate": True}])
async def test_listening_goes_on_after_a_fault(
        town: Town, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any]) -> None:
    monkeypatch.setattr("bot.service.CONFLICT_SECONDS", 0.2)
    await town.do("fault", method="getUpdates", times=1, **fault)
    await town.do("start", user=ODILE)
    await town.hears(ODILE, "Bonjour")
    await town.do("start", user=KARIM)
    await town.hears(KARIM, "Bonjour")
    await town.quiet()
    assert len(town.column(Person, "id")) == 2


async def test_a_second_listener_is_named(
        town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr("bot.service.CONFLICT_SECONDS", 0.2)
    await town.do("fault", method="getUpdates", times=1, status=409,
                  description="Conflict: terminated by other getUpdates request")
    await town.do("start", user=ODILE)
    await town.do("start", user=KARIM)
    await town.hears(KARIM, "Bonjour")
    told = [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR and r.name.startswith("bot")]
    assert len(told) == 1
    assert "another program" in told[0]


@pytest.mark.parametrize(("method", "fault"), [("getUpdates", 401), ("sendMessage", 401)])
async def test_a_revoked_token_stops_the_service_with_a_sentence(town: Town, method: str, fault: int) -> None:
    """Whether it is the ear or the voice that learns it; what could not be said is still to be said."""
    await town.do("fault", method=method, status=fault, description="Unauthorized")
    await town.do("start", user=ODILE)
    if method == "getUpdates":
        await town.do("start", user=KARIM)
    assert town.running is not None
    with pytest.raises(SettingsError) as stopped:
        async with asyncio.timeout(15):
            await town.running
    assert str(stopped.value) == REVOKED
    assert TOKEN not in REVOKED
    if method == "sendMessage":
        assert town.column(Delivery, "state") == [DeliveryState.WAITING]


@pytest.mark.parametrize("update", [
    {"channel_post": message(chat={"id": -1009, "type": "channel", "title": "Ville"})["message"]},
    {"edited_channel_post": message(chat={"id": -1009, "type": "channel", "title": "Ville"})["message"]},
    message(chat={"id": ROAD, "type": "supergroup", "title": "Rue"}, text="/installer",
            sender_chat={"id": -1009, "type": "channel", "title": "Ville"}, **{"from": ANONYMOUS}),
    message(chat={"id": ROAD, "type": "supergroup", "title": "Rue"}, text="/installer", is_automatic_forward=True,
            sender_chat={"id": -1009, "type": "channel", "title": "Ville"},
            **{"from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}}),
    {"some_kind_of_tomorrow": {"id": 3}},
])
async def test_what_is_not_for_us_changes_nothing(town: Town, update: dict[str, Any]) -> None:
    """Channels, posts of linked channels, people writing as a channel, and kinds nobody knows yet."""
    await town.do("update", **update)
    await town.quiet()
    for model in (Person, Address, Delivery, SeenUpdate, SetAside):
        assert town.column(model, "id") == []


async def test_a_stranger_s_changed_words_make_nobody_known(town: Town) -> None:
    await town.do("update", edited_message=message(edit_date=1790000060)["message"])
    await town.quiet()
    for model in (Person, Address, Delivery, SetAside):
        assert town.column(model, "id") == []


async def test_an_anonymous_admin_may_install_their_own_group(town: Town) -> None:
    """They count for the chat in whose name they write, and are never a person."""
    await town.do("add_bot", chat=ROAD, by=NADIA)
    await town.hears(ROAD, "Bonjour")
    await town.quiet()
    before = set(town.column(Person, "id"))
    await town.do("member", chat=ROAD, user=NADIA, by=NADIA, action="anonymous")
    await town.do("say", user=NADIA, chat=ROAD, text="/installer@tousvoisins_bot", as_anonymous=True)
    await town.hears(ROAD, "Trois questions")
    await town.quiet()
    assert set(town.column(Person, "id")) == before
    assert ANONYMOUS["id"] not in town.column(Address, "value")


async def test_general_is_answered_without_a_thread(town: Town) -> None:
    made = await town.do("groups", title="Rue du Test", type="supergroup", forum=True, creator=NADIA, members=[NADIA])
    await town.do("add_bot", chat=made["id"], by=NADIA)
    topic = await town.do("topic", chat=made["id"], action="create", name="Coups de main")
    await town.quiet()
    for thread in (1, topic["id"]):
        await town.do("say", user=NADIA, chat=made["id"], text="/installer@tousvoisins_bot", thread=thread)
        await town.quiet()
    threads = [m.get("message_thread_id") for m in town.sandbox.world.chats[made["id"]].messages.values()
               if "Trois questions" in m.get("text", "")]
    assert threads == [None, topic["id"]]


async def test_a_group_that_moves_is_followed(town: Town) -> None:
    """By the notices of both chats: one address, the new one."""
    await town.do("add_bot", chat=BUILDING, by=KARIM)
    await town.hears(BUILDING, "Bonjour")
    await town.quiet()
    new = (await town.do("migrate", chat=BUILDING))["new_chat"]
    await town.quiet()
    values = town.column(Address, "value")
    assert new in values
    assert BUILDING not in values
