"""What grows with the town, and what the clock costs it: the same bench on a seeded base, and each piece of a ring."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import ours
from benchmarks.contenders import Bot, Contender, room
from benchmarks.runner import Figures, Load, RunFailed, median, run
from benchmarks.seed import seed
from benchmarks.seed_rows import Size
from content.catalogue import load
from scheduler.ring import Ring
from storage.engine import open_engine

NINE = datetime(2026, 11, 24, 8, tzinfo=UTC)  # Tuesday, 09:00 in Paris
THE_25TH = datetime(2026, 11, 25, 9, tzinfo=UTC)  # 10:00 in Paris
CALM = 10.0


@dataclass
class Big:
    """scale: how big the seeded town was; runs: by base; calm: milliseconds at 50 updates a second;
    rings: (name, pieces, milliseconds in all, the longest, the longest in CPU).
    """

    scale: float
    runs: dict[str, list[Figures]] = field(default_factory=dict)
    calm: dict[str, Figures] = field(default_factory=dict)
    rings: list[tuple[str, int, float, float, float]] = field(default_factory=list)


def measure(scale: float, rounds: int, people: int) -> Big:
    found = Big(scale)
    with room() as folder:
        at = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
        _seed(folder / "big.db", scale, at)
        big = _contender("big town", f"sqlite:///{folder / 'big.db'}")
        for number in range(rounds):
            for one in (_contender("empty", None), big):
                load_of = Load(people, 10, first=(number + 1) * 10_000)
                found.runs.setdefault(one.name, []).append(run(one, load_of))
        (folder / "big.db").unlink()
        _seed(folder / "nine.db", scale, NINE, due=True)
        nine = f"sqlite:///{folder / 'nine.db'}"
        for name, load_of in (("idle", Load(people, 10, CALM, first=70_000, at=NINE - timedelta(minutes=30))),
                              ("at 09:00", Load(people, 10, CALM, first=80_000, at=NINE))):
            found.calm[name] = run(_contender(name, nine, paced=True), load_of)
        found.rings = list(_rings(nine))
    return found


def _seed(path: Path, scale: float, at: datetime, *, due: bool = False) -> None:
    engine = open_engine(f"sqlite:///{path}")
    seed(engine, Size.of(scale), at, due=due)
    engine.dispose()


def _contender(name: str, url: str | None, *, paced: bool = False) -> Contender:
    def start(folder: Path) -> Bot:
        environment = ours.environment(url or f"sqlite:///{folder / 'town.db'}")
        if paced:
            environment = {"DATABASE_URL": environment["DATABASE_URL"], "SANDBOX_CLOCK": "true"}
        return Bot(ours.RUN, environment, ours.prepare)

    return Contender(name, True, ours.SCRIPT, start)


def _rings(url: str) -> Iterator[tuple[str, int, float, float, float]]:
    """Each transaction of a ring: between two, those who talk have their turn; what is left is due at the next."""
    engine = open_engine(url)
    ring = Ring(engine, load(), random=os.urandom)
    moments = (("09:00, gestes", NINE + timedelta(minutes=2)), ("the next ring", NINE + timedelta(minutes=3)),
               ("an hour later, housekeeping", NINE + timedelta(hours=2)), ("the 25th", THE_25TH))
    for name, now in moments:
        spans, worked, pieces = [], [], ring.pieces(now)
        began, cpu = time.perf_counter(), time.process_time()
        for _piece in pieces:
            spans.append((time.perf_counter() - began) * 1000)
            worked.append((time.process_time() - cpu) * 1000)
            began, cpu = time.perf_counter(), time.process_time()
        yield name, len(spans), sum(spans), max(spans), max(worked)
    engine.dispose()


def text(found: Big) -> Iterator[str]:
    yield f"big town (scale {found.scale:g} of 100,000 people, SQLite)"
    middle = {name: median(figures) for name, figures in found.runs.items()}
    for name, one in middle.items():
        yield f"  {name:28}{one.updates_per_second:8.0f} updates/s{one.cpu_per_thousand:8.2f} CPU s/1000"
    big, empty = middle["big town"], middle["empty"]
    yield (f"  big/empty: {big.updates_per_second / empty.updates_per_second:.2f} updates/s, "
           f"{big.cpu_per_thousand / empty.cpu_per_thousand:.2f} CPU")
    yield "clock: answers at 50 updates/s"
    for name, one in found.calm.items():
        yield f"  {name:28}p50 {one.p50_ms:6.1f}  p95 {one.p95_ms:6.1f}  p99 {one.p99_ms:6.1f} ms"
    yield "clock: one ring, a transaction a piece"
    for name, count, whole, longest, worked in found.rings:
        yield f"  {name:28}{count:5} pieces {whole:8.0f} ms, the longest {longest:6.1f} ms ({worked:.1f} of CPU)"


def section(scale: float, rounds: int, people: int) -> list[str]:
    try:
        return [*text(measure(scale, rounds, people)), ""]
    except RunFailed as failure:
        return [f"big town: {failure}".partition("\n")[0], ""]
