"""The restless bench, of the form used in food-rescue research: a hundred people, each awake or not, who change by
themselves and when they are asked, with odds drawn at random; 25 are asked a trip. A trip is served when somebody awake
says yes: 1 − Π(1 − chance of each). Written from the description, with a generator of our own.

There, who is awake is known when one asks; the product knows it of nobody, and asks in turn. « In turn, among the
awake » is what its order would be worth if it did.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import prod

from benchmarks.asking_town import gini
from rules.asks import NEVER
from rules.asks_order import Candidate, ranked

PEOPLE, ASKED, STEPS, EPISODES, SEEDS = 100, 25, 50, 5, 15
BEGINS, A_TRIP = datetime(2026, 1, 5, 9, tzinfo=UTC), timedelta(days=7)
MOST_LIKELY = 0.1


@dataclass(slots=True)
class Arm:
    """chance: of a yes while awake. wakes, stays: the odds of being awake next, from asleep and from awake; [1] when
    asked, which never makes it likelier.
    """

    id: int
    chance: float
    wakes: tuple[float, float]
    stays: tuple[float, float]
    awake: bool = True
    last: datetime = NEVER
    asks: int = 0


Policy = Callable[[Sequence[Arm], datetime, random.Random], list[Arm]]


def ours(arms: Sequence[Arm], now: datetime, _dice: random.Random) -> list[Arm]:
    return in_turn(arms, now)[:ASKED]


def awake_first(arms: Sequence[Arm], now: datetime, _dice: random.Random) -> list[Arm]:
    awake, asleep = ([arm for arm in arms if arm.awake is so] for so in (True, False))
    return [*in_turn(awake, now), *in_turn(asleep, now)][:ASKED]


def in_turn(arms: Sequence[Arm], now: datetime) -> list[Arm]:
    by_id = {arm.id: arm for arm in arms}
    return [by_id[one.id] for one in ranked([Candidate(arm.id, arm.id, last=arm.last, limit=99) for arm in arms], now)]


def at_random(arms: Sequence[Arm], _now: datetime, dice: random.Random) -> list[Arm]:
    return dice.sample(list(arms), ASKED)


def greedy(arms: Sequence[Arm], _now: datetime, _dice: random.Random) -> list[Arm]:
    """The likeliest to say yes now: what the product refuses to know of anybody."""
    return sorted(arms, key=lambda arm: -arm.chance * arm.awake)[:ASKED]


POLICIES: dict[str, Policy] = {
    "tous voisins": ours, "in turn, among the awake": awake_first, "greedy": greedy, "random": at_random}


def drawn(dice: random.Random) -> list[Arm]:
    def pair() -> tuple[float, float]:
        low, high = sorted((dice.random(), dice.random()))
        return high, low

    return [Arm(n, dice.uniform(0, MOST_LIKELY), pair(), pair(), dice.random() < 0.5) for n in range(PEOPLE)]


def play(policy: Policy, seed: int) -> tuple[float, float]:
    """The mean reward of a trip, and the Gini of asks, over all episodes of a seed."""
    reward, shares = 0.0, []
    for episode in range(EPISODES):
        dice = random.Random(f"{seed}-{episode}")
        arms, luck = drawn(dice), random.Random(seed)
        for step in range(STEPS):
            now = BEGINS + step * A_TRIP
            chosen = policy(arms, now, luck)
            reward += 1 - prod(1 - arm.chance for arm in chosen if arm.awake)
            for arm in chosen:
                arm.asks, arm.last = arm.asks + 1, now
            for arm in arms:
                odds = arm.stays if arm.awake else arm.wakes
                arm.awake = dice.random() < odds[arm.last == now]
        shares.append(gini([arm.asks for arm in arms]))
    return reward / (EPISODES * STEPS), sum(shares) / EPISODES
