"""Pace: one queue of slots per token. Pure: the caller says what time it is.

Everything spoken takes a slot, 25 a second; what is not an answer leaves a fifth of them to answers. A person gets
one message a second, an answer may come in a short burst (three in three seconds); a group twenty a minute, answers
included. A refusal (429) is waited in full by its place, or by the token when two places are refused at once.
Answers to taps, and answers that change a message in private, are no messages: they wait for refusals only.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from rules.deliveries import KEPT_FOR_ANSWERS, PER_SECOND

GROUP_WINDOW, GROUP_MOST = 60.0, 20
BURST_WINDOW, BURST_MOST = 3.0, 3
CROWD = 0.25
RHYTHM = 0.25
MOST_REMEMBERED = 5000


@dataclass(slots=True)
class Pace:
    """Times are seconds of any steady clock. `per_second` 0 means no pace (one's own Bot API server)."""

    per_second: float = PER_SECOND
    next_slot: float = 0.0
    next_bulk: float = 0.0
    stopped_until: float = 0.0
    people: dict[int, deque[float]] = field(default_factory=dict)
    groups: dict[int, deque[float]] = field(default_factory=dict)
    refused: dict[int, float] = field(default_factory=dict)
    last_refusal: tuple[int, float] = (0, -9.0)
    most: int = MOST_REMEMBERED

    def wait_for_refusals(self, value: int, now: float) -> float:
        """Seconds a 429 still asks of this place or of the token."""
        return max(0.0, self.refused.get(value, 0.0) - now, self.stopped_until - now)

    def wait_for_place(self, value: int, now: float, *, answer: bool = False) -> float:
        """Seconds this place must still wait; 0 when it may be written to. Reads only: any thread may ask."""
        wait = max(0.0, self.refused.get(value, 0.0) - now)
        sent = (self.people if value > 0 else self.groups).get(value)
        if self.per_second == 0 or not sent:
            return wait
        if value < 0:
            return max(wait, sent[0] + GROUP_WINDOW - now) if len(sent) == GROUP_MOST else wait
        if not answer:
            return max(wait, sent[-1] + 1.0 - now)
        return max(wait, sent[0] + BURST_WINDOW - now) if len(sent) == BURST_MOST else wait

    def wait_for_slot(self, now: float, *, answer: bool) -> float:
        """Seconds until the token may send; answers use the whole rate, the rest leaves them a share."""
        slot = self.next_slot if answer else max(self.next_slot, self.next_bulk)
        return max(0.0, self.stopped_until - now, slot - now)

    def is_crowded(self, now: float) -> bool:
        """Whether answers have taken slots ahead: whoever waits for a free one might wait for ever."""
        return self.next_slot - now > CROWD and self.stopped_until <= now

    def take(self, value: int, now: float, *, answer: bool) -> float:
        """Take the next slot for one send to a place; seconds until it comes."""
        if self.per_second == 0:
            return 0.0
        at = now + self.reserve(now, answer=answer)
        self.note(value, at)
        return at - now

    def reserve(self, now: float, *, answer: bool) -> float:
        """Take the next slot, whoever it will be for; seconds until it comes."""
        if self.per_second == 0:
            return 0.0
        step = 1.0 / self.per_second
        at = now + self.wait_for_slot(now, answer=answer)
        self.next_slot = at + step
        if not answer:
            late = at - self.next_bulk  # a little late keeps the rhythm: each claim costs some of its slot
            self.next_bulk = (self.next_bulk if late < RHYTHM else at) + step / (1 - KEPT_FOR_ANSWERS)
        return at - now

    def note(self, value: int, at: float) -> None:
        """Something leaves for this place then."""
        if self.per_second == 0:
            return
        places, most = (self.people, BURST_MOST) if value > 0 else (self.groups, GROUP_MOST)
        places.setdefault(value, deque(maxlen=most)).append(at)
        if len(places) > self.most:
            self._forget(at)

    def arrived(self, value: int, now: float) -> None:
        """What was sent last has been answered: the place counts from its arrival, which may be late."""
        sent = (self.people if value > 0 else self.groups).get(value)
        if sent and sent[-1] < now:
            sent[-1] = now

    def refuse(self, value: int, seconds: float, now: float) -> None:
        """A 429: this place waits in full; two places refused within a second stop the token."""
        self.refused[value] = now + seconds
        other, at = self.last_refusal
        if other != value and now - at < 1.0:
            self.stop(max(seconds, self.refused.get(other, 0.0) - now), now)
        self.last_refusal = (value, now)
        if len(self.refused) > MOST_REMEMBERED:
            self.refused = {v: t for v, t in self.refused.items() if t > now}

    def stop(self, seconds: float, now: float) -> None:
        """Nothing at all leaves for a while."""
        self.stopped_until = max(self.stopped_until, now + seconds)

    def _forget(self, now: float) -> None:
        self.people = {v: sent for v, sent in self.people.items() if sent[-1] > now - BURST_WINDOW}
        self.groups = {v: sent for v, sent in self.groups.items() if sent[-1] > now - GROUP_WINDOW}
        self.most = max(MOST_REMEMBERED, 2 * len(self.people), 2 * len(self.groups))
