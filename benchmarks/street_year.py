"""`python -m benchmarks street-year`: groups live for a year through the real house, its clock moved, stopped
now and then; what each of them heard, and when. `tests/scheduler/test_street_year.py` is a few weeks of it.
"""

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.asking_year import opened

if TYPE_CHECKING:
    from tests.world.street_year import StreetYear

A_MONTH = 30


def figures(year: "StreetYear") -> Iterator[str]:
    weeks = year.weeks()
    living = [count for (number, _monday), count in weeks.items() if not year.places[number].silent]
    spread = Counter(living)
    kinds = Counter(one.kind for one in year.others)
    yield f"  weeks of living groups {len(living)}, by posts: " + ", ".join(
        f"{posts}: {spread[posts]}" for posts in sorted(spread))
    yield "  posts: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    silent = Counter(year.silent_months())
    yield "  months of silent groups, by posts: " + ", ".join(f"{posts}: {silent[posts]}" for posts in sorted(silent))
    yield f"  kills {year.kills}, starts {year.starts}"
    for what, wrong in (("without a post, though no pause was asked for", year.bare()),
                        ("over two posts a week", year.over_the_cap()),
                        ("in quiet hours, on a Sunday or a holiday", year.uncivil()),
                        ("after /pause", year.after_pause()), ("doubles", year.doubles())):
        yield f"  {what}: {len(wrong)}" + (f", such as {wrong[0]}" if wrong else "")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks street-year", description=__doc__)
    parser.add_argument("--groups", type=int, default=200)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--off", action="store_true", help="every module off: the geste and nothing else")
    options = parser.parse_args(arguments)
    from tests.world.street_year import StreetYear

    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        engine = opened(Path(folder))
        year = StreetYear(engine, options.groups, options.seed, modules=not options.off)
        for day in range(0, options.days, A_MONTH):
            year.live(min(A_MONTH, options.days - day))
            until = year.street.now - timedelta(seconds=1)
            print(f"until {until:%d/%m/%Y} ({time.monotonic() - began:.0f} s)", *figures(year), sep="\n", flush=True)
        engine.dispose()
    state = "off" if options.off else "on"
    print(f"{options.groups} groups, {options.days} days, seed {options.seed}, every module {state}", flush=True)
    return 0
