"""Who is measured: each contender is a command, its environment and the script its people play."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import ours
from benchmarks.postgres import Cluster
from benchmarks.script import STOCK, Script

PTB = (sys.executable, "-m", "benchmarks.stock_ptb")
AIOGRAM = (sys.executable, "-m", "benchmarks.stock_aiogram")


@dataclass(frozen=True)
class Bot:
    """One start of a contender: an empty database or file, in `folder` when it needs one."""

    command: tuple[str, ...]
    environment: Mapping[str, str]
    prepare: Callable[[Mapping[str, str]], None] | None = None
    server_pid: int | None = None  # PostgreSQL's, whose CPU is told apart


@dataclass(frozen=True)
class Contender:
    name: str
    durable: bool
    script: Script
    start: Callable[[Path], Bot]
    stop: Callable[[], None] = lambda: None


def on_sqlite(folder: Path) -> Bot:
    url = f"sqlite:///{folder / 'town.db'}"
    return Bot(ours.RUN, ours.environment(url), ours.prepare)


def on_postgres(cluster: Cluster) -> Contender:
    def start(_: Path) -> Bot:
        return Bot(ours.RUN, ours.environment(cluster.create("bench")), ours.prepare, cluster.pid)

    return Contender(OURS_POSTGRES, True, ours.SCRIPT, start, lambda: cluster.drop("bench"))


OURS_SQLITE, OURS_POSTGRES = "ours, SQLite FULL", "ours, PostgreSQL"
STOCKS = (
    Contender("stock PTB, memory", False, STOCK, lambda _: Bot(PTB, {})),
    Contender(
        "stock PTB, pickle", False, STOCK, lambda folder: Bot((*PTB, str(folder / "state.pickle")), {})
    ),
    Contender("stock aiogram, memory", False, STOCK, lambda _: Bot(AIOGRAM, {})),
)
OURS = Contender(OURS_SQLITE, True, ours.SCRIPT, on_sqlite)
IN_MEMORY = ("stock PTB, memory", "stock aiogram, memory")


@contextmanager
def room() -> Iterator[Path]:
    """An empty folder on a real disk: /tmp may be memory, where a synchronous commit costs nothing."""
    folder = Path(tempfile.mkdtemp(prefix="tv-bench-", dir="/var/tmp"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
