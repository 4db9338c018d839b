"""The deafness bench, after Manshadi and Rodilitz: an ask makes somebody deaf for about a week. 500 people in 20
zones, 2.5 needs a day, one year, each with a chance of yes of their own. The waves, the order, the rest and the monthly
guarantee are those of the product; the other policies have its waves and its caps, and only choose otherwise.
"""

import heapq
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import count

from rules.asks import NEVER, due, has_room, look_again
from rules.asks_order import Candidate, ranked, unasked
from rules.asks_waves import FEWEST, Outlook, Rate, Wave, next_wave
from rules.help import MOST_ASKED
from rules.manners import Hours, Reader, next_open

PEOPLE, ZONES, QUARTERS, A_DAY, DAYS = 500, 20, 4, 2.5, 365
BEGINS = datetime(2026, 1, 5, 8, tzinfo=UTC)
PARIS = Reader("Europe/Paris")
SHAPE = 0.6  # of the chances of yes: Beta(0.6, ·)
LONG = timedelta(days=31)
OURS, RANDOM, NEAREST, KNOWN, BROADCAST = "tous voisins", "random", "nearest first", "best known", "broadcast"
POLICIES = (OURS, RANDOM, NEAREST, KNOWN, BROADCAST)


@dataclass(slots=True)
class Person:
    id: int
    zone: int
    place: float  # where in their zone: 0 to 1
    chance: float
    deaf: datetime = NEVER
    last: datetime = NEVER
    month: int = 0
    asks_in_month: int = 0
    asks: int = 0
    helps: int = 0
    helped: datetime = NEVER
    longest: timedelta = timedelta()
    limit: int = 4

    def this_month(self, now: datetime) -> int:
        return self.asks_in_month if self.month == now.month else 0

    def asked(self, now: datetime, dice: random.Random) -> bool:
        """Whether they hear it and say yes."""
        self.longest = max(self.longest, now - max(self.last, BEGINS))
        hears = now >= self.deaf
        self.asks_in_month, self.month = self.this_month(now) + 1, now.month
        self.last, self.asks = now, self.asks + 1
        self.deaf = now + timedelta(days=dice.uniform(6, 8))
        return hears and dice.random() < self.chance


@dataclass(slots=True)
class Need:
    zone: int
    place: float
    since: datetime
    starts: datetime
    wave: int = 0
    asked: set[int] = field(default_factory=set)
    served: bool = False
    at_once: bool = False


@dataclass
class Town:
    """rates: what each zone answered, as the product counts it."""

    policy: str
    dice: random.Random
    people: list[Person]
    rates: list[list[int]] = field(default_factory=lambda: [[0, 0] for _ in range(ZONES)])
    needs: list[Need] = field(default_factory=list)

    @cached_property
    def quarters(self) -> list[list[Person]]:
        return [[one for one in self.people if one.zone // QUARTERS == n] for n in range(ZONES // QUARTERS)]

    def near(self, need: Need) -> Iterator[Person]:
        return (one for one in self.quarters[need.zone // QUARTERS] if one.id not in need.asked)

    def chosen(self, need: Need, now: datetime) -> tuple[list[Person], int]:
        """Who may be asked, in this policy's order; and how many of them have rested."""
        month = now.month
        free = [one for one in self.near(need) if one.month != month or one.asks_in_month < one.limit]
        if self.policy == OURS:
            return self._ours(free, need, now)
        keys: dict[str, Callable[[Person], float]] = {
            NEAREST: lambda one: abs(one.zone - need.zone) + abs(one.place - need.place),
            KNOWN: lambda one: -one.helps, BROADCAST: lambda one: 0.0, RANDOM: lambda one: 0.0}
        self.dice.shuffle(free)
        free.sort(key=keys[self.policy])
        return free, len(free)

    def _ours(self, free: list[Person], need: Need, now: datetime) -> tuple[list[Person], int]:
        by_id = {one.id: one for one in free}
        month, zone = now.month, need.zone
        those = ranked([Candidate(one.id, one.id, one.zone == zone, last=one.last, limit=one.limit, helped=one.helped,
                                  month=one.asks_in_month if one.month == month else 0) for one in free], now)
        kept = [one for one in those[:MOST_ASKED + FEWEST] if has_room(one.month, one.limit, now, PARIS)]
        return [by_id[one.id] for one in kept], unasked(kept, now)

    def step(self, need: Need, now: datetime) -> datetime | None:
        """One wave; when the next is, unless it was served or is given up."""
        people, _rested = self.chosen(need, now)
        rate = self.rates[need.zone]
        found = next_wave(Outlook(need.wave, len(need.asked), len(people), need.since, need.starts, False, False,
                                  MOST_ASKED, Rate(*rate)), now)
        if not isinstance(found, Wave) or now >= need.starts:
            return None
        size = MOST_ASKED if self.policy == BROADCAST else found.size
        wave = people[:size]
        yes = [one for one in wave if one.asked(now, self.dice)]
        need.wave, need.asked = need.wave + 1, need.asked | {one.id for one in wave}
        rate[0], rate[1] = rate[0] + len(wave), rate[1] + bool(yes)
        if yes:
            helper = self.dice.choice(yes)
            helper.helps, helper.helped = helper.helps + 1, now
            need.served, need.at_once = True, need.wave == 1
            return None
        return next_open(Hours.WORKDAYS, now + found.patience, PARIS)


def play(policy: str, mean: float, seed: int, days: int = DAYS) -> Town:
    dice = random.Random(seed)
    town = Town(policy, dice, [Person(n, n % ZONES, dice.random(), dice.betavariate(SHAPE, SHAPE * (1 - mean) / mean))
                               for n in range(PEOPLE)])
    order = count()
    events: list[tuple[datetime, int, Need | Person]] = []
    moment, ends = BEGINS, BEGINS + timedelta(days=days)
    while (moment := moment + timedelta(days=dice.expovariate(A_DAY))) < ends:
        at = next_open(Hours.WORKDAYS, moment, PARIS)
        need = Need(dice.randrange(ZONES), dice.random(), at, at + timedelta(days=dice.uniform(3, 8)))
        town.needs.append(need)
        events.append((at, next(order), need))
    if policy == OURS:
        events += [(due(BEGINS - timedelta(days=dice.uniform(0, 29)), PARIS), next(order), one) for one in town.people]
    heapq.heapify(events)
    while events:
        now, _n, what = heapq.heappop(events)
        following = town.step(what, now) if isinstance(what, Need) else guarantee(what, now, dice)
        if following is not None and (following < ends or isinstance(what, Need)):
            heapq.heappush(events, (following, next(order), what))
    for one in town.people:
        one.longest = max(one.longest, ends - max(one.last, BEGINS))
    return town


def guarantee(one: Person, now: datetime, dice: random.Random) -> datetime:
    """Somebody who was not asked for a month is, for something small; when one looks at them next."""
    last = max(one.last, BEGINS - timedelta(days=29))
    at = look_again(last, one.this_month(now), one.limit, now, PARIS)
    if at > now:
        return at
    one.asked(now, dice)
    return due(now, PARIS)


@dataclass(frozen=True, slots=True)
class Figures:
    """All as shares, but asks: how many asks a need took, and a served need."""

    served: float
    asks: float
    asks_served: float
    at_once: float
    gini_asks: float
    gini_help: float
    unasked: float
    worst_zone: float


def figures(town: Town) -> Figures:
    served = [need for need in town.needs if need.served]
    asks = sum(len(need.asked) for need in town.needs)
    zones = [[need.served for need in town.needs if need.zone == zone] for zone in range(ZONES)]
    share = len(served) / len(town.needs)
    return Figures(share, asks / len(town.needs), asks / max(1, len(served)),
                   sum(need.at_once for need in town.needs) / len(town.needs),
                   gini([one.asks for one in town.people]), gini([one.helps for one in town.people]),
                   sum(one.longest > LONG for one in town.people) / len(town.people),
                   share - min(sum(zone) / max(1, len(zone)) for zone in zones))


def gini(values: list[int]) -> float:
    """0 when all have the same, towards 1 when one has everything."""
    ordered, total = sorted(values), sum(values)
    if not total:
        return 0.0
    weighted = sum(rank * value for rank, value in enumerate(ordered, 1))
    return 2 * weighted / (len(ordered) * total) - (len(ordered) + 1) / len(ordered)
