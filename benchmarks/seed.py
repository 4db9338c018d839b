"""`python -m benchmarks seed URL`: a big town, all of it fictional, written at once in an empty database."""

import argparse
import itertools
import os
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, text

import actions  # noqa: F401 - every action says what comes back
from actions.agenda import standing
from benchmarks import seed_people, seed_said
from benchmarks.seed_rows import TABLES, Size, Town
from storage import schema
from storage.engine import open_engine
from storage.tables import metadata

A_LOT = 10_000
ROWS = (seed_people, seed_said)  # what declares the rows


def seed(engine: Engine, size: Size, at: datetime, *, geste_hour: str = "09:00", due: bool = False) -> dict[str, int]:
    """Make the tables and fill them; how many rows went into each. due: the geste of everybody is due at `at`.

    What always comes back is an hour away, so that a run measures what it plays and not the first ring.
    """
    schema.create(engine)
    sqlite = engine.dialect.name == "sqlite"
    town = Town(size, at, "" if sqlite else "+00", geste_hour, due)
    with engine.connect() as connection:
        if sqlite:
            _hurry(connection)
        with connection.begin():
            counts = {of.name: _write(connection, of.name, TABLES[of.name][0].split(), TABLES[of.name][1](town))
                      for of in metadata.sorted_tables if of.name in TABLES}
            _stand(connection, town)
            if not sqlite:
                _number_after(connection, [name for name, (columns, _) in TABLES.items() if columns.startswith("id ")])
    if not sqlite:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    return counts


def _hurry(connection: Connection) -> None:
    """A town that is cut short is seeded again: nothing waits for the disk, and keys are not looked up."""
    raw: Any = connection.connection.driver_connection
    for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-400000"):
        raw.execute(f"PRAGMA {pragma}")


def _write(connection: Connection, name: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> int:
    raw: Any = connection.connection.driver_connection
    defaults = _defaults(name, columns)
    names = ", ".join((*columns, *defaults))
    full = (row + tuple(defaults.values()) for row in rows) if defaults else rows
    count = 0
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * (len(columns) + len(defaults)))
        while batch := list(itertools.islice(full, A_LOT)):
            raw.executemany(f"INSERT INTO {name} ({names}) VALUES ({marks})", batch)  # noqa: S608
            count += len(batch)
        return count
    with raw.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # keys are right by construction
        with cursor.copy(f"COPY {name} ({names}) FROM STDIN") as copy:
            for row in full:
                copy.write_row(row)
                count += 1
    return count


def _defaults(name: str, columns: Sequence[str]) -> dict[str, Any]:
    """What the models fill in by themselves: plain values of columns that no row names."""
    found = {}
    for column in metadata.tables[name].columns:
        default: Any = column.default
        if column.name not in columns and default is not None and default.is_scalar:
            found[column.name] = getattr(default.arg, "value", default.arg)
    return found


def _stand(connection: Connection, town: Town) -> None:
    rows = ((what, 0, town.ago(-1), 0) for what in sorted(standing()))
    _write(connection, "agenda", ("what", "subject", "at", "faults"), rows)


def _number_after(connection: Connection, names: Sequence[str]) -> None:
    """COPY gave the numbers: the next ones come after them."""
    for name in names:
        last = f"(SELECT coalesce(max(id), 1) FROM {name})"  # noqa: S608
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {last})"))


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks seed", description=__doc__)
    parser.add_argument("url", help="sqlite:///path or postgresql+psycopg://… of an empty database")
    parser.add_argument("--scale", type=float, default=1.0, help="0.01 for a town a hundred times smaller")
    parser.add_argument("--at", type=datetime.fromisoformat, default=None, help="the instant it is as of (now)")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    os.umask(0o077)
    at = options.at or datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    engine = open_engine(options.url)
    counts = seed(engine, Size.of(options.scale), at.astimezone(UTC))
    engine.dispose()
    print(f"{sum(counts.values()):,} rows in {time.monotonic() - began:.0f} s: "
          + ", ".join(f"{count:,} {name}" for name, count in counts.items()))
    return 0
