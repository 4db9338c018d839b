"""What may not overtake what: a change never undoes a later one, an answer waits for an older one tried again.

Kept in memory by the sender of a token. Pure: the caller says what time it is, by any steady clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rules.deliveries import Lane, Later, Outcome, Post
from rules.screens import TapAnswer

BEHIND, MOST_BEHIND = 0.5, 15.0  # seconds: until the next look; no answer waits longer for an older one
MOST_REMEMBERED = 10_000


@dataclass(slots=True)
class Retried:
    """Answers of one place, the `first` of which is tried again; nobody waits for them after `until`."""

    answers: set[int] = field(default_factory=set)
    first: int = 0
    until: float = 0.0


@dataclass(slots=True)
class PlaceOrder:
    """`newest`: the last change queued of each message; `again`: of each place, answers to be tried again."""

    newest: dict[tuple[int, int], int] = field(default_factory=dict)
    again: dict[int, Retried] = field(default_factory=dict)

    def is_overtaken(self, post: Post) -> bool:
        """A later change of the same message was queued before this one."""
        if post.edit is None:
            return False
        changed = (post.address, post.edit)
        if self.newest.get(changed, 0) > post.delivery:
            return True
        if len(self.newest) > MOST_REMEMBERED:
            self.newest.clear()
        self.newest[changed] = post.delivery
        return False

    def behind(self, address: int, lane: int, delivery: int, now: float) -> float:
        """Seconds an answer leaves to an older one of the same place. Reads only: any thread may ask."""
        retried = self.again.get(address)
        if retried is None or lane != Lane.ANSWER or now >= retried.until:
            return 0.0
        return BEHIND if retried.first < delivery else 0.0

    def learn(self, post: Post, outcome: Outcome, now: float) -> None:
        """An answer to be tried again holds the newer ones of its place; said or given up, it holds them no more."""
        if not post.delivery or post.lane != Lane.ANSWER or isinstance(post.message, TapAnswer):
            return
        retried = self.again.get(post.address)
        if isinstance(outcome, Later):
            if retried is None or now >= retried.until:
                if len(self.again) > MOST_REMEMBERED:
                    self.again = {place: one for place, one in self.again.items() if one.until > now}
                retried = self.again[post.address] = Retried()
            retried.answers.add(post.delivery)
            retried.first = min(retried.answers)
            if post.delivery == retried.first:
                retried.until = now + outcome.seconds + MOST_BEHIND
        elif retried is not None:
            retried.answers.discard(post.delivery)
            if not retried.answers:
                del self.again[post.address]
            else:
                retried.first = min(retried.answers)


def is_light(post: Post) -> bool:
    """No message in Telegram's eyes: the answer to a tap, or the change of a message in private."""
    return isinstance(post.message, TapAnswer) or (post.private and post.edit is not None)
