"""The database: one URL, two engines, one way to open a transaction.

SQLite: WAL, synchronous FULL, foreign keys on, every transaction BEGIN IMMEDIATE, one process (lock file).
PostgreSQL: READ COMMITTED, one advisory lock per person inside the turn.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

from sqlalchemy import URL, Engine, NullPool, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlmodel import Session

from storage.types import KEPT_BY


class StorageError(Exception):
    """The database cannot be used as it is; the message says why, in one sentence."""


def sqlite_at(path: Path) -> URL:
    """The address of a SQLite file, whatever characters its path holds."""
    return URL.create("sqlite", database=str(path))


PLANNED = "-c jit=off"
"""Each statement takes milliseconds: one that is guessed dear would be compiled anew each time, for half a second."""
PATIENCE = "-c idle_in_transaction_session_timeout={}s"
"""Whoever serves never waits inside a transaction: one left open is that of a frozen process, and locks others out."""
REACHED = {"connect_timeout": 10, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
           "tcp_user_timeout": 15_000}
"""A server that vanished is noticed in seconds: by default the system waits for a quarter of an hour."""


FOLDS = "folds"


@dataclass(frozen=True, slots=True)
class Share:
    """What one town takes of a machine: connections of PostgreSQL, or megabytes of SQLite's cache; and after how many
    seconds a frozen process loses its open transaction; 0: never, for tools that hold one open on purpose."""

    hands: int = 8
    cache: int = 16
    patience: int = 0


TOOL, ALONE, AMONG_OTHERS = Share(), Share(patience=10), Share(hands=3, cache=4, patience=10)


def open_engine(url: str | URL, share: Share = TOOL, home: Path = Path()) -> Engine:
    """An engine for `sqlite:///path` or `postgresql+psycopg://…`, whose faults tell no value of a statement. Raises
    StorageError for anything else. home: where a town's files lie that are in no database.
    """
    parsed = make_url(url)
    told: dict[str, Any] = KEPT_BY | {"hide_parameters": True, "execution_options": {"home": home}}
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            _make_folder(Path(parsed.database).parent)
        engine = create_engine(parsed, connect_args={"check_same_thread": False, "timeout": 10}, **told)
        event.listen(engine, "connect", partial(_sqlite_pragmas, cache=share.cache))
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        return engine
    if parsed.drivername == "postgresql+psycopg":
        limit = f"{parsed.query.get('options', '')} {PLANNED} {PATIENCE.format(share.patience)}".strip()
        return create_engine(parsed, pool_size=share.hands + 2, max_overflow=max(0, share.hands - 2),
                             pool_pre_ping=True, connect_args=REACHED | {"options": limit}, **told)
    raise StorageError(f"DATABASE_URL: « {parsed.drivername} » is neither sqlite nor postgresql+psycopg.")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise StorageError(f"The folder {folder} cannot be created: {fault.strerror}.") from fault


def open_reader(url: str | URL) -> Engine:
    """For figures of a database in use: reads alone, holds up nobody, and is not patient itself."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(parsed, poolclass=NullPool, connect_args={"timeout": 2}, hide_parameters=True)
        event.listen(engine, "connect", _only_reads)
        return engine
    return create_engine(parsed, poolclass=NullPool, isolation_level="AUTOCOMMIT", hide_parameters=True, connect_args=(
        REACHED | {"connect_timeout": 2, "options": "-c statement_timeout=2s -c default_transaction_read_only=on"}))


def _only_reads(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA query_only=ON")


def _sqlite_pragmas(connection: Any, _record: Any, cache: int) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000",
                   "secure_delete=ON", "temp_store=MEMORY", f"cache_size=-{cache}000"):
        connection.execute(f"PRAGMA {pragma}")


def empty_journal(engine: Engine) -> None:
    """SQLite's journal holds what was just erased until it is folded in. Never waits long: whoever reads goes first."""
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA busy_timeout=500")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA busy_timeout=10000")
    finally:
        raw.close()


def fold_when_done(session: Session) -> None:
    """Once this transaction is over, what it erased is in no journal, and in no page that waits to be written anew."""
    if not is_sqlite(session) or session.info.get(FOLDS):
        return
    session.info[FOLDS] = True
    engine: Any = session.get_bind()

    def ended(over_session: Session, over: Any) -> None:
        # A savepoint ends too, while the database is still being written.
        if over.parent is None and over_session.info.pop(FOLDS, False):
            empty_journal(engine)

    event.listen(session, "after_transaction_end", ended)


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """A session whose work is committed at the end, or rolled back whole when the block raises."""
    with Session(engine, expire_on_commit=False, autoflush=False) as session, session.begin():
        yield session


@contextmanager
def savepoint(session: Session) -> Iterator[None]:
    """Undone alone when the block raises. On SQLite said straight to the driver: a few µs instead of 150."""
    if not is_sqlite(session):
        with session.begin_nested():
            yield
        return
    driver: Any = session.connection().connection.driver_connection
    driver.execute("SAVEPOINT one")
    try:
        yield
    except BaseException:
        driver.execute("ROLLBACK TO one")
        raise
    finally:
        driver.execute("RELEASE one")


def is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def lock_people(session: Session, people: Iterable[int]) -> None:
    """Serialise the turns of these people across processes, locks taken in one order and one statement.

    SQLite has a single writer and needs nothing.
    """
    keys = sorted(people)
    if keys and not is_sqlite(session):
        session.connection().execute(
            text("SELECT pg_advisory_xact_lock(k) FROM unnest(CAST(:keys AS bigint[])) AS k"), {"keys": keys})


def lock_file(url: str) -> IO[str] | None:
    """Hold the only right to write a SQLite file. Raises StorageError when another process has it."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        return None
    path = Path(f"{parsed.database}.lock")
    _make_folder(path.parent)
    try:
        handle = path.open("a+")
    except OSError as fault:
        raise StorageError(f"{path} cannot be written: {fault.strerror}.") from fault
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        handle.close()
        raise StorageError(
            f"Another process already serves {parsed.database}; SQLite takes one. Stop it, or use PostgreSQL."
        ) from fault
    handle.truncate(0)
    handle.write(str(os.getpid()))
    handle.flush()
    return handle
