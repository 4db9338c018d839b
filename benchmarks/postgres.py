"""A PostgreSQL cluster of our own for the length of a `with`: Debian's binaries, a private unix socket."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

OWNER = "postgres"
ROOT = Path("/usr/lib/postgresql")
READY_WITHIN = 30.0


class NoPostgres(RuntimeError):
    """Carries one sentence: why no cluster can be started here."""


def binaries() -> Path:
    """The newest folder of PostgreSQL programs, or NoPostgres."""
    found = {
        int(folder.parent.name): folder for folder in ROOT.glob("[0-9]*/bin") if (folder / "initdb").exists()
    }
    if not found:
        raise NoPostgres(f"PostgreSQL is not installed (no initdb under {ROOT})")
    return found[max(found)]


def owner() -> str | None:
    """Who must run the cluster: PostgreSQL refuses root, so root lends it to the user Debian made for it."""
    if os.geteuid() != 0:
        return None
    if not any(entry.pw_name == OWNER for entry in pwd.getpwall()):
        raise NoPostgres(f"running as root and there is no user {OWNER} to run the cluster")
    return OWNER


@dataclass(frozen=True)
class Cluster:
    folder: Path
    pid: int

    def url(self, name: str = "postgres") -> str:
        return f"postgresql+psycopg://{OWNER}@/{name}?host={self.folder}"

    def create(self, name: str) -> str:
        """Creates an empty database and returns its SQLAlchemy URL."""
        with self._admin() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url(name)

    def drop(self, name: str) -> None:
        with self._admin() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _admin(self) -> psycopg.Connection:
        return psycopg.connect(host=str(self.folder), user=OWNER, dbname="postgres", autocommit=True)


@contextmanager
def cluster(durable: bool = True) -> Iterator[Cluster]:
    """Starts a cluster and ends it. `durable=False` gives up fsync for speed, which suits tests."""
    programs, user = binaries(), owner()
    folder = Path(tempfile.mkdtemp(prefix="tv-pg-", dir="/var/tmp"))
    try:
        if user is not None:
            shutil.chown(folder, user, user)
        _initialise(programs, folder, user)
        server = _start(programs, folder, user, durable)
        try:
            _wait(folder, server)
            yield Cluster(folder, server.pid)
        finally:
            server.send_signal(signal.SIGINT)  # fast shutdown; SIGTERM would wait for every client
            server.wait(READY_WITHIN)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(durable: bool = False) -> Iterator[str]:
    """The URL of an empty database in a cluster of its own."""
    with cluster(durable) as running:
        yield running.url()


def _initialise(programs: Path, folder: Path, user: str | None) -> None:
    command = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", OWNER, "-A", "trust"]
    subprocess.run(
        [*command, "-E", "UTF8", "--locale=C", "--no-sync"],
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        user=user,
        group=user,
        extra_groups=[] if user else None,
    )


def _start(programs: Path, folder: Path, user: str | None, durable: bool) -> subprocess.Popen[bytes]:
    settings = {"listen_addresses": "", "unix_socket_directories": str(folder), "max_connections": "100"}
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [str(programs / "postgres"), "-D", str(folder / "data"), *options],
            cwd=folder,
            stdout=log,
            stderr=log,
            user=user,
            group=user,
            extra_groups=[] if user else None,
        )


def _wait(folder: Path, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_WITHIN
    while True:
        try:
            psycopg.connect(host=str(folder), user=OWNER, dbname="postgres").close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > until:
                raise NoPostgres((folder / "log").read_text(errors="replace")[-500:]) from None
            time.sleep(0.05)
