"""Where a section makes its databases: one engine, the same verbs."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from benchmarks import ours
from benchmarks.contenders import Bot, Contender, room
from benchmarks.postgres import cluster
from benchmarks.runner import Figures, Load, run
from benchmarks.seed import seed
from benchmarks.seed_rows import Size
from storage.engine import open_engine


@dataclass(frozen=True)
class Bases:
    """make: the URL of an empty database of this name; drop: it goes. pid: of the server, where there is one."""

    engine: str
    make: Callable[[str], str]
    drop: Callable[[str], None]
    pid: int | None = None

    def seeded(self, name: str, scale: float, at: datetime, *, due: bool = False) -> str:
        url = self.make(name)
        engine = open_engine(url)
        seed(engine, Size.of(scale), at, due=due)
        engine.dispose()
        return url

    def play(self, name: str, url: str, load: Load) -> Figures:
        """Our bot on this database; with an hour, it follows the server's clock and sends a hundred a second: fifty
        answers, and the rest of what is due at twice the speed that Telegram allows."""
        environment = ours.environment(url)
        if load.at is not None:
            environment |= {"SANDBOX_CLOCK": "true", "PACE_PER_SECOND": "100"}
        bot = Bot(ours.RUN, environment, ours.prepare, self.pid)
        return run(Contender(f"{name}, {self.engine}", True, ours.SCRIPT, lambda _folder: bot), load)


@contextmanager
def on_sqlite() -> Iterator[Bases]:
    with room() as folder:
        def drop(name: str) -> None:
            for path in folder.glob(f"{name}.db*"):
                path.unlink()

        yield Bases("SQLite", lambda name: f"sqlite:///{folder / f'{name}.db'}", drop)


@contextmanager
def on_postgres() -> Iterator[Bases]:
    """Raises NoPostgres where there is none."""
    with cluster() as running:
        yield Bases("PostgreSQL", running.create, running.drop, running.pid)


ENGINES = (on_sqlite, on_postgres)


@dataclass(frozen=True)
class Time:
    """What a whole run may take: a step that would pass its end is left out, and said to be."""

    end: float

    def allows(self, seconds: float) -> bool:
        return time.monotonic() + seconds < self.end
