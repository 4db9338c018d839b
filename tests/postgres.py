"""PostgreSQL for tests: a cluster of our own from Debian's binaries, or the server of TEST_POSTGRES_URL."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Engine,
    NullPool,
    create_engine,
    delete,
    exists,
    literal,
    select,
    table,
    text,
    union_all,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError

from storage import schema
from storage.engine import open_engine

USER = "postgres"
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "150",
        "listen_addresses": "", "shared_buffers": "32MB", "timezone": "Asia/Kathmandu"}


def binaries() -> Path | None:
    """The folder of initdb and postgres, the newest; None when they are not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


def why_not() -> str | None:
    """Why tests on PostgreSQL cannot run here, or None."""
    if os.environ.get("TEST_POSTGRES_URL"):
        return None
    if binaries() is None:
        return "PostgreSQL is not installed (apt-get install postgresql), and TEST_POSTGRES_URL is not set"
    if os.geteuid() == 0 and not shutil.which("runuser"):
        return "PostgreSQL refuses to run as root, and runuser is missing"
    return None


SHAPE = """SELECT count(*), sum(hashtext(concat(relname, relkind, relnatts))),
(SELECT string_agg(version_num, ',') FROM alembic_version)
FROM pg_class WHERE relnamespace = 'public'::regnamespace"""
OTHERS = """SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
NUMBERED = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
USES = 60
"""A database emptied more often than this would hold more dead rows than living ones."""


@dataclass(slots=True)
class Used:
    """A database with the schema that tests take in turn: to empty it costs a fifth of making another."""

    url: str
    engine: Engine
    shape: tuple[object, ...]
    filled: CompoundSelect[tuple[str]]
    uses: int = 0

    @classmethod
    def at(cls, url: str) -> Used:
        engine = create_engine(url, poolclass=NullPool)
        with engine.connect() as connection:
            names = connection.execute(text(TABLES)).scalars().all()
            filled = union_all(*(select(literal(n)).where(exists(select(1).select_from(table(n)))) for n in names))
            return cls(url, engine, _shape(connection), filled)

    def emptied(self) -> bool:
        """As it was made, with nobody else connected. False: not worth it, or a test has changed its schema."""
        self.uses += 1
        try:
            return self.uses <= USES and self._emptied()
        except DBAPIError:
            return False

    def _emptied(self) -> bool:
        with self.engine.begin() as connection:
            connection.execute(text(OTHERS))
            if _shape(connection) != self.shape:
                return False
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            for name in connection.execute(self.filled).scalars().all():
                connection.execute(delete(table(name)))
            for name in connection.execute(text(NUMBERED)).scalars().all():
                connection.execute(text(f'ALTER SEQUENCE "{name}" RESTART'))
        return True


def _shape(connection: Connection) -> tuple[object, ...]:
    return tuple(connection.execute(text(SHAPE)).one())


@dataclass(slots=True)
class Server:
    """Where databases can be made, each a copy of a template that holds the whole schema."""

    admin: URL
    template: str
    engine: Engine
    made: int = 0
    given: dict[str, Used] = field(default_factory=dict)
    free: list[Used] = field(default_factory=list)

    def url(self, name: str) -> str:
        return self.admin.set(database=name).render_as_string(hide_password=False)

    def order(self, *orders: str) -> None:
        """On a connection that stays: to open one costs half of what making a database does."""
        with self.engine.connect() as connection:
            for one in orders:
                connection.execute(text(one))

    def fresh(self, *, empty: bool = False) -> str:
        """The URL of a new database, with the schema unless `empty`."""
        self.made += 1
        name = f"{self.template}_{self.made}"
        self.order(f"CREATE DATABASE {name} TEMPLATE {'template0' if empty else self.template}")
        return self.url(name)

    def take(self) -> str:
        """The URL of a database with the schema and no row: one that was given back, or a new one."""
        used = self.free.pop() if self.free else Used.at(self.fresh())
        self.given[used.url] = used
        return used.url

    def give_back(self, url: str) -> None:
        used = self.given.pop(url)
        if used.emptied():
            self.free.append(used)
        else:
            self.drop(url)

    def drop(self, url: str) -> None:
        self.order(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")


@contextmanager
def server() -> Iterator[Server]:
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        with _templated(make_url(given)) as found:
            yield found
    else:
        with cluster() as url, _templated(url) as found:
            yield found


@contextmanager
def _templated(admin: URL) -> Iterator[Server]:
    giving = create_engine(admin, isolation_level="AUTOCOMMIT", pool_pre_ping=True)
    found = Server(admin, f"tv_{os.getpid()}", giving)
    found.order(f"CREATE DATABASE {found.template} TEMPLATE template0")
    try:
        engine = open_engine(found.url(found.template))
        schema.create(engine)
        engine.dispose()
        yield found
    finally:
        for used in found.free:
            found.drop(used.url)
        found.order(f"DROP DATABASE IF EXISTS {found.template} WITH (FORCE)")
        giving.dispose()


@contextmanager
def cluster() -> Iterator[URL]:
    """A throw-away cluster on a unix socket; nothing listens on the network."""
    folder = Path(tempfile.mkdtemp(prefix="tv-pg-"))
    bin_ = binaries()
    assert bin_ is not None, why_not()
    if os.geteuid() == 0:
        shutil.chown(folder, USER)
    data = folder / "data"
    try:
        _run(bin_ / "initdb", "-D", str(data), "-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C",
             "--no-sync", folder=folder)
        start(folder)
        yield URL.create("postgresql+psycopg", username=USER, database="postgres", query={"host": str(folder)})
    finally:
        if (data / "postmaster.pid").exists():
            _run(bin_ / "pg_ctl", "-D", str(data), "-m", "immediate", "stop", folder=folder)
        shutil.rmtree(folder, ignore_errors=True)


def start(folder: Path) -> None:
    """The cluster in this folder, until it takes connections."""
    bin_ = binaries()
    assert bin_ is not None, why_not()
    options = " ".join(f"-c {name}={value!r}" for name, value in FAST.items()) + f" -k {folder}"
    _run(bin_ / "pg_ctl", "-D", str(folder / "data"), "-l", str(folder / "log"), "-w", "-t", "60", "-o", options,
         "start", folder=folder)


def stop(folder: Path) -> None:
    """As an upgrade does: whoever is connected is cut off."""
    bin_ = binaries()
    assert bin_ is not None, why_not()
    _run(bin_ / "pg_ctl", "-D", str(folder / "data"), "-m", "fast", "-w", "stop", folder=folder)


def _run(program: Path, *arguments: str, folder: Path) -> None:
    user = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*user, str(program), *arguments], cwd=folder, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False,
                          env=os.environ | {"LC_ALL": "C"})
    if done.returncode:
        log = folder / "log"
        raise RuntimeError(f"{program.name}: {done.stderr}{log.read_text() if log.exists() else ''}")
