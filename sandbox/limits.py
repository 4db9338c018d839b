"""Sliding windows over what is sent. Always measured; they refuse only when enforced."""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Never

from sandbox.errors import ApiError, Json


@dataclass
class Rates:
    enforce: bool = False
    per_second: int = 30
    per_person: float = 1.0
    burst: int = 3
    per_group: int = 20
    answer_window: float = 15.0  # seconds of sandbox time in which a tap may be answered
    webhook_retry: float = 2.0


class Window:
    def __init__(self, span: float) -> None:
        self.span = span
        self.times: deque[float] = deque()
        self.highest = 0

    def trim(self, now: float) -> None:
        while self.times and now - self.times[0] >= self.span:
            self.times.popleft()

    def wait(self, now: float, allowed: float) -> float:
        """Seconds until one more would fit."""
        self.trim(now)
        if len(self.times) < allowed:
            return 0.0
        return self.times[len(self.times) - max(1, int(allowed))] + self.span - now

    def add(self, now: float) -> None:
        self.times.append(now)
        self.trim(now)
        self.highest = max(self.highest, len(self.times))


class Limits:
    def __init__(self, now: Callable[[], float]) -> None:
        self.now = now
        self.rates = Rates()
        self.clear()

    def clear(self) -> None:
        self.bots: dict[int, Window] = defaultdict(lambda: Window(1))
        self.people: dict[tuple[int, int], Window] = defaultdict(lambda: Window(1))
        self.bursts: dict[tuple[int, int], Window] = defaultdict(lambda: Window(self.rates.burst))
        self.groups: dict[tuple[int, int], Window] = defaultdict(lambda: Window(60))
        self.sent = 0
        self.too_many = 0

    def refuse(self, wait: float) -> Never:
        self.too_many += 1
        seconds = max(1, math.ceil(wait))
        raise ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)

    def pass_through(self, bot: int, chat: int, count: int = 1) -> None:
        """Records `count` messages to that chat, or raises 429."""
        now, rates, key = self.now(), self.rates, (bot, chat)
        if rates.enforce:
            wait = self.bots[bot].wait(now, rates.per_second)
            if chat < 0:
                wait = max(wait, self.groups[key].wait(now, rates.per_group))
            else:
                wait = max(wait, self.bursts[key].wait(now, rates.per_person * rates.burst))
            if wait > 0:
                self.refuse(wait)
        for _ in range(count):
            self.sent += 1
            self.bots[bot].add(now)
            if chat < 0:
                self.groups[key].add(now)
            else:
                self.people[key].add(now)
                self.bursts[key].add(now)

    def report(self) -> Json:
        def highest(windows: list[Window]) -> int:
            return max((window.highest for window in windows), default=0)

        return {
            "per_second_max": highest(list(self.bots.values())),
            "per_person_max": highest(list(self.people.values())),
            "per_group_max": highest(list(self.groups.values())),
            "sent": self.sent,
            "too_many": self.too_many,
        }

    def set(self, changes: Json) -> Json:
        for name, value in changes.items():
            setattr(self.rates, name, value)
        if "burst" in changes:
            self.bursts.clear()
        return asdict(self.rates)
