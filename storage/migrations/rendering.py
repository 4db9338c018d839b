"""How a column type is written in a migration: plain SQLAlchemy, so that a migration never imports the tables."""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import JSON, BigInteger, DateTime, Enum, String, TypeDecorator
from sqlalchemy.types import TypeEngine


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """alembic's hook: source text for our types, False to leave the item to alembic."""
    return plain(item) if kind == "type" and isinstance(item, TypeEngine) else False


def plain(item: TypeEngine[Any]) -> str | Literal[False]:
    match item:
        case TypeDecorator():
            return plain(item.impl_instance) or repr(item.impl_instance)
        case BigInteger() if "sqlite" in item._variant_mapping:
            return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
        case JSON() if "postgresql" in item._variant_mapping:
            return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
        case DateTime():
            return f"sa.DateTime(timezone={item.timezone})"
        case Enum():
            raise ValueError(f"{item!r} keeps names and is hard to change; declare the column with choice()")
        case String():
            name = type(item).__name__ if type(item).__name__ == "Text" else "String"
            return f"sa.{name}(length={item.length})" if item.length else f"sa.{name}()"
        case _:
            return False
