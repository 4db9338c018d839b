"""What the clock costs the seeded town: answers while it rings, and each piece of a ring, between two of which turns
pass."""

import gc
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from benchmarks.bases import ENGINES, Bases, Time
from benchmarks.postgres import NoPostgres
from benchmarks.runner import Figures, Load, RunFailed
from content.catalogue import load
from scheduler.ring import Ring
from storage.engine import open_engine

IDLE = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
NINE = datetime(2026, 11, 24, 8, tzinfo=UTC)  # Tuesday, 09:00 in Paris
THE_25TH = datetime(2026, 11, 25, 9, tzinfo=UTC)  # 10:00 in Paris
CALM = 10.0  # newcomers a second: 50 updates
NEEDED = 240.0  # seconds, of the full town


@dataclass(frozen=True)
class Rung:
    """One ring: its pieces, milliseconds in all, and its longest piece, by the clock and of CPU."""

    name: str
    pieces: int
    whole: float
    longest: float
    worked: float


@dataclass
class Clock:
    calm: dict[str, Figures] = field(default_factory=dict)
    rings: list[Rung] = field(default_factory=list)


def measure(bases: Bases, scale: float, people: int) -> Clock:
    found, url = Clock(), bases.seeded("nine", scale, NINE, due=True)
    for number, (name, at) in enumerate((("idle", IDLE), ("at 09:00", NINE), ("the 25th at 10:00", THE_25TH))):
        found.calm[name] = bases.play(name, url, Load(people, 5, CALM, first=70_000 + 10_000 * number, at=at))
        engine = open_engine(url)
        found.rings += [rung(engine, *when) for when in AFTER[name]]
        engine.dispose()
    bases.drop("nine")
    return found


AFTER = {
    "idle": (("idle", IDLE + timedelta(minutes=5)),),
    "at 09:00": (("09:00, gestes", NINE + timedelta(minutes=2)), ("the next ring", NINE + timedelta(minutes=3)),
                 ("an hour later, housekeeping", NINE + timedelta(hours=2))),
    "the 25th at 10:00": (("the 25th", THE_25TH + timedelta(minutes=2)),),
}


def rung(engine: Engine, name: str, now: datetime) -> Rung:
    """One ring in this process, whose heap is settled as the service's is; what it leaves is due at the next."""
    spans, worked, pieces = [], [], Ring(engine, load(), random=os.urandom).pieces(now)
    gc.collect()
    gc.freeze()
    began, cpu = time.perf_counter(), time.process_time()
    for _piece in pieces:
        spans.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - cpu) * 1000)
        began, cpu = time.perf_counter(), time.process_time()
    return Rung(name, len(spans), sum(spans), max(spans, default=0.0), max(worked, default=0.0))


def text(engine: str, found: Clock) -> Iterator[str]:
    yield f"  answers at 50 updates/s, {engine}"
    for name, one in found.calm.items():
        yield f"    {name:28}p50 {one.p50_ms:6.1f}  p95 {one.p95_ms:6.1f}  p99 {one.p99_ms:6.1f} ms"
    yield f"  a ring, a transaction a piece, {engine}"
    for ring in found.rings:
        yield (f"    {ring.name:28}{ring.pieces:5} pieces {ring.whole:8.0f} ms, the longest {ring.longest:6.1f} ms "
               f"({ring.worked:.1f} of CPU)")


def section(scale: float, people: int, budget: Time) -> list[str]:
    lines = [f"clock (scale {scale:g})"]
    for engine in ENGINES:
        if not budget.allows(NEEDED * scale):
            lines.append("  left out for want of time")
            continue
        try:
            with engine() as bases:
                lines += text(bases.engine, measure(bases, scale, people))
        except (RunFailed, NoPostgres) as failure:
            lines.append(f"  {failure}".partition("\n")[0])
    return [*lines, ""]
