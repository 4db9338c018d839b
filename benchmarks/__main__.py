"""`make bench`: ours, durable, beside stock bots that keep everything in memory."""

import argparse
import signal
import sys
import time
from contextlib import ExitStack
from typing import NoReturn

from benchmarks import (
    asking,
    asking_year,
    big,
    campaign,
    clock,
    contenders,
    failover,
    near,
    ours,
    parts,
    report,
    seed,
    start,
    street_year,
    towns,
)
from benchmarks.bases import Time
from benchmarks.postgres import NoPostgres, cluster
from benchmarks.runner import Figures, Load, RunFailed, run

ALONE = {"seed": seed.main, "asking": asking.main, "asking-year": asking_year.main, "near": near.main,
         "street-year": street_year.main,
         "parts": parts.main}
TIME_LIMIT, ALL_LIMIT = 330.0, 1500.0  # of the rounds, and of everything
CALM_PER_SECOND = 10.0  # newcomers: five turns each make 50 updates a second


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--warm", type=int, default=20, help="people who play first, unmeasured")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before each answer of the server")
    parser.add_argument("--only", default="", help="contenders whose name contains this")
    parser.add_argument("--quick", action="store_true", help="under a minute: one round, a small town")
    parser.add_argument("--scale", type=float, default=1.0, help="of the big town: 1 has 100,000 people; 0 for none")
    parser.add_argument("--no-calm", action="store_true", help="skip the pass at 50 updates a second")
    return parser.parse_args()


def line_up(stack: ExitStack, skipped: dict[str, str]) -> list[contenders.Contender]:
    """Who can run on this machine; the others go to `skipped` with the reason."""
    if (reason := ours.why_not()) is not None:
        skipped |= {contenders.OURS_SQLITE: reason, contenders.OURS_POSTGRES: reason}
        return list(contenders.STOCKS)
    present = [contenders.OURS]
    try:
        present.append(contenders.on_postgres(stack.enter_context(cluster())))
    except NoPostgres as absence:
        skipped[contenders.OURS_POSTGRES] = str(absence)
    return [*present, *contenders.STOCKS]


def attempt(one: contenders.Contender, load: Load, skipped: dict[str, str]) -> list[Figures]:
    try:
        figures = run(one, load)
    except RunFailed as failure:
        skipped[one.name] = str(failure)
        print(f"  FAILED {failure}", file=sys.stderr, flush=True)
        return []
    print(f"  {one.name:24} {figures.updates_per_second:7.0f} updates/s", file=sys.stderr, flush=True)
    return [figures]


def rounds_of(options: argparse.Namespace, began: float) -> report.Results:
    results = report.Results(options.people, options.delay)
    load = Load(options.people, options.warm, delay=options.delay)
    with ExitStack() as stack:
        everyone = [one for one in line_up(stack, results.skipped) if options.only in one.name]
        longest = 0.0
        for number in range(options.rounds):
            if time.monotonic() - began + longest > TIME_LIMIT:
                break
            at = time.monotonic()
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr, flush=True)
            for one in everyone:
                if one.name not in results.skipped:
                    results.full.setdefault(one.name, []).extend(attempt(one, load, results.skipped))
            longest = max(longest, time.monotonic() - at)
        if not options.no_calm:
            calm_pass(everyone, options, began, results)
    return results


def calm_pass(
    everyone: list[contenders.Contender], options: argparse.Namespace, began: float, results: report.Results
) -> None:
    people = min(options.people, 60)
    load = Load(people, options.warm, CALM_PER_SECOND, options.delay)
    print("calm pass", file=sys.stderr, flush=True)
    for one in everyone:
        if one.name not in results.skipped and time.monotonic() - began + 15 < TIME_LIMIT:
            for figures in attempt(one, load, results.skipped):
                results.calm[one.name] = figures


def quick(options: argparse.Namespace) -> argparse.Namespace:
    if options.quick:
        options.rounds, options.people, options.warm, options.scale, options.no_calm = 1, 60, 10, 0.01, True
    return options


def stop(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit("stopped")


def main() -> int:
    if sys.argv[1:2] and (alone := ALONE.get(sys.argv[1])):
        return alone(sys.argv[2:])
    if sys.argv[1:2] == ["soak"]:
        from benchmarks.soak import main as soak

        return soak()
    signal.signal(signal.SIGTERM, stop)
    began = time.monotonic()
    options = quick(arguments())
    results = rounds_of(options, began)
    rounds, limit = (1, Time(began + 50)) if options.quick else (5, Time(began + ALL_LIMIT))
    if options.scale:
        results.sections += big.section(options.scale, rounds, min(options.people, 120), limit)
        results.sections += clock.section(options.scale, 10 if options.quick else 120, limit)
    results.sections += start.section(rounds, results)
    if limit.allows(20 if options.quick else 180):
        results.sections += campaign.section(*((100, 20_000) if options.quick else (2000, 200_000)))
    if limit.allows(40) and not options.quick:
        results.sections += failover.section()
    if limit.allows(12):
        results.sections += towns.section(*((3, 3) if options.quick else (20, 10)))
    if limit.allows(15 if options.quick else 400):
        results.sections += near.section((0.01,) if options.quick else (0.1, 1.0))
    if limit.allows(25 if options.quick else 240):
        results.sections += asking.section(quick=options.quick)
    results.seconds = time.monotonic() - began
    report.save(results)
    print(report.text(results))
    return 0 if results.full else 1


if __name__ == "__main__":
    sys.exit(main())
