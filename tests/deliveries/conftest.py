"""A ledger to write in, and a voice that only notes what it is asked to say. People and places are fictional."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, func, insert, select, update

from bot.hands import Hands
from rules.deliveries import AddressState, DeliveryState, Lane, Outcome, Policy, Post, Purpose, Sent, Window
from rules.screens import Screen
from rules.words import quoted
from scheduler.pace import Pace
from scheduler.sender import Sender
from storage import ledger, residents
from storage.engine import transaction
from storage.lease import take_lease
from storage.tables import Address, Delivery, Message, table

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TOKEN = "a-town"
STARTED = time.monotonic()
FOREVER = timedelta(days=3)
_a, _d, _m = table(Address), table(Delivery), table(Message)
S = DeliveryState


def words(text: str) -> Screen:
    return Screen((quoted(text),))


def people(engine: Engine, count: int, first: int = 1000) -> list[int]:
    """Addresses of private chats."""
    return _addresses(engine, range(first, first + count))


def chats(engine: Engine, count: int, first: int = 5000) -> list[int]:
    """Addresses of groups."""
    return _addresses(engine, range(-first - count, -first))


def _addresses(engine: Engine, values: Any) -> list[int]:
    rows = [{"service": "telegram", "value": v, "thread": 0, "state": AddressState.OPEN} for v in values]
    with transaction(engine) as session:
        made = session.connection().execute(insert(_a).returning(_a.c.id, sort_by_parameter_order=True), rows)
        return [int(i) for i in made.scalars()]


def post(engine: Engine, to: Sequence[int], text: str = "Bonjour", *, lane: Lane = Lane.CAMPAIGN,
         purpose: Purpose = Purpose.CAMPAIGN, policy: Policy = Policy.AT_MOST_ONCE, window: Window = Window(),
         author: int | None = None, weight: int | None = None, replaces: int | None = None,
         now: datetime = NOW) -> list[int]:
    with transaction(engine) as session:
        draft = ledger.Draft(words(text), to[0], lane, purpose, policy, window, author, replaces=replaces)
        return ledger.add_all(session, draft, to, now, weight)


def message_of(engine: Engine, delivery: int) -> int:
    with transaction(engine) as session:
        return int(session.connection().execute(select(_d.c.message_id).where(_d.c.id == delivery)).scalar_one())


def row(engine: Engine, delivery: int) -> Any:
    with transaction(engine) as session:
        return session.connection().execute(select(_d).where(_d.c.id == delivery)).first()


def states(engine: Engine, deliveries: Sequence[int] | None = None) -> list[DeliveryState]:
    with transaction(engine) as session:
        wanted = select(_d.c.state).order_by(_d.c.id)
        if deliveries is not None:
            wanted = wanted.where(_d.c.id.in_(deliveries))
        return list(session.connection().execute(wanted).scalars())


def count(engine: Engine, state: DeliveryState) -> int:
    with transaction(engine) as session:
        return int(session.connection().execute(
            select(func.count()).select_from(_d).where(_d.c.state == state)).scalar_one())


def lease(engine: Engine, holder: str = "one", now: datetime = NOW, lasts: timedelta = FOREVER) -> int:
    """A lease that does not lapse in the middle of a test."""
    from storage.tables import BotLease

    with transaction(engine) as session:
        epoch = take_lease(session, TOKEN, holder, now)
        assert epoch is not None
        session.connection().execute(update(table(BotLease)).values(expires_at=now + lasts))
        return epoch


def claim(engine: Engine, epoch: int, now: datetime = NOW) -> int | None:
    with transaction(engine) as session:
        return ledger.claim(session, TOKEN, epoch, now)


def place(engine: Engine, address: int) -> AddressState:
    with transaction(engine) as session:
        return AddressState(session.connection().execute(select(_a.c.state).where(_a.c.id == address)).scalar_one())


def person(engine: Engine, value: int, **columns: Any) -> tuple[int, int]:
    """(id, address) of a person."""
    with transaction(engine) as session:
        made = residents.add_visitors(session, {value: "fr"}, NOW)[value]
        if columns:
            residents.change(session, made.id, **columns)
        return made.id, made.address


Say = Callable[[Post], Awaitable[Outcome]]


@dataclass(slots=True)
class Notebook:
    """A voice that notes; `say` decides otherwise for some posts. `at` is when each was said, by the loop's clock."""

    said: list[Post] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    say: Say | None = None

    async def deliver(self, one: Post) -> Outcome:
        self.said.append(one)
        self.at.append(asyncio.get_running_loop().time())
        return await self.say(one) if self.say else Sent(len(self.said))

    @property
    def values(self) -> list[int]:
        return [one.value for one in self.said]


@dataclass(slots=True)
class Clock:
    """The house's clock: it is NOW when the tests begin, or `ahead` of that, and it goes on."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return NOW + timedelta(seconds=time.monotonic() - STARTED) + self.ahead


def sender_of(engine: Engine, voice: Any, *, holder: str = "one", per_second: float = 0.0,
              now: Callable[[], datetime] | None = None) -> Sender:
    return Sender(Hands(engine).work, voice, TOKEN, holder, now or Clock(), Pace(per_second))


@asynccontextmanager
async def at_work(sender: Sender) -> Any:
    """The sender's two loops, running."""
    tasks = [asyncio.create_task(sender.writing()), asyncio.create_task(sender.sending())]
    try:
        yield sender
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        await sender.drain()


async def until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Until it is so; fails after a while."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - the database cannot ring
            await asyncio.sleep(0.02)
