"""Backups: one file with the whole database and a manifest, sealed when there is a key.

A backup is a tar.gz of `manifest.json` and the database: `database.db` (SQLite) or `database.dump` (pg_dump,
custom format). Without a key it can be opened by hand. Files older than 30 days are removed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy import table as sql_table
from sqlalchemy.engine import make_url

from storage import schema
from storage.engine import StorageError, open_engine, sqlite_at
from storage.leaving import Leave
from storage.postgres_tools import postgres_tool
from storage.scratch import MAKING, OPENING, scratch
from storage.sealing import SealBroken, seal, unseal

KEPT = timedelta(days=30)
STAMP = "%Y%m%dT%H%M%SZ"
SEALED = ".sealed"
_NAME = re.compile(r"-(\d{8}T\d{6}Z)\.tar\.gz(\.sealed)?$")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `rows` counts every table at the instant of the copy."""

    engine: str
    revision: str
    made_at: str
    rows: dict[str, int]


def beside(url: str) -> Path:
    """The folder of a SQLite file, data/ for PostgreSQL: where what is opened lies, and half-made files are swept."""
    parsed = make_url(url)
    sqlite = parsed.get_backend_name() == "sqlite"
    return Path(parsed.database or "").absolute().parent if sqlite else Path("data")


def backup(url: str, folder: Path, key: str | None, now: datetime) -> Path:
    """Write a backup of a database that may be in use, and remove those of over 30 days. Raises StorageError."""
    parsed = make_url(url)
    sqlite = parsed.get_backend_name() == "sqlite"
    name = f"{Path(parsed.database or 'memory').stem}-{now.astimezone(UTC):{STAMP}}.tar.gz"
    made = folder / (name + (SEALED if key else ""))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with scratch(folder, MAKING) as made_in:
            data = made_in / ("database.db" if sqlite else "database.dump")
            manifest = _copy_sqlite(parsed.database or "", data, now) if sqlite else _dump(url, data, now)
            _pack(manifest, data, made_in / name, made, key)
    except OSError as fault:
        raise StorageError(f"The backup could not be written to {folder}: {fault.strerror}.") from fault
    prune(folder, now)
    _note(url, now)
    return made


def saved_mark(url: str, home: Path = Path()) -> Path:
    """The file that says when this database was last saved, beside it."""
    return home / beside(url) / f"{Path(make_url(url).database or 'memory').name}.saved"


def _note(url: str, now: datetime) -> None:
    """Only for whoever watches: a backup that could not say so is a backup all the same."""
    mark = saved_mark(url)
    with suppress(OSError):
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(now.astimezone(UTC).isoformat(), "ascii")


def prune(folder: Path, now: datetime) -> None:
    """Remove backups, by the date in their name."""
    for path in folder.iterdir():
        found = _NAME.search(path.name)
        if found and datetime.strptime(found[1], STAMP).replace(tzinfo=UTC) < now - KEPT:
            path.unlink(missing_ok=True)


def _copy_sqlite(database: str, target: Path, now: datetime) -> Manifest:
    if not Path(database).is_file():
        raise StorageError(f"There is no database at {database}.")
    with closing(sqlite3.connect(database, timeout=60)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    engine = open_engine(sqlite_at(target))
    with engine.connect() as connection:
        manifest = _manifest(connection, now)
    engine.dispose()
    return manifest


def _dump(url: str, target: Path, now: datetime) -> Manifest:
    """pg_dump sees the very snapshot whose rows were counted."""
    engine = open_engine(url)
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        manifest = _manifest(connection, now)
        postgres_tool("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges",
                      f"--snapshot={snapshot}", f"--file={target}")
    engine.dispose()
    return manifest


def _manifest(connection: Connection, now: datetime) -> Manifest:
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    return Manifest(connection.dialect.name, str(revision), now.isoformat(), count_rows(connection))


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows each table holds."""
    return {name: int(connection.execute(select(func.count()).select_from(sql_table(name))).scalar_one())
            for name in sorted(inspect(connection).get_table_names())}


def _pack(manifest: Manifest, data: Path, archive: Path, made: Path, key: str | None) -> None:
    about = data.with_name("manifest.json")
    about.write_text(json.dumps({"engine": manifest.engine, "revision": manifest.revision,
                                 "made_at": manifest.made_at, "rows": manifest.rows}), "utf-8")
    with tarfile.open(archive, "w:gz", compresslevel=3) as tar:
        tar.add(about, about.name)
        tar.add(data, data.name)
    part = archive.with_name("part")
    if key:
        with archive.open("rb") as source, part.open("wb") as target:
            seal(source, target, key)
    else:
        archive.rename(part)
    part.chmod(0o600)
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(made)


@contextmanager
def opened(path: Path, key: str | None, near: Path) -> Iterator[tuple[Manifest, Path]]:
    """The manifest and the database file of a backup, unpacked near for the time of the block. Raises StorageError."""
    near.mkdir(parents=True, exist_ok=True)
    with scratch(near, OPENING) as made_in:
        try:
            archive = _unsealed(path, made_in, key)
            manifest, data = _unpack(archive, made_in)
        except (OSError, EOFError, tarfile.TarError, ValueError, TypeError, KeyError) as fault:
            raise StorageError(f"{path} is not a whole backup of this bot ({type(fault).__name__}).") from fault
        except SealBroken as fault:
            raise StorageError(f"{path} cannot be opened with BACKUP_KEY: {fault}.") from fault
        yield manifest, data


def _unpack(archive: Path, folder: Path) -> tuple[Manifest, Path]:
    """Only the two members we know, whatever else the archive claims to hold."""
    with tarfile.open(archive, "r:gz") as tar:
        manifest = Manifest(**json.load(_file(tar, "manifest.json")))
        data = folder / ("database.db" if manifest.engine == "sqlite" else "database.dump")
        with data.open("wb") as out:
            shutil.copyfileobj(_file(tar, data.name), out)
    return manifest, data


def _file(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    found = tar.extractfile(name)
    if found is None:
        raise ValueError(f"{name} is not a file")
    return found


def _unsealed(path: Path, folder: Path, key: str | None) -> Path:
    if path.suffix != SEALED:
        return path
    if not key:
        raise StorageError(f"{path} is sealed: set BACKUP_KEY to the key it was made with.")
    archive = folder / "archive.tar.gz"
    with path.open("rb") as source, archive.open("wb") as target:
        unseal(source, target, key)
    return archive


def check_sqlite(database: Path, manifest: Manifest) -> None:
    """Raises StorageError unless the file is sound and holds the rows its manifest counted."""
    engine = open_engine(sqlite_at(database))
    with engine.connect() as connection:
        sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        whole = connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
        same = count_rows(connection) == manifest.rows
    engine.dispose()
    if not (sound and whole and same):
        raise StorageError("The backup is damaged: its database is not the one its manifest describes.")


def verify(path: Path, key: str | None, near: Path) -> str:
    """Open a backup, check it, and say what it holds. Changes nothing. Raises StorageError."""
    with opened(path, key, near) as (manifest, data):
        if manifest.engine == "sqlite":
            check_sqlite(data, manifest)
        else:
            postgres_tool("pg_restore", None, "--list", str(data))
        schema.refuse_newer_revision(manifest.revision)
        rows = manifest.rows
        return (f"{path.name}: sound, made {manifest.made_at}, {manifest.engine}, revision {manifest.revision}, "
                f"{sum(rows.values())} rows, {rows.get('person', 0)} people, {rows.get('tombstone', 0)} tombstones")


def restore(path: Path, url: str, key: str | None, leave: Leave, *, bot: str = "", any_bot: bool = False) -> None:
    """Put a backup in the place of a database, all or nothing. See storage.restoring for what changes on the way."""
    from storage.restoring import put_back

    put_back(path, url, key, leave, bot=bot, any_bot=any_bot)


__all__ = ["Manifest", "backup", "prune", "restore", "verify"]
