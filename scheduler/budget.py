"""How much of what goes to many may fail before it pauses by itself. Kept in memory by the sender of a token; pure.

Of a message's last hundred outcomes, ten failures. A place that is gone (blocked, closed, the bot removed) is no
failure, and neither is what is tried again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from rules.deliveries import Outcome, Policy, Post, Refused, Sent, Uncertain
from storage.outcomes import OVERTAKEN

LAST, MOST, MOST_REMEMBERED = 100, 10, 1000


@dataclass(slots=True)
class Budget:
    """`recent`: of each message to many, whether its last outcomes failed."""

    recent: dict[int, deque[bool]] = field(default_factory=dict)

    def learn(self, outcomes: Iterable[tuple[Post, Outcome]]) -> list[int]:
        """The messages that have failed too often; they start afresh when they are resumed."""
        for post, outcome in outcomes:
            if post.of and (failed := _failed(post, outcome)) is not None:
                self.recent.setdefault(post.of, deque(maxlen=LAST)).append(failed)
                if len(self.recent) > MOST_REMEMBERED:
                    del self.recent[next(iter(self.recent))]
        spent = [message for message, last in self.recent.items() if sum(last) >= MOST]
        for message in spent:
            del self.recent[message]
        return spent


def _failed(post: Post, outcome: Outcome) -> bool | None:
    match outcome:
        case Sent():
            return False
        case Uncertain():
            return True if post.policy is Policy.AT_MOST_ONCE else None
        case Refused(reason, address):
            return True if address is None and reason != OVERTAKEN else None
        case _:
            return None
