"""What is past its time goes a piece at a time, so that whoever talks to the bot meanwhile waits for one piece."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Table, delete, select, tuple_
from sqlmodel import Session

PIECE = 200


def first(of: Table, which: ColumnElement[bool]) -> ColumnElement[bool]:
    """No more of them than one piece."""
    key: Any = list(of.primary_key.columns)
    wanted = key[0] if len(key) == 1 else tuple_(*key)
    return wanted.in_(select(*key).where(which).limit(PIECE))


def delete_some(session: Session, of: Table, which: ColumnElement[bool]) -> bool:
    """Delete some of these rows; True when there may be more."""
    return session.connection().execute(delete(of).where(first(of, which))).rowcount >= PIECE
