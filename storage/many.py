"""Many numbers handed to the database at once: one statement, one parameter, whatever their number."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, BigInteger, FromClause, any_, bindparam, cast, column, func, literal, select
from sqlmodel import Session

from storage.engine import is_sqlite

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
