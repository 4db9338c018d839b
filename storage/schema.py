"""The shape of the database: made, brought up to date, or refused. Every change of it is a migration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from storage.engine import StorageError
from storage.tables import metadata

HERE = Path(__file__).parent / "migrations"
VERSIONS = HERE / "versions"
COMMAND = "python -m bot migrate"
_LOCK = 7_305_801  # any number: migrations of one PostgreSQL database take turns on it


def migrations(connection: Connection) -> Config:
    """alembic's configuration, for this connection and its open transaction."""
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.set_main_option("version_locations", str(VERSIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """The newest revision this code knows."""
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    return str(ScriptDirectory.from_config(config).get_current_head())


def revision(engine: Engine) -> str | None:
    """The revision of the database, None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """One transaction for changes of shape: all or nothing, one process at a time.

    SQLite rebuilds a table by dropping it, which with foreign keys on would delete the rows that point to it:
    they are off here, and checked before the end.
    """
    with engine.connect() as connection:
        sqlite = engine.dialect.name == "sqlite"
        raw = connection.connection.driver_connection
        assert raw is not None
        if sqlite:
            raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                if not sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:k)"), {"k": _LOCK})
                yield connection
                if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise StorageError("The migration would leave rows that point to nothing; nothing was changed.")
        finally:
            if sqlite:
                raw.execute("PRAGMA foreign_keys=ON")


@contextmanager
def upgraded(engine: Engine, target: str = "head") -> Iterator[Connection]:
    with changing(engine) as connection:
        command.upgrade(migrations(connection), target)
        yield connection


def migrate(engine: Engine, target: str = "head") -> None:
    """Bring the database to this code's revision (or to `target`), keeping its rows."""
    refuse_newer(engine)
    with upgraded(engine, target):
        pass


def downgrade(engine: Engine, target: str) -> None:
    with changing(engine) as connection:
        command.downgrade(migrations(connection), target)


def create(engine: Engine) -> None:
    """All tables in an empty database, at once, marked as up to date."""
    with changing(engine) as connection:
        if inspect(connection).get_table_names():
            raise StorageError("The database is not empty; nothing was created.")
        metadata.create_all(connection)
        command.stamp(migrations(connection), "head")


def check(engine: Engine) -> None:
    """Raises StorageError, naming the command, unless the database is exactly of this code's revision."""
    found = revision(engine)
    if found is None:
        raise StorageError(f"The database has no tables yet; run: {COMMAND}")
    refuse_newer(engine)
    if found != head():
        raise StorageError(f"The database is at revision {found} and this version needs {head()}; run: {COMMAND}")


def refuse_newer(engine: Engine) -> None:
    refuse_newer_revision(revision(engine))


def refuse_newer_revision(found: str | None) -> None:
    known = {path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py")}
    if found is not None and found not in known:
        raise StorageError(
            f"The database comes from a newer version (revision {found}); install that version, "
            "or restore a backup of this one: python -m bot restore FILE")
