"""The shape of the database: made, brought up to date, or refused. Every change of it is a migration.

A start only reads its revision: alembic, which makes the changes, is loaded by who changes something.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, insert, inspect, select, text
from sqlalchemy import PrimaryKeyConstraint as Key

from storage.engine import StorageError
from storage.tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config

HERE = Path(__file__).parent / "migrations"
VERSIONS = HERE / "versions"
COMMAND = "python -m bot migrate"
REVISION = Table("alembic_version", MetaData(), Column("version_num", String(32), nullable=False),
                 Key("version_num", name="alembic_version_pkc"))  # to the letter as alembic makes it
_LOCK = 7_305_801  # any number: migrations of one PostgreSQL database take turns on it


class OldSchema(StorageError):
    """The database is not of this code's revision."""


def migrations(connection: Connection) -> Config:
    """alembic's configuration, for this connection and its open transaction."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.set_main_option("version_locations", str(VERSIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def revisions() -> list[str]:
    """Those this code knows, in their order: each migration's file begins with its number."""
    return sorted(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))


def head() -> str:
    """The newest revision this code knows."""
    return revisions()[-1]


def revision(engine: Engine) -> str | None:
    """The revision of the database, None when it is empty."""
    with engine.connect() as connection:
        return revision_of(connection)


def revision_of(connection: Connection) -> str | None:
    if not inspect(connection).has_table(REVISION.name):
        return None
    return connection.execute(select(REVISION.c.version_num)).scalar()


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
        from alembic import command

        command.upgrade(migrations(connection), target)
        yield connection


def migrate(engine: Engine, target: str = "head") -> None:
    """Bring the database to this code's revision (or to `target`), keeping its rows."""
    refuse_newer(engine)
    with upgraded(engine, target):
        pass


def downgrade(engine: Engine, target: str) -> None:
    with changing(engine) as connection:
        from alembic import command

        command.downgrade(migrations(connection), target)


def create(engine: Engine) -> None:
    """All tables in an empty database, at once, marked as up to date."""
    with changing(engine) as connection:
        if inspect(connection).get_table_names():
            raise StorageError("The database is not empty; nothing was created.")
        metadata.create_all(connection)
        REVISION.create(connection)
        connection.execute(insert(REVISION).values(version_num=head()))


def check(engine: Engine) -> None:
    """Raises StorageError, naming the command, unless the database is exactly of this code's revision."""
    found = revision(engine)
    if found is None:
        raise OldSchema(f"The database has no tables yet; run: {COMMAND}")
    refuse_newer(engine)
    if found != head():
        raise OldSchema(f"The database is at revision {found} and this version needs {head()}; run: {COMMAND}")


def refuse_newer(engine: Engine) -> None:
    refuse_newer_revision(revision(engine))


def refuse_newer_revision(found: str | None) -> None:
    if found is not None and found not in revisions():
        raise OldSchema(
            f"The database comes from a newer version (revision {found}); install that version, "
            "or restore a backup of this one: python -m bot restore FILE")
