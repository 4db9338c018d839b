"""The one sender of a token: pace, re-check, claim one, send, write the outcome.

Answers come straight from the turn that made them (already claimed); everything else is claimed from the ledger.
Nothing is said once the lease may be somebody else's. Outcomes are written back together, at most 50 ms after they
are known. A fault the speaker does not sort stops the service: `writing` raises it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import Session

from rules.deliveries import Lane, Later, Outcome, Post, Refused, Sent, Speaker, TokenRefused
from rules.screens import TapAnswer
from scheduler.budget import Budget
from scheduler.claims import Claims, Turns
from scheduler.doubt import Doubt
from scheduler.finish import finish
from scheduler.order import PlaceOrder, is_light
from scheduler.pace import Pace
from storage.lease import LEASE, settle_orphans, take_lease
from storage.outcomes import OVERTAKEN, write_outcomes

log = logging.getLogger(__name__)
T = TypeVar("T")
Work = Callable[[Callable[[Session], T]], Coroutine[Any, Any, T]]
MOST_CLAIMED_AT_ONCE = 64
LINES_LOOKED_AT = 0.25  # seconds between two looks at answers that wait their turn
MOST_SLOTS = 1.5  # seconds of slots taken ahead by answers, at most
MOST_WAITED = 5.0  # an answer that must wait longer goes back to the ledger


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
    sure_until: float = 0.0
    broken: BaseException | None = None
    finished: list[tuple[Post, Outcome]] = field(default_factory=list)
    written: list[tuple[Post, Outcome]] = field(default_factory=list)  # under way
    in_flight: set[asyncio.Task[None]] = field(default_factory=set)
    claimed: set[asyncio.Task[None]] = field(default_factory=set)
    chains: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    order: PlaceOrder = field(default_factory=PlaceOrder)
    stirred: asyncio.Event = field(default_factory=asyncio.Event)
    known: asyncio.Event = field(default_factory=asyncio.Event)
    turns: Turns = field(default_factory=Turns)
    doubt: Doubt = field(default_factory=Doubt)
    budget: Budget = field(default_factory=Budget)

    @property
    def claims(self) -> Claims:
        return Claims(self.token, self.epoch, self.pace, self.order, self.chains, self.turns)

    async def take_over(self) -> bool:
        """Become the sender, or renew; settle what former ones left in flight, and look at what is due."""
        now, asked = self.now(), asyncio.get_running_loop().time()

        def lease(session: Session) -> int | None:
            epoch = take_lease(session, self.token, self.holder, now)
            if epoch is not None:
                ready, doubt = settle_orphans(session, epoch, now)
                if ready or doubt:
                    log.info("taken over: %d to send again, %d uncertain", ready, doubt, extra={"event": "taken_over"})
            return epoch

        epoch = await self.work(lease)
        self.epoch, self.turns.waking = epoch or 0, bool(epoch)
        self.sure_until = asked + LEASE.total_seconds() if epoch else 0.0
        return epoch is not None

    def came_back(self) -> None:
        """The database was away: it may have done what it was asked last, without our knowing."""
        self.doubt.arises(self.now(), asyncio.get_running_loop().time())

    def answer(self, posts: Sequence[Post]) -> None:
        """Speak answers at once, each person's in order. They were claimed in the transaction that made them."""
        for post in posts:
            self._queue(post, answer=True)

    def said(self, post: Post) -> None:
        """Somebody else carried it: a webhook reply, whose result nobody sees."""
        self.doubt.holding.add(post.delivery)
        if post.delivery:
            self.finished.append((post, Sent(post.edit)))
            self.known.set()

    def _queue(self, post: Post, *, answer: bool) -> None:
        """Say it after what is already on its way to the same place, unless a later change was there first."""
        self.doubt.holding.add(post.delivery)
        if self.order.is_overtaken(post):
            self._know(post, Refused(OVERTAKEN))
            return
        loop = asyncio.get_running_loop()
        if isinstance(post.message, TapAnswer):
            task = loop.create_task(self._after(None, post, answer))
        else:
            task = self.chains[post.address] = loop.create_task(
                self._after(self.chains.get(post.address), post, answer))
        self.in_flight.add(task)
        if not answer:
            self.claimed.add(task)
        task.add_done_callback(self._over)

    def _over(self, task: asyncio.Task[None]) -> None:
        self.in_flight.discard(task)
        self.claimed.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            self.broken = self.broken or fault
            self.known.set()

    async def _after(self, before: asyncio.Task[None] | None, post: Post, answer: bool) -> None:
        if before is not None and not before.done():
            await asyncio.wait([before])
        clock = asyncio.get_running_loop().time
        seconds = self.order.behind(post.address, post.lane, post.delivery, clock())
        if seconds:
            seconds = max(seconds, self.pace.wait_for_refusals(post.value, clock()))
        elif answer:
            seconds = await self._wait(post)
        try:
            outcome = await self._say(post, seconds)
        except TokenRefused:
            self._know(post, Later(0.0))
            raise
        self.order.learn(post, outcome, clock())
        self._know(post, outcome)
        if self.chains.get(post.address) is asyncio.current_task():
            del self.chains[post.address]

    async def _wait(self, post: Post) -> float:
        """Wait for an answer's place and slot. Seconds still to wait when that is too long to keep it in memory."""
        clock, pace = asyncio.get_running_loop().time, self.pace
        seconds = pace.wait_for_refusals(post.value, clock())
        if not is_light(post):
            seconds = max(seconds, pace.wait_for_place(post.value, clock(), answer=True))
        slot = pace.wait_for_slot(clock(), answer=True)
        if seconds > MOST_WAITED or slot > MOST_SLOTS:
            return max(seconds, slot)
        if seconds:
            await asyncio.sleep(seconds)
        slot = 0.0 if is_light(post) else pace.take(post.value, clock(), answer=True)
        if slot:
            await asyncio.sleep(slot)
        return 0.0

    async def _say(self, post: Post, seconds: float) -> Outcome:
        loop = asyncio.get_running_loop()
        if seconds or (post.epoch and (post.epoch != self.epoch or loop.time() > self.sure_until)):
            return Later(seconds)
        outcome = await self.speaker.deliver(post)
        if not is_light(post):
            self.pace.arrived(post.value, loop.time())
        if isinstance(outcome, Later) and not outcome.counted:
            self.pace.refuse(post.value, outcome.seconds, loop.time())
            if outcome.whole:
                self.pace.stop(outcome.seconds, loop.time())
        return outcome

    def _know(self, post: Post, outcome: Outcome) -> None:
        if post.delivery:
            self.finished.append((post, outcome))
            self.known.set()

    async def write_back(self) -> None:
        """Write the outcomes known so far, in one transaction."""
        self.written, self.finished = self.finished, []
        if done := self.written:
            now = self.now()
            failing = self.budget.learn(done)
            await finish(self.work(lambda session: write_outcomes(session, done, now, failing)))
            self.doubt.let_go(post for post, _outcome in done)
            self.written = []

    async def writing(self) -> None:
        """Write outcomes as they come, gathering those of 20 ms. Raises the fault that stopped a delivery."""
        while True:
            await self.known.wait()
            self.known.clear()
            await asyncio.sleep(0.02)
            await self.write_back()
            if self.broken is not None:
                raise self.broken

    async def step(self) -> bool:
        """Claim and send one delivery. False when nothing was ready."""
        loop = asyncio.get_running_loop()
        wait = self.pace.wait_for_slot(loop.time(), answer=False)
        if reserved := self.pace.is_crowded(loop.time()):  # what neighbours are owed takes its slot among the answers
            await asyncio.sleep(self.pace.reserve(loop.time(), answer=False))
        elif wait:
            await asyncio.sleep(min(wait, 1.0))
            return True
        return await finish(self._claim_and_say(self.now(), reserved))

    async def _claim_and_say(self, now: datetime, reserved: bool) -> bool:
        loop = asyncio.get_running_loop()
        began = loop.time()
        found: Post | bool = await self.work(lambda session: self.claims.claim(session, now, loop.time()))
        if isinstance(found, bool):
            return found
        if not reserved:
            self.pace.reserve(began, answer=found.lane == Lane.ANSWER)  # what a claim takes is not taken from the pace
        self.pace.note(found.value, loop.time())
        self._queue(found, answer=False)
        return True

    async def sending(self) -> None:
        """The loop of the ledger: renew the lease each second, send while there is something to send."""
        loop = asyncio.get_running_loop()
        renewed = looked = -9.0
        while True:
            if loop.time() - renewed >= 1.0:
                renewed = loop.time()
                await self.take_over()
                await self.doubt.settle(self.work, self.epoch, self.now(), loop.time())
            if self.turns.waking:
                await self.work(lambda session: self.claims.wake(session, self.now()))
            if self.epoch and loop.time() - looked >= LINES_LOOKED_AT:
                looked = loop.time()
                await self.work(lambda session: self.claims.look_at_lines(session, self.now(), loop.time()))
            if not self.epoch or len(self.claimed) > MOST_CLAIMED_AT_ONCE or not await self.step():
                self.stirred.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(0.25 if self.epoch else 1.0):  # wait_for may swallow a cancellation
                        await self.stirred.wait()

    def stir(self) -> None:
        """Something was added to the ledger: look now."""
        self.stirred.set()

    async def drain(self) -> None:
        """Wait for what is in flight, then write everything back."""
        while self.in_flight:
            await asyncio.wait(set(self.in_flight))
        await self.write_back()
