"""The database goes away for a moment: everything waits, nothing is lost or said twice. All people are fictional."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from rules.deliveries import DeliveryState
from storage import schema
from storage.engine import open_engine
from storage.tables import Delivery, HourEntry, table
from tests import postgres
from tests.end_to_end import records
from tests.end_to_end.scene import Scene
from tests.end_to_end.test_kill import PEOPLE, tell
from tests.end_to_end.town import Town

pytestmark = [pytest.mark.postgres, pytest.mark.crash]
_d, _hour = table(Delivery), table(HourEntry)
AWAY, BACK = "the database does not answer", "the database answers again"


@pytest.fixture
def alone() -> Iterator[tuple[str, Path]]:
    """A cluster that nobody else uses: its address, and its folder."""
    if postgres.binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres.cluster() as found:
        url = found.render_as_string(hide_password=False)
        engine = open_engine(url)
        schema.create(engine)
        engine.dispose()
        yield url, Path(str(make_url(url).query["host"]))


@pytest.fixture
async def served(scene: Scene, alone: tuple[str, Path], tmp_path: Path) -> AsyncIterator[Town]:
    made = Town(scene.base, alone[0], tmp_path / "bot.log")
    await made.start()
    yield made
    await made.stop()


async def restart(folder: Path, seconds: float) -> None:
    await asyncio.to_thread(postgres.stop, folder)
    await asyncio.sleep(seconds)
    await asyncio.to_thread(postgres.start, folder)


async def test_a_restart_of_the_database_loses_and_doubles_nothing(
        scene: Scene, served: Town, alone: tuple[str, Path]) -> None:
    """Sixteen people join and note an hour while PostgreSQL stops and starts three times, once for long."""
    assert served.process is not None
    people = await scene.add_people(PEOPLE)
    async with asyncio.TaskGroup() as group:
        for person in people:
            group.create_task(tell(scene, served, person))
        for seconds in (0.0, 4.0, 0.5):
            await asyncio.sleep(2.0)
            await restart(alone[1], seconds)
    await scene.idle(30)
    assert served.process.returncode is None, served.log.read_text()[-3000:]
    noted = records.rows(served.url, select(_hour.c.person_id, func.count()).group_by(_hour.c.person_id))
    assert [row[1] for row in noted] == [1] * PEOPLE, "each hour is noted once"
    for one in people:
        texts = await scene.texts(one)
        assert len(texts) == len(set(texts)), "nothing is said twice"
    async with asyncio.timeout(30):
        while records.rows(served.url, select(_d.c.id).where(_d.c.state == DeliveryState.SENDING)):  # noqa: ASYNC110
            await asyncio.sleep(0.3)
        while served.log.read_text().count(BACK) < served.log.read_text().count(AWAY):  # noqa: ASYNC110
            await asyncio.sleep(0.3)
    told = served.log.read_text()
    assert "Traceback" not in told
    assert 1 <= told.count(AWAY) <= 3, "said once for each absence"
    assert told.count(BACK) == told.count(AWAY)
    assert told.count("skipped") <= 2, "a ring does not wait for the database: the next one comes"


async def test_told_to_stop_meanwhile_it_ends_with_a_sentence(
        scene: Scene, served: Town, alone: tuple[str, Path]) -> None:
    """And started again without its database, it says which, not a trace."""
    assert served.process is not None
    await scene.act("start", user=scene.people["Lucas"])
    await scene.see(scene.people["Lucas"], "Bonjour")
    await asyncio.to_thread(postgres.stop, alone[1])
    await scene.act("start", user=scene.people["Odile"])
    async with asyncio.timeout(20):
        while "does not answer" not in served.log.read_text():  # noqa: ASYNC110
            await asyncio.sleep(0.2)
    served.process.terminate()
    assert await asyncio.wait_for(served.process.wait(), 40) == 1
    told = served.log.read_text()
    assert "Stopped while the database did not answer" in told.splitlines()[-1]
    with pytest.raises(AssertionError):
        await served.start()
    assert "The database does not answer: " in served.log.read_text().splitlines()[-1]
    assert "Traceback" not in served.log.read_text()
    await asyncio.to_thread(postgres.start, alone[1])
    await served.start()
    await scene.see(scene.people["Odile"], "Bonjour")
