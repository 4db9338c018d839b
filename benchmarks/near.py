"""`python -m benchmarks near`: whom to ask, found among 100,000 volunteers and 1,000,000 requests, and in a town of a
tenth of that. CPU is ours and the server's; the time on the clock is also that of whatever else the machine does.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

from sqlalchemy import Engine, event, text

from benchmarks.bases import ENGINES, Bases
from benchmarks.postgres import NoPostgres
from benchmarks.seed import seed
from benchmarks.seed_rows import Size
from storage import asks_near
from storage import help as store
from storage.engine import is_sqlite, open_engine, transaction

LOOKS, WARM, GOAL_MS = 300, 40, 5.0
REQUESTS, FAMILY = 1_000_000, "courses-et-repas"
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
MONTH = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Look:
    """One wave's candidates: milliseconds of our CPU, on the clock, in statements; how many were found."""

    cpu: float
    clock: float
    statements: int
    found: int


def size(scale: float) -> Size:
    """People, places and what they ask of each other; little else."""
    full = Size.of(scale)
    return replace(Size.of(0.001), people=full.people, zones=full.zones, groups=full.groups, open=full.open,
                   few=full.few, requests=round(REQUESTS * scale))


def looks(engine: Engine, requests: int, still: int) -> tuple[list[Look], float]:
    """The looks, and the milliseconds of CPU that the server took for each of them."""
    said: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: said.append(told[2]))
    found, served = [], 0.0
    for n in range(WARM + LOOKS):
        number = requests - random.Random(n).randrange(still)
        with transaction(engine) as session:
            request = store.by_id(session, number)
            assert request is not None
            server = None if is_sqlite(session) else session.connection().execute(
                text("SELECT pg_backend_pid()")).scalar_one()
            said.clear()
            before, cpu, clock = spent(server), time.process_time(), time.perf_counter()
            people = asks_near.candidates(session, request, FAMILY, AT, MONTH, company=n % 4 == 0)
            one = Look(1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - clock), len(said), len(people))
            if n >= WARM:
                found.append(one)
                served += spent(server) - before
    return found, served / LOOKS


def spent(pid: int | None) -> float:
    """Milliseconds of CPU of a process so far."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6 if pid else 0.0


def line(engine: str, scale: float, found: Sequence[Look], served: float) -> str:
    def at(values: list[float], share: float) -> float:
        return sorted(values)[int(share * (len(values) - 1))]

    cpu, clock = [one.cpu for one in found], [one.clock for one in found]
    of = size(scale)
    return (f"  {engine:11}{of.people:8,} people {of.requests:10,} requests: p50 {at(clock, .5):5.2f} "
            f"p95 {at(clock, .95):5.2f} ms; CPU p50 {at(cpu, .5):.2f} p95 {at(cpu, .95):.2f} ms, the server’s "
            f"{served:.2f}; {mean(one.statements for one in found):.1f} statements, "
            f"{mean(one.found for one in found):.0f} people")


def measure(bases: Bases, scales: Sequence[float]) -> Iterator[str]:
    for scale in scales:
        engine = open_engine(bases.make("near"))
        seed(engine, size(scale), AT)
        found, served = looks(engine, size(scale).requests, size(scale).open)
        engine.dispose()
        bases.drop("near")
        yield line(bases.engine, scale, found, served)


def section(scales: Sequence[float] = (0.1, 1.0)) -> list[str]:
    lines = [f"whom to ask, of a wave (goal: p95 under {GOAL_MS:g} ms, flat as the town grows)"]
    for engine in ENGINES:
        try:
            with engine() as bases:
                lines += measure(bases, scales)
        except NoPostgres as absence:
            lines.append(f"  {absence}")
    return [*lines, ""]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks near", description=__doc__)
    parser.add_argument("--scales", type=float, nargs="+", default=[0.1, 1.0], help="1 has 100,000 people")
    print("\n".join(section(parser.parse_args(arguments).scales)))
    return 0
