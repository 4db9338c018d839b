"""What must happen once: an insert that loses quietly when the row is already there."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from storage.engine import is_sqlite
from storage.tables import Once, table

_once = table(Once)
_SUBJECT = re.compile(r"(p|g|help:|relay:|kits:)(\d+)(:|$)")
_NAMED = {"p": "person_id", "relay:": "person_id", "kits:": "person_id", "g": "group_id", "help:": "request_id"}


def insert_new(session: Session, into: Table, **values: Any) -> int | None:
    """Insert unless a unique key already holds; the new row's first key column, or None."""
    make = sqlite.insert if is_sqlite(session) else postgresql.insert
    key = next(iter(into.primary_key.columns))
    statement: Any = make(into).values(**values).on_conflict_do_nothing().returning(key)
    found = session.connection().execute(statement).first()
    return None if found is None else found[0]


def first_time(session: Session, subject: str, what: str, now: datetime, *, other: int | None = None) -> bool:
    """True the first time this is said about this subject, and never again.

    The mark goes with the person, group or request that the subject names, and with the `other` person.
    """
    return insert_new(session, _once, subject=subject, what=what, at=now, other_id=other, **named(subject)) is not None


def happened(session: Session, subject: str, what: str) -> bool:
    return session.connection().execute(select(_once.c.subject).where(
        _once.c.subject == subject, _once.c.what == what)).first() is not None


def named(subject: str) -> dict[str, int]:
    """The column of what a subject is about: {"request_id": 12} for "help:12"."""
    found = _SUBJECT.match(subject)
    return {_NAMED[found[1]]: int(found[2])} if found else {}
