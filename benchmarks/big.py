"""What grows with the town: the same bench on a seeded base and on an empty one, side by side."""

from collections.abc import Iterator
from datetime import UTC, datetime

from benchmarks.bases import ENGINES, Bases, Time
from benchmarks.postgres import NoPostgres
from benchmarks.runner import Figures, Load, RunFailed, median

SEEDING, RUN = 110.0, 4.0  # seconds, of the full town


def measure(bases: Bases, scale: float, rounds: int, people: int, time: Time) -> dict[str, list[Figures]]:
    """The runs by base, interleaved; none when the seeding alone would take too long."""
    runs: dict[str, list[Figures]] = {"empty": [], "big town": []}
    if not time.allows(SEEDING * scale):
        return runs
    big = bases.seeded("big", scale, datetime.now(UTC).replace(minute=0, second=0, microsecond=0))
    for number in range(rounds):
        if not time.allows(2 * RUN):
            break
        for name in runs:
            url = big if name == "big town" else bases.make("empty")
            runs[name].append(bases.play(name, url, Load(people, 10, first=(number + 1) * 10_000)))
        bases.drop("empty")
    bases.drop("big")
    return runs


def text(engine: str, runs: dict[str, list[Figures]]) -> Iterator[str]:
    if not all(runs.values()):
        yield f"  {engine}: left out for want of time"
        return
    middle = {name: median(figures) for name, figures in runs.items()}
    for name, one in middle.items():
        yield (f"  {name + ', ' + engine:28}{one.updates_per_second:8.0f} updates/s{one.cpu_per_thousand:8.2f} CPU "
               f"s/1000{one.peak_mb:6.0f} MB")
    big, empty = middle["big town"], middle["empty"]
    yield (f"  big/empty: {big.updates_per_second / empty.updates_per_second:.2f} updates/s, "
           f"{big.cpu_per_thousand / empty.cpu_per_thousand:.2f} CPU")


def section(scale: float, rounds: int, people: int, time: Time) -> list[str]:
    lines = [f"big town (scale {scale:g} of 100,000 people, medians of {rounds} interleaved)"]
    for engine in ENGINES:
        try:
            with engine() as bases:
                lines += text(bases.engine, measure(bases, scale, rounds, people, time))
        except (RunFailed, NoPostgres) as failure:
            lines.append(f"  {failure}".partition("\n")[0])
    return [*lines, ""]
