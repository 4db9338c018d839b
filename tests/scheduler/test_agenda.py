"""The agenda: looked at by its hour alone, a row a transaction; a row that fails waits alone, and is counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from actions.agenda import ENTRIES, Entry
from actions.desk import Desk
from scheduler.ring import Ring
from storage import agenda, vitals
from storage.engine import transaction
from storage.tables import Agenda, table
from tests.world.rows import content

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
_agenda = table(Agenda)


@pytest.fixture
def looked() -> Iterator[list[int]]:
    """What « test.look » looked at. Thirteen is poison; a hundred is looked at again in an hour."""
    seen: list[int] = []

    def look(desk: Desk, subject: int) -> None:
        desk.once(f"test:{subject}", "looked")
        if subject == 13:
            raise ValueError(subject)
        if subject == 100:
            desk.later("test.look", 100, HOUR)
        seen.append(subject)

    ENTRIES["test.look"] = Entry(look)
    yield seen
    del ENTRIES["test.look"]


def put(engine: Engine, looks: dict[int, datetime], what: str = "test.look") -> None:
    with transaction(engine) as session:
        agenda.put(session, what, looks)


def row(engine: Engine, subject: int, what: str = "test.look") -> tuple[datetime, int] | None:
    with transaction(engine) as session:
        r = session.connection().execute(select(_agenda).where(
            _agenda.c.what == what, _agenda.c.subject == subject)).first()
        return (r.at, r.faults) if r else None


def ring(engine: Engine, now: datetime) -> None:
    Ring(engine, content())(now)


def test_what_is_due_is_looked_at_once_the_oldest_first(engine: Engine, looked: list[int]) -> None:
    put(engine, {1: NOON, 2: NOON - HOUR, 3: NOON + HOUR})
    ring(engine, NOON)
    ring(engine, NOON)
    assert looked == [2, 1]
    ring(engine, NOON + HOUR)
    assert looked == [2, 1, 3]


def test_a_poison_row_stops_nobody_and_comes_back_in_an_hour(engine: Engine, looked: list[int]) -> None:
    put(engine, {13: NOON - HOUR, 14: NOON})
    ring(engine, NOON)
    assert looked == [14]
    assert row(engine, 13) == (NOON + HOUR, 1)
    ring(engine, NOON + timedelta(seconds=2))
    assert row(engine, 13) == (NOON + HOUR, 1), "met again two seconds later"
    ring(engine, NOON + HOUR)
    assert row(engine, 13) == (NOON + 2 * HOUR, 2)
    with transaction(engine) as session:
        assert Desk(session, NOON, content()).once("test:13", "looked"), "what it did before failing was not undone"


def test_a_row_of_another_version_waits_and_stops_nobody(engine: Engine, looked: list[int]) -> None:
    put(engine, {1: NOON - HOUR}, "nobody.knows")
    put(engine, {2: NOON})
    ring(engine, NOON)
    assert looked == [2]
    assert row(engine, 1, "nobody.knows") == (NOON + HOUR, 1)


def test_an_action_says_when_it_looks_again(engine: Engine, looked: list[int]) -> None:
    put(engine, {100: NOON})
    for seconds in (0, 2, 3600, 3602):
        ring(engine, NOON + timedelta(seconds=seconds))
    assert looked == [100, 100]


def test_a_look_set_twice_is_one_at_the_later_word(engine: Engine, looked: list[int]) -> None:
    put(engine, {1: NOON})
    put(engine, {1: NOON + HOUR})
    ring(engine, NOON)
    assert looked == []
    ring(engine, NOON + HOUR)
    assert looked == [1]


def test_two_clocks_look_once(database_url: str, looked: list[int]) -> None:
    """Two processes on one database: each row is taken by one of them."""
    import threading

    from storage.engine import open_engine

    engines = [open_engine(database_url), open_engine(database_url)]
    put(engines[0], dict.fromkeys(range(20, 60), NOON))
    threads = [threading.Thread(target=ring, args=(one, NOON)) for one in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(looked) == list(range(20, 60))
    for one in engines:
        one.dispose()


def test_a_look_that_fails_is_counted_until_it_succeeds(engine: Engine, looked: list[int]) -> None:
    """What /metrics shows: which kind of look fails, and how many; read by an index of these alone."""
    put(engine, {13: NOON, 14: NOON})
    ring(engine, NOON)
    assert vitals.look(engine, "a-town", NOON, NOON).failing == {"test.look": 1}
    put(engine, {13: NOON + 2 * HOUR})
    assert vitals.look(engine, "a-town", NOON, NOON).failing == {}
