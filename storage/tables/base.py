"""The common ground of all tables: naming convention, and columns every feature spells the same way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar, cast

from sqlalchemy import ForeignKey, Index, PrimaryKeyConstraint, Table, UniqueConstraint, text
from sqlmodel import Field as AnyField
from sqlmodel import SQLModel

from rules.register import Holds
from storage.types import BigId, Choice, Document, Short, UTCDateTime

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


M = TypeVar("M", bound=type[SQLModel])
_declared: dict[str, Holds] = {}


def holds(declared: Holds) -> Callable[[M], M]:
    """Beside a table: what it holds of persons."""
    def declare(model: M) -> M:
        _declared[table(model).name] = declared
        return model

    return declare


def register() -> Mapping[str, Holds]:
    """What every table declares: those that hold something of persons first."""
    names = [of.name for of in SQLModel.metadata.sorted_tables if of.name in _declared]
    return {name: _declared[name] for name in sorted(names, key=lambda name: not _declared[name].owners)}


def Field(*default: Any, max_length: int | None = None, **more: Any) -> Any:
    """SQLModel's Field, whose `max_length` holds on SQLite too."""
    if max_length is not None:
        more["sa_type"] = cast(Any, Short(max_length))
    return AnyField(*default, **more)


def identity() -> Any:
    return Field(default=None, primary_key=True, sa_type=cast(Any, BigId))


def never_given_back() -> None:
    """SQLite numbers a row after the last one that is there, unless told: what a dead id named must not live again."""
    for made in SQLModel.metadata.tables.values():
        if [column.name for column in made.primary_key] == ["id"]:
            made.dialect_options["sqlite"]["autoincrement"] = True


def found_from_what_they_name() -> None:
    """Every reference has an index: when what it names goes, nobody reads the whole table to find who named it."""
    for made in SQLModel.metadata.tables.values():
        unique = (key for key in made.constraints if isinstance(key, UniqueConstraint | PrimaryKeyConstraint))
        led = {next(iter(key.columns)).name for key in (*unique, *made.indexes)}
        for column in sorted({fk.parent.name for fk in made.foreign_keys} - led):
            there = text(f"{column} IS NOT NULL") if made.c[column].nullable else None
            Index(f"ix_{made.name}_{column}", made.c[column], sqlite_where=there, postgresql_where=there)


def reference(target: str, *, optional: bool = False, key: bool = False, index: bool = False,
              cascade: bool = True) -> Any:
    """A foreign key to `table.id`; rows go with their owner unless cascade is off."""
    constraint = ForeignKey(target, ondelete="CASCADE" if cascade else "SET NULL")
    extra: dict[str, Any] = {"default": None} if optional else {}
    return Field(sa_type=cast(Any, BigId), sa_column_args=[constraint], primary_key=key, index=index,
                 nullable=optional, **extra)


def big(*, optional: bool = False, index: bool = False) -> Any:
    extra: dict[str, Any] = {"default": None} if optional else {}
    return Field(sa_type=cast(Any, BigId), nullable=optional, index=index, **extra)


def instant(*, optional: bool = False, index: bool = False, default: datetime | None = None) -> Any:
    extra: dict[str, Any] = {"default": default} if optional or default else {}
    return Field(sa_type=cast(Any, UTCDateTime), nullable=optional, index=index, **extra)


def choice(enum: type[StrEnum], default: StrEnum | None = None, *, optional: bool = False,
           index: bool = False) -> Any:
    extra: dict[str, Any] = {} if default is None and not optional else {"default": default}
    return Field(sa_type=cast(Any, Choice(enum)), index=index, nullable=optional, **extra)


def document() -> Any:
    return Field(default_factory=dict, sa_type=cast(Any, Document), nullable=False)


def table(model: type[SQLModel]) -> Table:
    """The Core table of a model, for statements on the hot path."""
    return cast(Table, cast(Any, model).__table__)


__all__ = ["Field", "SQLModel", "big", "choice", "datetime", "document", "found_from_what_they_name", "holds",
           "identity", "instant", "never_given_back", "reference", "register", "table"]
