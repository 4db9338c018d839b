"""The one sender of a token: pace, re-check, claim one, send, write the outcome.

Answers come straight from the turn that made them (already claimed); everything else is claimed from the ledger.
Outcomes are written back together, at most 50 ms after they are known.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlmodel import Session

from rules.deliveries import (
    DeliveryState,
    Later,
    Outcome,
    Post,
    Refused,
    Sent,
    Speaker,
)
from rules.messages import TapAnswer
from scheduler.pace import Pace
from storage import ledger
from storage.outcomes import write_outcomes

log = logging.getLogger(__name__)
T = TypeVar("T")
Work = Callable[[Callable[[Session], T]], Awaitable[T]]
MOST_ANSWERS_AT_ONCE = 64
MOST_REMEMBERED = 10_000


@dataclass(slots=True)
class Sender:
    """`work` runs a function in its own transaction, off the event loop. `now` is the house's clock."""

    work: Work[Any]
    speaker: Speaker
    token: str
    holder: str
    now: Callable[[], datetime]
    pace: Pace
    epoch: int = 0
    finished: list[tuple[Post, Outcome]] = field(default_factory=list)
    in_flight: set[asyncio.Task[None]] = field(default_factory=set)
    chains: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    newest: dict[tuple[int, int], int] = field(default_factory=dict)
    stirred: asyncio.Event = field(default_factory=asyncio.Event)
    known: asyncio.Event = field(default_factory=asyncio.Event)

    async def take_over(self) -> bool:
        """Become the sender, or renew. After a takeover, settle what the last one left in flight."""
        now = self.now()

        def lease(session: Session) -> int | None:
            epoch = ledger.take_lease(session, self.token, self.holder, now)
            if epoch is not None and epoch != self.epoch:
                ready, doubt = ledger.settle_orphans(session, epoch, now)
                if ready or doubt:
                    log.info("taken over: %d to send again, %d uncertain", ready, doubt)
            return epoch

        epoch = await self.work(lease)
        self.epoch = epoch or 0
        return epoch is not None

    def answer(self, posts: Sequence[Post]) -> None:
        """Speak answers at once, each person's in order. They were claimed in the transaction that made them."""
        for post in posts:
            self._queue(post, answer=True)

    def said(self, post: Post) -> None:
        """Somebody else carried it: a webhook reply, whose result nobody sees."""
        if post.delivery:
            self.finished.append((post, Sent(post.edit)))
            self.known.set()

    def _queue(self, post: Post, *, answer: bool) -> None:
        """Say it after what is already on its way to the same place, unless a later change was there first."""
        if post.edit is not None:
            changed = (post.address, post.edit)
            if self.newest.get(changed, 0) > post.delivery:
                self.finished.append((post, Refused("overtaken")))
                self.known.set()
                return
            if len(self.newest) > MOST_REMEMBERED:
                self.newest.clear()
            self.newest[changed] = post.delivery
        loop = asyncio.get_running_loop()
        if isinstance(post.message, TapAnswer):
            task = loop.create_task(self._after(None, post, answer))
        else:
            task = self.chains[post.address] = loop.create_task(
                self._after(self.chains.get(post.address), post, answer))
        self.in_flight.add(task)
        task.add_done_callback(self.in_flight.discard)

    async def _after(self, before: asyncio.Task[None] | None, post: Post, answer: bool) -> None:
        if before is not None and not before.done():
            await asyncio.wait([before])
        if answer:
            await self._wait(post.value, answer=True)
        await self._say(post)
        if self.chains.get(post.address) is asyncio.current_task():
            del self.chains[post.address]

    async def _wait(self, value: int, *, answer: bool) -> None:
        loop = asyncio.get_running_loop()
        if self.pace.per_second:
            slot = self.pace.wait_for_slot(loop.time(), answer=answer)
            self.pace.take(value, loop.time(), answer=answer)
            if slot:
                await asyncio.sleep(slot)

    async def _say(self, post: Post) -> None:
        outcome = await self.speaker.deliver(post)
        if isinstance(outcome, Later) and outcome.seconds:
            self.pace.refuse(post.value, outcome.seconds, asyncio.get_running_loop().time())
        if post.delivery:
            self.finished.append((post, outcome))
            self.known.set()

    async def write_back(self) -> None:
        """Write the outcomes known so far, in one transaction."""
        done, self.finished = self.finished, []
        if done:
            now = self.now()
            await self.work(lambda session: write_outcomes(session, done, now))

    async def writing(self) -> None:
        """Write outcomes as they come, gathering those of 20 ms."""
        while True:
            await self.known.wait()
            self.known.clear()
            await asyncio.sleep(0.02)
            await self.write_back()

    async def step(self) -> bool:
        """Claim and send one delivery. False when nothing was ready."""
        now, loop = self.now(), asyncio.get_running_loop()
        wait = self.pace.wait_for_slot(loop.time(), answer=False)
        if wait:
            await asyncio.sleep(min(wait, 1.0))
            return True
        epoch = self.epoch

        def claim(session: Session) -> Post | bool:
            found = ledger.claim(session, self.token, epoch, now)
            if found is None:
                return False
            row = ledger.load(session, found)
            why = ledger.held_back(row, now) or ledger.overtaken(session, row)
            if why:
                ledger.finish(session, found, DeliveryState.CANCELLED, now, reason=why)
                return True
            held = self.pace.wait_for_place(row.value, loop.time())
            if held:
                ledger.postpone(session, found, now + timedelta(seconds=held), now)
                return True
            return ledger.post(session, row, now)

        post: Post | bool = await self.work(claim)
        if isinstance(post, bool):
            return post
        self.pace.take(post.value, loop.time(), answer=False)
        self._queue(post, answer=False)
        return True

    async def sending(self) -> None:
        """The loop of the ledger: renew the lease each second, send while there is something to send."""
        loop = asyncio.get_running_loop()
        renewed = -9.0
        while True:
            if loop.time() - renewed >= 1.0:
                await self.take_over()
                renewed = loop.time()
                await self.work(lambda session: ledger.wake(session, self.now()))
            if not self.epoch or len(self.in_flight) > MOST_ANSWERS_AT_ONCE or not await self.step():
                self.stirred.clear()
                try:
                    await asyncio.wait_for(self.stirred.wait(), 0.25 if self.epoch else 1.0)
                except TimeoutError:
                    continue

    def stir(self) -> None:
        """Something was added to the ledger: look now."""
        self.stirred.set()

    async def drain(self) -> None:
        """Wait for what is in flight, then write everything back."""
        while self.in_flight:
            await asyncio.wait(set(self.in_flight))
        await self.write_back()
