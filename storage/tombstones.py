"""Who was erased stays erased, even when a backup from before comes back.

A tombstone is a keyed hash of the platform id and the instant of erasure. It is kept in the table and in a file
beside the database (`….tombstones`, its key in `….tombstones.key`), which a restore does not touch. 60 days.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, delete, event, insert, select
from sqlalchemy.engine import make_url
from sqlmodel import Session

from rules.privacy import TOMBSTONES_KEPT
from storage.engine import empty_journal
from storage.tables import Address, Person, Tombstone, table

log = logging.getLogger(__name__)
_t, _p, _a = table(Tombstone), table(Person), table(Address)


def beside(url: str | URL, home: Path = Path()) -> Path:
    """The file of tombstones of a database: next to a SQLite file, in data/ of its home for PostgreSQL."""
    parsed = make_url(url)
    name = parsed.database or "memory"
    return Path(f"{name}.tombstones") if parsed.get_backend_name() == "sqlite" else home / "data" / f"{name}.tombstones"


def file_of(engine: Engine) -> Path:
    return beside(engine.url, engine.get_execution_options().get("home", Path()))


def key_file(path: Path) -> Path:
    return Path(f"{path}.key")


def key_of(path: Path) -> bytes:
    """The key of a file of tombstones, made at its first use."""
    keep = key_file(path)
    try:
        return bytes.fromhex(keep.read_text("ascii"))
    except FileNotFoundError:
        keep.parent.mkdir(parents=True, exist_ok=True)
        made = os.urandom(32)
        with os.fdopen(os.open(keep, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(made.hex())
        return made


def secret_mark(session: Session, value: int, file: Path | None = None) -> str:
    """What stands for a platform id that is not kept. file: the tombstones whose key counts, when not those at hand."""
    engine: Any = session.get_bind()
    return hash_of(key_of(file or file_of(engine)), value)


def house_key(session: Session) -> bytes:
    """What this house alone knows."""
    engine: Any = session.get_bind()
    return key_of(file_of(engine))


def has_key(session: Session) -> bool:
    """Nobody was ever erased where there is none."""
    engine: Any = session.get_bind()
    return key_file(file_of(engine)).exists()


def hash_of(key: bytes, value: int) -> str:
    return mark_of(key, f"telegram:{value}")


def remember(session: Session, value: int, now: datetime) -> None:
    """In the transaction that erases the person with this platform id. The file follows the commit."""
    engine: Any = session.get_bind()
    _remember(session, hash_of(key_of(file_of(engine)), value), now)


def remember_mark(session: Session, mark: str, now: datetime) -> None:
    """The same for something that was taken back, and that an old backup would bring back."""
    engine: Any = session.get_bind()
    _remember(session, mark_of(key_of(file_of(engine)), mark), now)


def mark_of(key: bytes, mark: str) -> str:
    return hmac.new(key, mark.encode(), hashlib.sha256).hexdigest()


def _remember(session: Session, made: str, now: datetime) -> None:
    engine: Any = session.get_bind()
    connection = session.connection()
    connection.execute(delete(_t).where(_t.c.hash == made))
    connection.execute(insert(_t).values(hash=made, at=now))

    def ended(_session: Session, transaction: Any) -> None:
        if transaction.parent is None:  # a savepoint ends too, while the table is still being written
            _follow(engine, now)

    event.listen(session, "after_transaction_end", ended)


def _follow(engine: Engine, now: datetime) -> None:
    """The erasure is committed: a full disk must not undo it, and the next `sync` catches up."""
    try:
        sync(engine, now)
    except OSError:
        log.exception("the file of tombstones cannot be written", extra={"event": "tombstones_not_written"})
    empty_journal(engine)


def sync(engine: Engine, now: datetime) -> int:
    """Bring the file up to the table, and let both forget what is over 60 days old. Returns how many it holds."""
    with engine.begin() as connection:
        connection.execute(delete(_t).where(_t.c.at < now - TOMBSTONES_KEPT))
        rows = {row.hash: row.at for row in connection.execute(select(_t))}
    path = file_of(engine)
    kept = {made: at for made, at in (known(path) | rows).items() if at >= now - TOMBSTONES_KEPT}
    if kept != known(path):
        part = Path(f"{path}.part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.writelines(f"{made} {at.isoformat()}\n" for made, at in sorted(kept.items()))
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    return len(kept)


def known(path: Path) -> dict[str, datetime]:
    """The tombstones of a file; none when it is absent."""
    try:
        lines = path.read_text("ascii").splitlines()
    except FileNotFoundError:
        return {}
    pairs = (line.split() for line in lines)
    return {made: datetime.fromisoformat(at) for made, at in pairs}


def returned(session: Session, key: bytes, erased: Mapping[str, datetime]) -> list[int]:
    """Persons who are here although they were erased after they first came."""
    rows = session.connection().execute(
        select(_p.c.id, _p.c.first_seen_at, _a.c.value).join(_a, _a.c.id == _p.c.address_id))
    return [row.id for row in rows
            if (at := erased.get(hash_of(key, row.value))) is not None and row.first_seen_at <= at]
