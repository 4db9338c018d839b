"""`python -m benchmarks asking`: whom to ask, by the product's own rules, beside who else could be asked.

Prints each figure with its goal, and whether it is met; the seeds are 1 to the number of them.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from statistics import mean, stdev

from benchmarks import asking_restless as restless
from benchmarks.asking_town import OURS, POLICIES, ZONES, Figures, figures, play

SEEDS, QUICK = 50, 3
RATES = (0.20, 0.10, 0.05)
SERVED = {0.20: 0.97, 0.10: 0.76, 0.05: 0.48}
ASKS = {0.20: 6.8, 0.10: 11.4, 0.05: 14.6}
GINI_ASKS, GINI_HELP, REWARD, NEAR_MEAN = 0.10, 0.60, 1.85, 0.05
HEADS = ("served", "asks/need", "asks/served", "1st wave", "Gini asks", "Gini help", "> 31 days")


def one(case: tuple[str, float, int]) -> tuple[Figures, list[tuple[int, int]]]:
    """The figures of a year, and of each zone how many of its needs were served."""
    policy, rate, seed = case
    town = play(policy, rate, seed)
    zones = [[need.served for need in town.needs if need.zone == zone] for zone in range(ZONES)]
    return figures(town), [(sum(zone), len(zone)) for zone in zones]


def towns(seeds: int) -> Iterator[str]:
    yield f"deafness bench: 500 people, 20 zones, 2.5 needs a day, a year; seeds 1 to {seeds}"
    verdicts: list[str] = []
    with ProcessPoolExecutor(2) as pool:
        for rate in RATES:
            yield f"  yes {rate:4.0%}       " + "".join(f"{head:>12}" for head in HEADS)
            for policy in POLICIES:
                found = list(pool.map(one, [(policy, rate, seed) for seed in range(1, seeds + 1)], chunksize=5))
                runs = [run for run, _zones in found]
                yield f"  {policy:16}" + row(runs)
                if policy == OURS:
                    verdicts += list(goals(rate, runs, [zones for _run, zones in found]))
    yield from verdicts


def row(runs: Sequence[Figures]) -> str:
    names = ("served", "asks", "asks_served", "at_once", "gini_asks", "gini_help", "unasked")
    shown = {name: mean(getattr(run, name) for run in runs) for name in names}
    return "".join(f"{value:12.1%}" if name in ("served", "at_once", "unasked") else f"{value:12.2f}"
                   for name, value in shown.items())


def goals(rate: float, runs: Sequence[Figures], zones: Sequence[list[tuple[int, int]]]) -> Iterator[str]:
    def said(what: str, value: float, goal: float, *, most: bool = True) -> str:
        met = value <= goal if most else value >= goal
        sign, verdict = "≤" if most else "≥", "met" if met else "NOT MET"
        return f"  yes {rate:4.0%}  {what:38}{value:8.3f}  goal {sign} {goal:g}: {verdict}"

    yield said("served", mean(run.served for run in runs), SERVED[rate], most=False)
    yield said("asks a need", mean(run.asks for run in runs), ASKS[rate])
    yield said("Gini of asks, guarantee included", mean(run.gini_asks for run in runs), GINI_ASKS)
    yield said("Gini of accepted help", mean(run.gini_help for run in runs), GINI_HELP)
    yield said("unasked for more than 31 days", max(run.unasked for run in runs), 0)
    pooled = [sum(town[zone][0] for town in zones) / max(1, sum(town[zone][1] for town in zones))
              for zone in range(ZONES)]
    yield said("smallest zone under the mean, pooled", mean(run.served for run in runs) - min(pooled), NEAR_MEAN)


def trips(seeds: int) -> Iterator[str]:
    yield (f"restless bench: {restless.PEOPLE} people, {restless.ASKED} asked a trip, {restless.STEPS} trips × "
           f"{restless.EPISODES}; seeds 1 to {seeds}")
    found = {name: [restless.play(policy, seed) for seed in range(1, seeds + 1)]
             for name, policy in restless.POLICIES.items()}
    base = mean(reward for reward, _gini in found["random"])
    for name, runs in found.items():
        ratio, gini = mean(reward for reward, _gini in runs) / base, mean(gini for _reward, gini in runs)
        spread = stdev(reward for reward, _gini in runs) / base if len(runs) > 1 else 0.0
        yield f"  {name:26}reward over random {ratio:5.2f} (± {spread:.2f}), Gini of asks {gini:.3f}"
        if name == OURS:
            yield (f"  goals: reward ≥ {REWARD}: {'met' if ratio >= REWARD else 'NOT MET'}; Gini ≤ {GINI_ASKS}: "
                   f"{'met' if gini <= GINI_ASKS else 'NOT MET'}")


def section(*, quick: bool = False) -> list[str]:
    began = time.monotonic()
    lines = ["asking, by the product's own rules"]
    lines += towns(QUICK if quick else SEEDS)
    lines += trips(QUICK if quick else restless.SEEDS)
    return [*lines, f"  ({time.monotonic() - began:.0f} s)", ""]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks asking", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three seeds")
    parser.add_argument("--seeds", type=int, default=SEEDS)
    options = parser.parse_args(arguments)
    few = options.quick
    for line in chain(towns(QUICK if few else options.seeds), trips(QUICK if few else restless.SEEDS)):
        print(line, flush=True)
    return 0
