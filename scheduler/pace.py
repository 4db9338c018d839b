"""Pace: one queue of slots per token. Pure: the caller says what time it is.

About 25 messages a second in all with a share kept for answers, one a second per person, twenty a minute per
group, and whatever `retry_after` asks.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

GROUP_WINDOW, GROUP_MOST = 60.0, 20
KEPT_FOR_ANSWERS = 0.2


@dataclass(slots=True)
class Pace:
    """Times are seconds of any steady clock. `per_second` 0 means no pace (one's own Bot API server)."""

    per_second: float = 25.0
    next_slot: float = 0.0
    next_bulk: float = 0.0
    stopped_until: float = 0.0
    people: dict[int, float] = field(default_factory=dict)
    groups: dict[int, deque[float]] = field(default_factory=dict)
    refused: dict[int, float] = field(default_factory=dict)

    def wait_for_place(self, value: int, now: float) -> float:
        """Seconds this place must still wait; 0 when it may be written to."""
        wait = self.refused.get(value, 0.0) - now
        if self.per_second == 0:
            return max(0.0, wait)
        if value > 0:
            return max(0.0, wait, self.people.get(value, 0.0) - now)
        sent = self.groups.get(value)
        while sent and sent[0] <= now - GROUP_WINDOW:
            sent.popleft()
        full = sent[0] + GROUP_WINDOW - now if sent and len(sent) >= GROUP_MOST else 0.0
        return max(0.0, wait, full)

    def wait_for_slot(self, now: float, *, answer: bool) -> float:
        """Seconds until the token may send; answers use the whole rate, the rest leaves them a share."""
        slot = self.next_slot if answer else max(self.next_slot, self.next_bulk)
        return max(0.0, self.stopped_until - now, slot - now)

    def take(self, value: int, now: float, *, answer: bool) -> None:
        """Record one send to a place."""
        if self.per_second == 0:
            return
        step = 1.0 / self.per_second
        self.next_slot = max(self.next_slot, now) + step
        if not answer:
            self.next_bulk = max(self.next_bulk, now) + step / (1 - KEPT_FOR_ANSWERS)
        if value > 0:
            self.people[value] = now + 1.0
        else:
            self.groups.setdefault(value, deque()).append(now)
        if len(self.people) > 5000:
            self.people = {v: t for v, t in self.people.items() if t > now}

    def refuse(self, value: int, seconds: float, now: float) -> None:
        """A 429: this place waits in full; two places refused within a second stop the token."""
        recent = [t for v, t in self.refused.items() if v != value and t > now]
        self.refused[value] = now + seconds
        if recent and now - getattr(self, "_last", -9.0) < 1.0:
            self.stopped_until = max(self.stopped_until, now + seconds)
        self._last = now

    _last: float = -9.0
