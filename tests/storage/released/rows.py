"""Rows of any revision, to and from a file: read and written by the shape the database has, not by today's tables."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Connection, Engine, MetaData, Table, func, insert, select, text

HERE = Path(__file__).parent
Rows = dict[str, list[dict[str, Any]]]


def tables(connection: Connection) -> dict[str, Table]:
    """As they are, those that others point to first."""
    found = MetaData()
    found.reflect(connection)
    return {one.name: one for one in found.sorted_tables if one.name != "alembic_version"}


def held(engine: Engine) -> Rows:
    """Every row, in words that both engines share."""
    with engine.connect() as connection:
        return {name: [{key: plain(value) for key, value in row.items()}
                       for row in connection.execute(select(one).order_by(*one.primary_key)).mappings()]
                for name, one in tables(connection).items()}


def plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value).isoformat()
    return value.isoformat() if isinstance(value, date) else value.hex() if isinstance(value, bytes) else value


def put(engine: Engine, rows: Rows) -> None:
    """Into a database of the shape they had."""
    with engine.begin() as connection:
        found = tables(connection)
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for name in (name for name in found if rows.get(name)):
            values = [{key: typed(found[name].c[key].type, value) for key, value in row.items()} for row in rows[name]]
            connection.execute(insert(found[name]), values)
            if engine.dialect.name == "postgresql" and "id" in found[name].c:
                go_on(connection, found[name])


def typed(kind: Any, value: Any) -> Any:
    if value is None or isinstance(kind, JSON):
        return value
    if kind.python_type is datetime:
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=UTC) if kind.timezone else moment
    return date.fromisoformat(value) if kind.python_type is date else (
        bytes.fromhex(value) if kind.python_type is bytes else value)


def go_on(connection: Connection, of: Table) -> None:
    """The next id comes after the last."""
    sequence = connection.execute(text("SELECT pg_get_serial_sequence(:t, 'id')"), {"t": of.name}).scalar()
    if sequence:
        last = connection.execute(select(func.max(of.c.id))).scalar()
        connection.execute(text("SELECT setval(:s, :n)"), {"s": sequence, "n": last})


def revisions() -> list[str]:
    return sorted(path.stem for path in HERE.glob("*.json"))


def read(revision: str) -> Rows:
    return dict(json.loads((HERE / f"{revision}.json").read_text("utf-8")))


def written(revision: str, rows: Rows) -> Path:
    """One row a line."""
    lines = (f'{json.dumps(name)}: [\n' + ",\n".join(json.dumps(row, ensure_ascii=False) for row in found) + "\n]"
             for name, found in rows.items() if found)
    path = HERE / f"{revision}.json"
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    return path

