"""/health, /ready and /metrics of a town that is served: what is so at this moment, and nobody's name or id."""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import Engine, text, update

from bot.assembly import Assembled, assemble
from bot.monitor import Monitor
from bot.parts import Place
from bot.ports import Ports
from bot.settings import Settings
from bot.vital import Vital
from sandbox.server import Sandbox
from storage.backup import backup
from storage.engine import open_reader, transaction
from storage.tables import Agenda, BotLease, table
from tests.deliveries.conftest import chats, post
from tests.pilots import catalogue
from tests.telegram.conftest import TOKEN

LABELS = {"town", "reason", "state", "outcome", "event", "version", "what"}


class Watch:
    """A town assembled and not started: what its database holds is what the test put there."""

    def __init__(self, town: Assembled, vital: Vital, engine: Engine, base: str, web: aiohttp.ClientSession) -> None:
        self.town, self.vital, self.engine, self.base, self.web = town, vital, engine, base, web

    async def ask(self, path: str, method: str = "GET") -> tuple[int, str]:
        self.vital.known = None
        async with self.web.request(method, f"{self.base}/{path}") as answer:
            return answer.status, await answer.text()

    async def whys(self) -> list[str]:
        status, said = await self.ask("ready")
        found: list[str] = json.loads(said)["towns"]["town"]
        assert status == (503 if found else 200)
        return found

    def change(self, model: type, **values: object) -> None:
        with transaction(self.engine) as session:
            session.connection().execute(update(table(model)).values(**values))


@pytest.fixture
async def watch(engine: Engine, database_url: str, tmp_path: Path) -> AsyncIterator[Watch]:
    async with Sandbox(port=0) as sandbox, aiohttp.ClientSession() as web:
        settings = Settings.load(None, {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": sandbox.base,
                                        "DATABASE_URL": database_url})
        place, ports = Place(settings, home=tmp_path), Ports()
        town = await assemble(place, engine, catalogue(), ports)
        vital = Vital(place, town.service, town.counted, open_reader(database_url))
        await ports.answer(0, "", Monitor({"": vital}).answer)
        door = ports.opened[0].door
        assert door is not None
        yield Watch(town, vital, engine, f"http://127.0.0.1:{door.sockets[0].getsockname()[1]}", web)
        await ports.close()
        vital.close()
        await town.close()


async def test_ready_says_why_not(watch: Watch) -> None:
    """Nobody sends; then somebody does; then the lease lapses; then the schema is another's."""
    assert await watch.whys() == ["nobody_sends"]
    await watch.town.service.sender.take_over()
    assert await watch.whys() == []
    assert (await watch.ask("health"))[0] == 200
    watch.change(BotLease, expires_at=watch.town.service.now() - timedelta(seconds=1))
    assert await watch.whys() == ["nobody_sends"]
    await watch.town.service.sender.take_over()
    with watch.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert await watch.whys() == ["schema_old"]
    assert (await watch.ask("health"))[0] == 200, "whoever restarts by itself does not restart for this"


async def test_a_reader_holds_up_nobody_and_is_held_up_by_nobody(watch: Watch) -> None:
    """While a turn is being written the figures are read, and a turn is written while they are."""
    await watch.town.service.sender.take_over()
    with transaction(watch.engine) as session:
        session.connection().execute(update(table(BotLease)).values(holder="somebody"))
        assert await watch.whys() == []


async def test_a_database_that_is_away_or_never_answers(watch: Watch) -> None:
    """The page says so within three seconds, and the process answers all the while."""
    await watch.town.service.sender.take_over()
    reader = watch.vital.reader
    silent = socket.create_server(("127.0.0.1", 0))
    port = silent.getsockname()[1]
    for url in ("sqlite:////nowhere/at/all.db", "postgresql+psycopg://one@127.0.0.1:9/none",
                f"postgresql+psycopg://one@127.0.0.1:{port}/none"):
        watch.vital.reader = open_reader(url)
        asked = asyncio.create_task(watch.whys())
        assert (await watch.ask("health"))[0] == 200
        assert "database_away" in await asked
        figures = (await watch.ask("metrics"))[1]
        assert "tousvoisins_ready 0" in figures
        assert not [line for line in figures.splitlines() if line.startswith("tousvoisins_database_bytes")]
    watch.vital.reader = reader
    silent.close()
    await watch.town.service.sender.take_over()
    assert await watch.whys() == []


async def test_metrics_labels(watch: Watch, database_url: str, tmp_path: Path) -> None:
    """Figures of what there is; labels of fixed lists, and no id anywhere."""
    await watch.town.service.sender.take_over()
    post(watch.engine, chats(watch.engine, 3, first=987654321))
    with transaction(watch.engine) as session:
        session.connection().execute(table(Agenda).insert().values(
            what="asks.widen", subject=7, at=watch.town.service.now() - timedelta(seconds=90), faults=0))
    status, said = await watch.ask("metrics")
    assert status == 200
    figures = dict(line.rsplit(" ", 1) for line in said.splitlines() if not line.startswith("#"))
    assert figures['tousvoisins_deliveries{state="ready"}'] == "3"
    assert figures["tousvoisins_lease_held"] == "1"
    assert figures["tousvoisins_ready"] == "1"
    assert float(figures["tousvoisins_agenda_lag_seconds"]) >= 90
    assert float(figures["tousvoisins_database_bytes"]) > 0
    assert "tousvoisins_last_backup_timestamp_seconds" not in figures
    assert set(re.findall(r'(\w+)="', said)) <= LABELS
    assert "987654" not in said
    assert TOKEN.partition(":")[2] not in said


async def test_a_backup_is_seen(sqlite_url: str, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from storage.vitals import last_saved

    assert last_saved(sqlite_url) is None
    backup(sqlite_url, tmp_path / "kept", None, datetime(2026, 11, 24, 2, 15, tzinfo=UTC))
    assert last_saved(sqlite_url) == datetime(2026, 11, 24, 2, 15, tzinfo=UTC)


@pytest.mark.parametrize(("method", "path", "status"), [
    ("POST", "metrics", 405), ("DELETE", "health", 405), ("GET", "", 404), ("GET", "ready/nobody", 404),
    ("GET", "metrics/../../etc/passwd", 404), ("HEAD", "health", 200)])
async def test_nothing_else_is_answered(watch: Watch, method: str, path: str, status: int) -> None:
    assert (await watch.ask(path, method))[0] == status


@pytest.mark.parametrize(("path", "kind"), [
    ("health", "application/json; charset=utf-8"), ("ready", "application/json; charset=utf-8"),
    ("metrics", "text/plain; version=0.0.4; charset=utf-8")])
async def test_each_answer_says_what_it_is(watch: Watch, path: str, kind: str) -> None:
    async with watch.web.get(f"{watch.base}/{path}") as answer:
        assert answer.headers["Content-Type"] == kind
        assert await answer.read()
