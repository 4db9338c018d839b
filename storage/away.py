"""Whether a fault is the database's absence: gone, restarting, locked, full. The same work may succeed later."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

SQLITE = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL,
                    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PROTOCOL})
# Classes of PostgreSQL: connection lost, no resources, an operator's hand; then codes: the server only
# reads; it gave up on a transaction that stood still too long, as one does in a frozen process.
POSTGRES = ("08", "53", "57P", "25006", "25P03")


def is_away(fault: BaseException) -> bool:
    """Looks at what caused it too: what is tried on a dead connection fails in other words."""
    seen: BaseException | None = fault
    while seen is not None:
        if _is_absence(seen):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def _is_absence(fault: BaseException) -> bool:
    cause = fault.orig if isinstance(fault, DBAPIError) else fault
    if isinstance(cause, sqlite3.Error):
        return (getattr(cause, "sqlite_errorcode", 0) & 0xFF) in SQLITE
    if not isinstance(fault, DBAPIError):
        return isinstance(fault, PoolTimeout)
    code = getattr(cause, "sqlstate", None)
    if code is not None:
        return str(code).startswith(POSTGRES)
    return fault.connection_invalidated or any(  # no server gave it a code: it refused, or never answered
        one.__name__ == "OperationalError" for one in type(cause).__mro__)


def in_its_words(fault: BaseException) -> str:
    """The database's own first line, for the operator. It names no value of a statement."""
    cause = getattr(fault, "orig", None) or fault
    return str(cause).strip().partition("\n")[0][:200] or type(cause).__name__
