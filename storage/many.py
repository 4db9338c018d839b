"""Many numbers handed to the database at once: one statement, one parameter, whatever their number."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    FromClause,
    Integer,
    Table,
    Text,
    any_,
    bindparam,
    cast,
    column,
    func,
    insert,
    literal,
    literal_column,
    select,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Session

from storage.engine import is_sqlite
from storage.types import written

A_LOT = 5000
"""Rows of one statement: more gain nothing."""


def numbers(session: Session, rows: Sequence[Sequence[int | None]], *names: str) -> FromClause:
    """These rows of numbers as a table, in their order, with a column of each name."""
    if is_sqlite(session):
        each = func.json_each(json.dumps(rows)).table_valued(column("value"), name="each_row")
        values: list[Any] = [func.json_extract(each.c.value, f"$[{n}]").cast(BigInteger).label(name)
                             for n, name in enumerate(names)]
        return select(*values).select_from(each).subquery("many")
    lists = [cast(literal(list(of), ARRAY(BigInteger)), ARRAY(BigInteger)) for of in zip(*rows, strict=True)]
    return func.unnest(*lists).table_valued(*(column(name, BigInteger) for name in names),
                                            name="many").render_derived()


def among(of: Any, name: str, *, sqlite: bool) -> Any:
    """This column holds one of those given, as `listed`, under that name: one statement whatever their number."""
    if sqlite:
        each = func.json_each(bindparam(name)).table_valued(column("value"), name=f"{name}_each")
        return of.in_(select(each.c.value))
    return of == any_(bindparam(name, type_=ARRAY(of.type)))


def listed(session: Session, values: Sequence[int] | Sequence[str]) -> Any:
    return json.dumps(values) if is_sqlite(session) else list(values)


def add(session: Session, of: Table, rows: Sequence[dict[str, Any]]) -> list[int]:
    """New rows of the same columns in one statement, and their numbers in that order.

    SQLite would write them one by one to tell these: it has one writer, so they are numbered here, after every number
    that was ever given. PostgreSQL numbers them in the order of the list.
    """
    connection = session.connection()
    if is_sqlite(session):
        last = int(connection.execute(_last(of), {"name": of.name}).scalar_one())
        made = range(last + 1, last + 1 + len(rows))
        connection.execute(insert(of), [{"id": number, **row} for number, row in zip(made, rows, strict=True)])
        return list(made)
    told = written([{"n": n, **row} for n, row in enumerate(rows)])
    return sorted(connection.execute(_adding(of, tuple(rows[0])), {"rows": told}).scalars())


@cache
def _adding(of: Table, names: tuple[str, ...]) -> Any:
    """One text, however many rows: it is read and planned once."""
    columns = [column("n", Integer), *(column(name, of.c[name].type) for name in names)]
    each = func.jsonb_to_recordset(cast(bindparam("rows", type_=Text), JSONB)).table_valued(
        *columns, name="each_row").render_derived(with_types=True)
    return insert(of).from_select(list(names), select(*(each.c[name] for name in names)).order_by(each.c.n)).returning(
        of.c.id)


@cache
def _last(of: Table) -> Any:
    """The last number that SQLite gave in this table."""
    given: Any = select(literal_column("seq")).select_from(sql("sqlite_sequence")).where(sql("name = :name"))
    there = select(func.max(of.c.id))
    return select(func.max(func.coalesce(given.scalar_subquery(), 0), func.coalesce(there.scalar_subquery(), 0)))
