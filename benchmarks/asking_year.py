"""`python -m benchmarks asking-year`: a town lives for a year through the real house, its clock moved; what every phone
was asked, and when. `tests/scheduler/test_a_season_of_asks.py` is a season of it.
"""

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from benchmarks.asking_town import gini
from storage import schema
from storage.engine import open_engine, sqlite_at

if TYPE_CHECKING:
    from tests.world.asking_year import Year

A_WEEK = 7


def opened(folder: Path) -> Engine:
    """A year of commits that wait for no disk."""
    from tests.world.engines import hurry

    engine = open_engine(sqlite_at(folder / "year.db"))
    hurry(engine)
    schema.create(engine)
    return engine


def figures(year: "Year") -> Iterator[str]:
    asks = year.noted.asks
    each = Counter(ask.value for ask in asks)
    counts = [each[pilot.id] for pilot in year.pilots]
    served, needs = year.served()
    yield f"  asks on phones {len(asks)}, a person {min(counts)} to {max(counts)}, Gini of asks {gini(counts):.2f}"
    yield f"  needs {needs}, of which somebody said yes to {served} ({served / max(1, needs):.0%})"
    for what, wrong in (("over their limit in a month", year.over_the_limit()),
                        ("available and unasked for more than 31 days", year.left_unasked()),
                        ("on a Sunday, a holiday, in quiet hours", [ask for ask in asks if not ask.civil]),
                        ("for a need that was filled", [ask for ask in asks if not ask.open])):
        yield f"  {what}: {len(wrong)}" + (f", such as {wrong[0]}" if wrong else "")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks asking-year", description=__doc__)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--a-day", type=float, default=2.5, help="needs")
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    from tests.world.asking_year import Year

    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        engine = opened(Path(folder))
        year = Year(engine, options.people, options.a_day, options.seed)
        for day in range(0, options.days, A_WEEK):
            year.live(min(A_WEEK, options.days - day))
            if day // A_WEEK % 4 == 3:
                print(f"until {year.street.now:%d/%m/%Y}", *figures(year), sep="\n", flush=True)
        engine.dispose()
        print(f"{options.people} people, {options.a_day:g} needs a day, {options.days} days, seed {options.seed}:")
        print(*figures(year), sep="\n")
    print(f"  ({time.monotonic() - began:.0f} s)")
    return 0
