"""The migrations and the tables say the same thing, and rows live through every step, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, Table, insert, inspect, select, text

from storage import residents, schema
from storage.engine import StorageError, open_engine, transaction
from storage.tables import Address, Link, Once, Person, Vouch, metadata, table
from tests import plans
from tests.conftest import ENGINES
from tests.world.rows import NOW

pytestmark = pytest.mark.filterwarnings("error")


def a_person(engine: Engine, value: int) -> int:
    """In the tables of any day: a batch of today's needs what the first ones did not have."""
    t = table(Person)
    with transaction(engine) as session:
        return int(session.connection().execute(insert(t).values(
            address_id=residents.address_id(session, value, 0), first_seen_at=NOW, seen_at=NOW).returning(
                t.c.id)).scalar_one())


def shape(engine: Engine) -> dict[str, Any]:
    """Everything the engine knows of our tables, in an order of its own."""
    see: Any = inspect(engine)
    found = {}
    for name in sorted(set(see.get_table_names()) - {"alembic_version"}):
        found[name] = {
            "columns": sorted((c["name"], repr(c["type"]), c["nullable"], c["default"])
                              for c in see.get_columns(name)),
            "key": see.get_pk_constraint(name),
            "foreign": sorted(see.get_foreign_keys(name), key=lambda k: str(k["name"])),
            "unique": sorted(see.get_unique_constraints(name), key=lambda k: str(k["name"])),
            "checks": sorted(map(str, see.get_check_constraints(name))),
            "indexes": sorted(_index(one) for one in see.get_indexes(name)),
            "given back": name in numbered_anew(engine),
        }
    return found


def numbered_anew(engine: Engine) -> set[str]:
    """Tables with an identity whose freed ids come back."""
    if engine.dialect.name != "sqlite":
        return set()
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all()
    return {name for name, sql in rows if "PRIMARY KEY (id)" in sql and "AUTOINCREMENT" not in sql}


def _index(one: Any) -> str:
    where = {key: str(value) for key, value in one.get("dialect_options", {}).items()}
    return f"{one['name']} {one['column_names']} {one['unique']} {where}"


def test_migrations_lead_to_the_tables(empty_url: str) -> None:
    engine = open_engine(empty_url)
    schema.migrate(engine)
    migrated = shape(engine)
    schema.downgrade(engine, "base")
    metadata.create_all(engine)
    assert shape(engine) == migrated, 'the tables changed: python -m storage.migrations.make "what changes"'
    assert set(migrated) == set(metadata.tables)
    engine.dispose()


@pytest.fixture
def _of_yesterday(_plans: plans.Plans) -> Iterator[None]:
    _plans.off = True
    yield
    _plans.off = False


@pytest.mark.usefixtures("_of_yesterday")
def test_migrations(empty_url: str) -> None:
    """Every revision, with rows in: up, down, up again. What the first holds is still there at the last."""
    engine = open_engine(empty_url)
    revisions = sorted(path.name.partition("_")[0] for path in schema.VERSIONS.glob("[0-9]*.py"))
    assert revisions
    for number, step in enumerate(revisions):
        schema.migrate(engine, step)
        if number == 0:
            person = a_person(engine, -1001234567890)
        before = shape(engine)
        schema.downgrade(engine, revisions[number - 1] if number else "base")
        schema.migrate(engine, step)
        assert shape(engine) == before
        if number == 0:
            person = a_person(engine, -1001234567890)
    with engine.connect() as connection:
        rows = connection.execute(select(table(Person).c.id, table(Address).c.value).join(table(Address))).all()
    assert rows == [(person, -1001234567890)]
    engine.dispose()


def test_a_rebuilt_table_keeps_the_rows_that_point_to_it(sqlite_engine: Engine) -> None:
    """SQLite drops a table to change it; with foreign keys on, that would take the recommendations along."""
    odile, karim = a_person(sqlite_engine, 1), a_person(sqlite_engine, 2)
    with sqlite_engine.begin() as connection:
        connection.execute(table(Vouch).insert().values(person_id=odile, by_id=karim, at=NOW))
    with (schema.changing(sqlite_engine) as connection,
          Operations(MigrationContext.configure(connection)).batch_alter_table("person", recreate="always")):
        pass
    with sqlite_engine.connect() as connection:
        assert connection.execute(select(table(Vouch).c.by_id)).scalars().all() == [karim]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_failed_migration_changes_nothing(empty_url: str) -> None:
    engine = open_engine(empty_url)
    with pytest.raises(ZeroDivisionError), schema.upgraded(engine):
        raise ZeroDivisionError
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_an_empty_database_names_the_command(empty_url: str) -> None:
    engine = open_engine(empty_url)
    with pytest.raises(StorageError, match="no tables yet; run: python -m bot migrate"):
        schema.check(engine)
    schema.migrate(engine)
    schema.check(engine)
    with pytest.raises(StorageError, match="not empty"):
        schema.create(engine)
    engine.dispose()


def mark(engine: Engine) -> tuple[Any, ...]:
    """What alembic reads of where a database is, and how that table is made."""
    see: Any = inspect(engine)
    with engine.connect() as connection:
        where = MigrationContext.configure(connection).get_current_revision()
    columns = [(one["name"], str(one["type"]), one["nullable"]) for one in see.get_columns("alembic_version")]
    return where, columns, see.get_pk_constraint("alembic_version")


def test_a_database_made_at_once_bears_the_mark_that_alembic_gives(empty_url: str) -> None:
    """A start reads and writes the revision without alembic, which reads it when there is something to change."""
    engine = open_engine(empty_url)
    schema.create(engine)
    made = mark(engine)
    metadata.drop_all(engine)
    schema.REVISION.drop(engine)
    assert schema.revision(engine) is None
    schema.migrate(engine)
    with engine.connect() as connection:
        script = ScriptDirectory.from_config(schema.migrations(connection))
    assert mark(engine) == made
    assert [one.revision for one in script.walk_revisions()][::-1] == schema.revisions()
    engine.dispose()


def test_an_old_database_names_the_command(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    schema.check(engine)
    monkeypatch.setattr(schema, "head", lambda: "9999")
    with pytest.raises(StorageError, match="run: python -m bot migrate"):
        schema.check(engine)


def test_a_newer_database_is_refused(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'f00d'"))
    for refused in (schema.check, schema.migrate):
        with pytest.raises(StorageError, match=r"newer version \(revision f00d\)"):
            refused(engine)


@pytest.mark.parametrize("kind", ENGINES)
def test_a_percent_in_the_address_is_no_trouble(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Alembic reads its settings with configparser, where a lone % is a fault."""
    if kind == "sqlite":
        url = f"sqlite:///{tmp_path}/100%25 voisins.db"
    else:
        url = request.getfixturevalue("postgres_server").fresh(empty=True).replace("postgres@", "postgres:p%25d%40@")
    engine = open_engine(url)
    schema.migrate(engine)
    schema.check(engine)
    engine.dispose()



def test_marks_and_links_of_what_is_gone_do_not_come_along(empty_url: str) -> None:
    """They named an id that somebody else may have by now; those of who is still here follow them from now on."""
    engine = open_engine(empty_url)
    schema.migrate(engine, "0002")
    odile = a_person(engine, 1)
    at, gone = NOW, 7
    with engine.begin() as connection:
        old = {name: Table(name, MetaData(), autoload_with=connection) for name in ("once", "link")}
        connection.execute(old["once"].insert(), [
            {"subject": subject, "what": what, "at": at} for subject, what in (
                (f"p{odile}", "first-deed"), (f"p{odile}", f"wrote-{gone}"), (f"p{gone}", "first-deed"),
                (f"relay:{odile}:2026w48", "ab:1"), (f"relay:{gone}:2026w48", "ab:1"),
                (f"kits:{odile}", "2026-11-24/1"), ("help:1", "wiped"), ("g1", "leave"), ("message:4", "late"))])
        connection.execute(old["link"].insert(), [
            {"hash": hash_, "purpose": "join", "params": params, "single": False, "created_at": at, "uses": 0}
            for hash_, params in (("a", {"group": 1}), ("b", {}), ("c", {"group": 0}))])
    schema.migrate(engine)
    with engine.connect() as connection:
        marks = connection.execute(select(table(Once).c.subject, table(Once).c.person_id)).all()
        assert sorted(tuple(mark) for mark in marks) == sorted([
            (f"p{odile}", odile), (f"relay:{odile}:2026w48", odile), (f"kits:{odile}", odile), ("message:4", None)])
        assert set(connection.execute(select(table(Link).c.hash)).scalars()) == {"b", "c"}
    engine.dispose()
