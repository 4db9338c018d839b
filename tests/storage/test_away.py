"""What the database says when it cannot serve is told from what is wrong with the work."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, event, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.hands import Hands
from rules.deliveries import DeliveryState
from storage.away import in_its_words, is_away
from storage.engine import StorageError, open_engine, transaction
from storage.inbox import set_aside
from storage.lease import settle_unknown
from storage.tables import SetAside, table
from tests.deliveries.conftest import claim, lease, people, post, row, states, until

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
_aside = table(SetAside)


def write(session: Session) -> None:
    set_aside(session, 1, "x" * 20_000, "unread", NOW)


def kept(engine: Engine) -> int:
    with transaction(engine) as session:
        return len(session.connection().execute(select(_aside.c.id)).all())


async def test_a_locked_sqlite_is_waited_for_and_said_once(
        sqlite_engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    event.listen(sqlite_engine, "connect", lambda driver, _r: driver.execute("PRAGMA busy_timeout=20"))
    other = sqlite3.connect(str(sqlite_engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    hands = Hands(sqlite_engine)
    came: list[bool] = []
    hands.came_back = lambda: came.append(True)
    waiting = asyncio.get_running_loop().create_task(hands.work(write))
    await until(lambda: hands.away)
    await asyncio.sleep(0.5)
    assert not waiting.done()
    other.execute("ROLLBACK")
    await waiting
    assert kept(sqlite_engine) == 1
    assert came == [True]
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert told == ["the database does not answer, everything waits for it: database is locked",
                    "the database answers again"]
    other.close()


async def test_a_full_disk_is_waited_for(sqlite_engine: Engine) -> None:
    room = {"pages": 1}
    event.listen(sqlite_engine, "begin",
                 lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count={room['pages']}"))
    hands = Hands(sqlite_engine)
    waiting = asyncio.get_running_loop().create_task(hands.work(write))
    await until(lambda: hands.away)
    room["pages"] = 1_000_000
    await waiting
    assert kept(sqlite_engine) == 1


async def test_told_to_stop_while_the_database_is_away(sqlite_engine: Engine) -> None:
    event.listen(sqlite_engine, "connect", lambda driver, _r: driver.execute("PRAGMA busy_timeout=20"))
    other = sqlite3.connect(str(sqlite_engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    hands = Hands(sqlite_engine)
    waiting = asyncio.get_running_loop().create_task(hands.work(write))
    await until(lambda: hands.away)
    hands.stop_waiting()
    with pytest.raises(StorageError, match="Stopped while the database did not answer"):
        await waiting
    other.close()


def test_what_is_wrong_with_the_work_is_no_absence(engine: Engine) -> None:
    for wrong in ("SELECT nothing FROM nowhere", "INSERT INTO set_aside (raw) VALUES (NULL)"):
        with pytest.raises(DBAPIError) as found, transaction(engine) as session:
            session.connection().execute(text(wrong))
        assert not is_away(found.value)
    assert not is_away(ValueError("locked"))


def test_nobody_listens_at_the_address() -> None:
    engine = open_engine("postgresql+psycopg://nobody@127.0.0.1:1/none")
    with pytest.raises(DBAPIError) as found, transaction(engine) as session:
        session.connection()
    assert is_away(found.value)
    assert "\n" not in in_its_words(found.value)
    engine.dispose()


def test_what_was_claimed_without_our_knowing_leaves_and_what_is_in_hand_stays(engine: Engine) -> None:
    """The connection broke with the commit: the row says « sending », and nobody holds it."""
    unknown, in_hand, later = post(engine, people(engine, 3))
    epoch = lease(engine)
    assert {claim(engine, epoch), claim(engine, epoch)} == {unknown, in_hand}
    assert claim(engine, epoch, NOW + timedelta(seconds=9)) == later
    with transaction(engine) as session:
        assert settle_unknown(session, epoch, NOW + timedelta(seconds=1), {in_hand}, NOW) == 1
    assert states(engine, [unknown, in_hand, later]) == [
        DeliveryState.READY, DeliveryState.SENDING, DeliveryState.SENDING]
    assert row(engine, unknown).attempts == 0
