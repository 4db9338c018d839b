"""Traps of SQLModel, SQLAlchemy and the two engines that were measured, each held shut by a test."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import IO, Any, cast

import pytest
from sqlalchemy import Engine, Enum, insert, inspect, select, text, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import configure_mappers
from sqlmodel import Session

from rules.residents import Standing
from storage.engine import StorageError, lock_file, lock_people, open_engine, transaction
from storage.tables import (
    Address,
    Conversation,
    HelpAcceptance,
    HelpRequest,
    Person,
    SeenUpdate,
    Vouch,
    metadata,
    table,
)
from storage.tables.base import SQLModel
from tests.world.rows import NOW, a_request
from tests.world.rows import a_visitor as a_person

POSTGRES: Any = cast(Any, postgresql).dialect()
_p, _a, _c, _r = table(Person), table(Address), table(Conversation), table(HelpRequest)


def test_too_long_refused_on_both(engine: Engine) -> None:
    """SQLite ignores VARCHAR(n); PostgreSQL does not. The same words must meet the same answer on both."""
    person = a_person(engine, 1)
    with pytest.raises((StatementError, IntegrityError)), transaction(engine) as session:
        session.connection().execute(update(_p).where(_p.c.id == person).values(first_name="x" * 121))
    with transaction(engine) as session:
        session.connection().execute(update(_p).where(_p.c.id == person).values(first_name="é" * 120))


def test_supergroup_id_round_trip(engine: Engine) -> None:
    person = a_person(engine, -1001234567890123)
    with engine.connect() as connection:
        found = connection.execute(select(_a.c.value).join(_p).where(_p.c.id == person)).scalar_one()
    assert found == -1001234567890123
    for model in metadata.tables.values():
        for column in model.columns:
            if column.foreign_keys or column.name in ("id", "value", "telegram_id", "edit", "update_id"):
                assert column.type.compile(POSTGRES) != "INTEGER", column


def test_instants_compare(engine: Engine) -> None:
    """The same instant, told in three zones, is found by a fourth; and comes back aware."""
    tahiti, kathmandu = timezone(timedelta(hours=-10)), timezone(timedelta(hours=5, minutes=45))
    with transaction(engine) as session:
        session.connection().execute(insert(table(SeenUpdate)), [
            {"id": 1, "seen_at": NOW}, {"id": 2, "seen_at": NOW.astimezone(tahiti)},
            {"id": 3, "seen_at": NOW.astimezone(kathmandu)}])
    seen = table(SeenUpdate)
    with engine.connect() as connection:
        for asked in (NOW, NOW.astimezone(tahiti)):
            assert connection.execute(select(seen.c.id).where(seen.c.seen_at == asked)).scalars().all() == [1, 2, 3]
            later = asked + timedelta(microseconds=1)
            assert not connection.execute(select(seen.c.id).where(seen.c.seen_at >= later)).all()
        assert {at.tzinfo for at in connection.execute(select(seen.c.seen_at)).scalars()} == {UTC}
    with pytest.raises(StatementError, match="naive"), transaction(engine) as session:
        session.connection().execute(insert(seen).values(id=4, seen_at=datetime(2026, 1, 1)))  # noqa: DTZ001


def test_no_lazy_load() -> None:
    """No table declares a relationship: nothing can be loaded behind a query's back, nor after the commit."""
    configure_mappers()
    for mapper in SQLModel._sa_registry.mappers:
        assert not mapper.relationships.keys(), mapper
        assert not [column for column in mapper.column_attrs if column.deferred], mapper


def test_an_object_is_readable_after_the_commit(engine: Engine) -> None:
    a_person(engine, 1)
    with transaction(engine) as session:
        person = session.get(Person, 1)
    engine.dispose()
    assert person is not None
    assert person.language == "fr"


def test_json_change_saved(engine: Engine) -> None:
    """A dict is replaced, not changed inside; and what is stored comes back as it was."""
    person = a_person(engine, 1)
    skills = {"jardin": ["matin"], "né": 1, "profond": {"a": [1, None, True, "é"]}}
    with transaction(engine) as session:
        session.connection().execute(update(_p).where(_p.c.id == person).values(skills=skills))
    with transaction(engine) as session:
        held = session.connection().execute(select(_p.c.skills)).scalar_one()
        session.connection().execute(update(_p).values(skills=held | {"jardin": ["soir"]}))
    with engine.connect() as connection:
        assert connection.execute(select(_p.c.skills)).scalar_one() == skills | {"jardin": ["soir"]}


def test_pragmas(sqlite_engine: Engine) -> None:
    """On every connection of the pool, not only on the first."""
    with sqlite_engine.connect() as one, open_engine(str(sqlite_engine.url)).connect() as other:
        one.rollback()
        for connection in (one, other):
            asked = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                     for name in ("foreign_keys", "journal_mode", "synchronous", "busy_timeout")}
            assert asked == {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2, "busy_timeout": 10000}
            connection.rollback()


def test_foreign_keys_hold(engine: Engine) -> None:
    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.connection().execute(insert(table(Vouch)).values(person_id=1, by_id=2, at=NOW))


def test_two_writers_never_meet_a_locked_database(sqlite_url: str) -> None:
    """BEGIN IMMEDIATE: a reader that turns writer waits at the door, where a deferred one fails at once."""
    engine = open_engine(sqlite_url)
    a_person(engine, 1)
    together = threading.Barrier(4)

    def count(_n: int) -> None:
        together.wait()
        for _ in range(10):
            with transaction(engine) as session:
                asked = session.connection().execute(select(_p.c.asks_a_month)).scalar_one()
                session.connection().execute(update(_p).values(asks_a_month=asked + 1))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count, range(4)))
    with engine.connect() as connection:
        assert connection.execute(select(_p.c.asks_a_month)).scalar_one() == 4 + 40
    engine.dispose()


def test_first_turns_race(engine: Engine) -> None:
    """Twenty first turns of one person at once: a row that does not exist yet cannot be locked, a person can."""
    person = a_person(engine, 1)
    together = threading.Barrier(10)

    def turn(_n: int) -> None:
        together.wait()
        for _ in range(2):
            with transaction(engine) as session:
                lock_people(session, [person])
                _add_answer(session, person)

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(turn, range(10)))
    with engine.connect() as connection:
        assert connection.execute(select(_c.c.misses)).scalar_one() == 20


def _add_answer(session: Session, person: int) -> None:
    connection = session.connection()
    held = connection.execute(select(_c.c.misses).where(_c.c.person_id == person)).scalar()
    if held is None:
        connection.execute(insert(_c).values(person_id=person, name="help", run=1, answers={}, args={}, misses=1,
                                             active=True, updated_at=NOW))
    else:
        connection.execute(update(_c).where(_c.c.person_id == person).values(misses=held + 1))


def test_one_place_is_taken_once(engine: Engine) -> None:
    """The conditional update: of eight volunteers at the same instant, one."""
    asker = a_person(engine, 1)
    with transaction(engine) as session:
        request = a_request(session, asker)
    together = threading.Barrier(8)

    def take(_n: int) -> bool:
        together.wait()
        with transaction(engine) as session:
            taken = session.connection().execute(
                update(_r).where(_r.c.id == request, _r.c.taken < _r.c.need).values(taken=_r.c.taken + 1))
            return bool(taken.rowcount)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(8))) == 1
    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.connection().execute(update(_r).values(taken=2))


def test_one_living_acceptance_a_place(engine: Engine) -> None:
    people = [a_person(engine, n) for n in (1, 2, 3)]
    with transaction(engine) as session:
        request = a_request(session, people[0])
    row = {"request_id": request, "place": 1, "at": NOW, "changed_at": NOW}
    acceptance = table(HelpAcceptance)
    with transaction(engine) as session:
        session.connection().execute(insert(acceptance).values(**row, volunteer_id=people[1]))
    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.connection().execute(insert(acceptance).values(**row, volunteer_id=people[2]))
    with transaction(engine) as session:
        session.connection().execute(update(acceptance).values(state="withdrawn"))
        session.connection().execute(insert(acceptance).values(**row, volunteer_id=people[2]))


def test_enum_values(engine: Engine) -> None:
    """Kept as their value, in a plain text column; an unknown one is refused by us, not by the engine."""
    a_person(engine, 1)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT standing FROM person")).scalar_one() == "visitor"
        found = connection.execute(select(_p.c.standing)).scalar_one()
    assert found is Standing.VISITOR
    with pytest.raises(StatementError), transaction(engine) as session:
        session.connection().execute(update(_p).values(standing="VISITOR"))
    native = [c for t in metadata.tables.values() for c in t.columns if isinstance(c.type, Enum)]
    assert not native, "declare it with choice()"
    assert not [c for t in inspect(engine).get_table_names() for c in inspect(engine).get_columns(t)
                if isinstance(c["type"], Enum)]


def test_second_sqlite_process_refused(sqlite_url: str) -> None:
    """Another process, not another thread: refused in one sentence, and let in once the first is gone."""
    other = ("import sys\nfrom storage.engine import StorageError, lock_file\n"
             "try:\n    lock_file(sys.argv[1])\nexcept StorageError as fault:\n    print(fault)\n")

    def attempt() -> str:
        return subprocess.run([sys.executable, "-c", other, sqlite_url], cwd=Path(__file__).parents[2], check=True,
                              capture_output=True, text=True).stdout

    with open_lock(sqlite_url):
        assert "Another process already serves" in attempt()
    assert attempt() == ""
    assert lock_file("postgresql+psycopg://x/y") is None


def open_lock(url: str) -> IO[str]:
    held = lock_file(url)
    assert held is not None
    return held


def test_another_engine_is_refused() -> None:
    with pytest.raises(StorageError, match="neither sqlite nor postgresql"):
        open_engine("mysql://someone@localhost/town")


def test_storage_needs_no_greenlet() -> None:
    """Storage is synchronous; the async half of SQLAlchemy, and what it needs, stays out."""
    asked = ("import sys, storage.tables, storage.ledger, storage.schema\n"
             "sys.exit(any(name.startswith('greenlet') for name in sys.modules))")
    subprocess.run([sys.executable, "-W", "error", "-c", asked], cwd=Path(__file__).parents[2], check=True)
