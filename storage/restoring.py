"""A backup takes the place of the database. Built aside, put right, then swapped in one step.

A restored ledger is old: what was still to send comes back paused (answers excepted), what was being sent is
uncertain. Whoever was erased since is erased again. The database that was there stays beside it, as
`….before-restore` (SQLite) or `…_before_restore` (PostgreSQL), until the next restore or until you remove it.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, exists, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from rules.campaigns import CampaignState
from rules.deliveries import Course, DeliveryState, Lane, Policy
from storage import leaving, schema, tombstones
from storage.backup import Manifest, beside, check_sqlite, count_rows, opened
from storage.engine import StorageError, open_engine, sqlite_at, transaction
from storage.leaving import Leave
from storage.postgres_tools import postgres_tool
from storage.sweeps import RESTORED
from storage.tables import BotLease, Campaign, Delivery, Message, Tombstone, table
from storage.tables.runs import Run

log = logging.getLogger(__name__)
S = DeliveryState
_c, _d, _l, _m, _r, _t = (table(t) for t in (Campaign, Delivery, BotLease, Message, Run, Tombstone))


OTHER_TOWN = ("This backup is of another town: another bot served it. If it is this town's all the same (its token was "
              "renewed), add --another-bot.")


@dataclass(frozen=True, slots=True)
class Here:
    """What is known of the town whose database is replaced: who was erased, and the marks of the bots that served it;
    None: any bot.
    """

    erased: dict[str, datetime]
    bots: frozenset[str] | None


def put_back(path: Path, url: str, key: str | None, leave: Leave, *, bot: str = "", any_bot: bool = False) -> None:
    """Raises StorageError; until the swap the database in place is untouched. The bot must be stopped.

    bot: the mark (`lease.mark`) of the one that serves here; a backup that others alone served is refused unless
    any_bot.
    """
    parsed = make_url(url)
    sqlite = parsed.get_backend_name() == "sqlite"
    with opened(path, key, beside(url)) as (manifest, data):
        if manifest.engine != parsed.get_backend_name():
            raise StorageError(f"{path} holds a {manifest.engine} database and DATABASE_URL names another kind.")
        schema.refuse_newer_revision(manifest.revision)
        here = _known(parsed, bot)
        if any_bot:
            here = replace(here, bots=None)
        if sqlite:
            _swap_sqlite(data, manifest, Path(parsed.database or ""), here, leave)
        else:
            _swap_postgres(data, manifest, parsed, here, leave)


def _known(url: URL, bot: str) -> Here:
    """Of the file beside, and of the database in place if it can still be read."""
    found, bots = tombstones.known(tombstones.beside(url)), {bot} - {""}
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return Here(found, frozenset(bots))
    engine = open_engine(url.render_as_string(hide_password=False))
    try:
        with engine.connect() as connection:
            found |= {row.hash: row.at for row in connection.execute(select(_t))}
            bots |= set(connection.execute(select(_l.c.token)).scalars())
    except DBAPIError as fault:
        log.warning("the tombstones of the database in place cannot be read: %s", type(fault).__name__,
                    extra={"event": "tombstones_not_read"})
    finally:
        engine.dispose()
    return Here(found, frozenset(bots))


def put_right(engine: Engine, here: Here, file: Path, leave: Leave) -> None:
    """Bring a restored database to this code's revision, and make it safe to serve. Raises StorageError."""
    with engine.connect() as connection:
        theirs = set(connection.execute(select(_l.c.token)).scalars())
    if theirs and here.bots and not theirs & here.bots:
        raise StorageError(OTHER_TOWN)
    schema.migrate(engine)
    with transaction(engine) as session:
        hold_ledger(session)
        again = leaving.erase_again(session, file, here.erased, leave) if here.erased else 0
    log.info("restored: %d people erased again", again)


def hold_ledger(session: Session) -> None:
    """Nothing leaves by itself but answers; what was in flight is uncertain.

    Of what goes to many, once: whatever could have left since the backup is uncertain too, and what had an hour of its
    own becomes so if that hour is past when somebody resumes it. What was planned is a draft again.
    """
    connection = session.connection()
    connection.execute(update(_d).where(_d.c.state == S.SENDING).values(state=S.UNCERTAIN, reason=RESTORED))
    once = _d.c.lane.in_((Lane.ALERT, Lane.CAMPAIGN)) & exists().where(
        _m.c.id == _d.c.message_id, _m.c.policy == Policy.AT_MOST_ONCE)
    connection.execute(update(_d).where(_d.c.state.in_((S.READY, S.PAUSED)), _d.c.not_before.is_(None), once).values(
        state=S.UNCERTAIN, reason=RESTORED))
    connection.execute(update(_d).where(_d.c.state.in_((S.READY, S.WAITING)), _d.c.lane != Lane.ANSWER).values(
        state=S.PAUSED, reason=RESTORED))
    connection.execute(update(_d).where(_d.c.state == S.PAUSED, once).values(reason=RESTORED))
    connection.execute(update(_r).where(_r.c.course == Course.ON).values(course=Course.PAUSED, again=""))
    connection.execute(update(_c).where(_c.c.state == CampaignState.ACTIVE).values(state=CampaignState.PAUSED))
    connection.execute(update(_c).where(_c.c.state == CampaignState.PLANNED).values(
        state=CampaignState.DRAFT, version=_c.c.version + 1))


def _swap_sqlite(data: Path, manifest: Manifest, target: Path, here: Here, leave: Leave) -> None:
    check_sqlite(data, manifest)
    engine = open_engine(sqlite_at(data))
    try:
        put_right(engine, here, tombstones.beside(sqlite_at(target)), leave)
        with engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA journal_mode=DELETE")
    finally:
        engine.dispose()
    with data.open("rb") as written:
        os.fsync(written.fileno())
    kept = Path(f"{target}.before-restore")
    if target.exists():
        _settle(target)
        shutil.copy2(target, f"{kept}.part")
        Path(f"{kept}.part").replace(kept)
    data.replace(target)


def _settle(target: Path) -> None:
    """Everything of the database into its one file: a journal left behind would be replayed over the new one."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(target)) as old:
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for ending in ("-wal", "-shm"):
        journal = Path(f"{target}{ending}")
        if journal.exists():
            journal.replace(f"{target}.before-restore{ending}")


def _swap_postgres(data: Path, manifest: Manifest, url: URL, here: Here, leave: Leave) -> None:
    name = str(url.database)
    fresh, kept = f"{name}_restoring", f"{name}_before_restore"
    admin = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    try:
        _order(admin, f'DROP DATABASE IF EXISTS "{fresh}"', f'CREATE DATABASE "{fresh}" TEMPLATE template0')
        there = url.set(database=fresh).render_as_string(hide_password=False)
        postgres_tool("pg_restore", there, "--no-owner", "--no-privileges", "--exit-on-error", str(data))
        engine = open_engine(there)
        try:
            with engine.connect() as connection:
                if count_rows(connection) != manifest.rows:
                    raise StorageError("The backup is damaged: its rows are not those its manifest counts.")
            put_right(engine, here, tombstones.beside(url), leave)
        finally:
            engine.dispose()
        _order(admin, f'DROP DATABASE IF EXISTS "{kept}"')
        _take_the_place(admin, name, fresh, kept)
    except DBAPIError as fault:
        raise StorageError("PostgreSQL refused the restore (is the bot stopped, and may this user create "
                           f"databases?): {str(fault.orig).splitlines()[0]}") from fault
    finally:
        admin.dispose()


def _order(admin: Engine, *orders: str) -> None:
    with admin.connect() as connection:
        for one in orders:
            connection.execute(text(one))


def _take_the_place(admin: Engine, name: str, fresh: str, kept: str) -> None:
    """Both names change in one transaction."""
    with admin.connect().execution_options(isolation_level="READ COMMITTED") as connection, connection.begin():
        if connection.execute(text("SELECT 1 FROM pg_database WHERE datname = :n"), {"n": name}).first():
            connection.execute(text(f'ALTER DATABASE "{name}" RENAME TO "{kept}"'))
        connection.execute(text(f'ALTER DATABASE "{fresh}" RENAME TO "{name}"'))
