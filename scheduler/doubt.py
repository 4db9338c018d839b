"""What the ledger may hold as on its way although nobody here knows of it: claimed while the database went away."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from rules.deliveries import Post
from storage.lease import settle_unknown

log = logging.getLogger(__name__)
PATIENCE = 10.0
"""Seconds after the database came back: whatever was under way then has been handed over."""


@dataclass(slots=True)
class Doubt:
    """`holding`: the deliveries in hand, from their claim to their outcome written. `since`: the absence's end."""

    holding: set[int] = field(default_factory=set)
    since: datetime | None = None
    look_at: float = 0.0

    def arises(self, now: datetime, at: float) -> None:
        self.since, self.look_at = now, at + PATIENCE

    async def settle(self, work: Callable[[Callable[[Session], int]], Awaitable[int]], epoch: int, now: datetime,
                     at: float) -> None:
        """What was claimed then and is not in hand was never said: it may leave."""
        since, known = self.since, frozenset(self.holding)
        if since is None or not epoch or at < self.look_at:
            return
        self.since = None
        found = await work(lambda session: settle_unknown(session, epoch, since, known, now))
        if found:
            log.info("%d deliveries were claimed while the database went away; they leave now", found)

    def let_go(self, posts: Iterable[Post]) -> None:
        self.holding.difference_update(post.delivery for post in posts)
