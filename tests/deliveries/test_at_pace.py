"""What goes to many, at the pace of the token, on a clock that nobody waits for: the real sender against the limits of
the sandbox, enforced. A call takes 60 ms.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.render import Renderer
from rules.deliveries import DeliveryState, Lane, Later, Outcome, Policy, Post, Purpose, Sent, time_to_send
from rules.sending import how_long
from sandbox.errors import ApiError
from sandbox.limits import Limits
from scheduler.pace import Pace
from scheduler.sender import Sender
from storage import ledger, posting
from storage.engine import transaction
from tests.deliveries.conftest import NOW, TOKEN, chats, people, post, states, words
from tests.world.engines import hurry
from tests.world.steady import Here, run

S = DeliveryState
CALL = 0.06
BOT = 1


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    """The order of rows is shown on both engines elsewhere; here it is time that counts."""
    hurry(sqlite_engine)
    return sqlite_engine


@dataclass(slots=True)
class Wire:
    """What Telegram would do at this instant of the loop: take the message, or refuse it for so many seconds."""

    limits: Limits = field(default_factory=lambda: Limits(lambda: asyncio.get_running_loop().time()))
    at: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.limits.set({"enforce": True})

    async def deliver(self, one: Post) -> Outcome:
        try:
            self.limits.pass_through(BOT, one.value)
        except ApiError as fault:
            return Later(float(fault.parameters["retry_after"]))
        await asyncio.sleep(CALL)
        self.at[one.delivery] = asyncio.get_running_loop().time()
        return Sent(len(self.at))


@dataclass(slots=True)
class Town:
    engine: Engine
    wire: Wire = field(default_factory=Wire)
    waits: list[float] = field(default_factory=list)

    def play(self, what: Callable[[Town, Sender], Awaitable[None]]) -> None:
        async def inside() -> None:
            loop = asyncio.get_running_loop()
            sender = Sender(Here(self.engine).work, self.wire, TOKEN, "one",
                            lambda: NOW + timedelta(seconds=loop.time()), Pace(25.0))
            tasks = [loop.create_task(one) for one in (sender.writing(), sender.sending())]
            try:
                await what(self, sender)
            finally:
                for task in tasks:
                    task.cancel()
                    with suppress(asyncio.CancelledError):
                        await task
            await sender.drain()

        run(inside(), 0.0)

    async def until_said(self, rows: list[int]) -> float:
        """When the last of these had arrived."""
        async with asyncio.timeout(3600):
            while not self.wire.at.keys() >= set(rows):  # noqa: ASYNC110 - no time passes
                await asyncio.sleep(0.1)
        return max(self.wire.at[row] for row in rows)

    async def residents(self, sender: Sender, addresses: list[int], every: float) -> None:
        """Each says something in turn, and is answered as by a turn of the dialogue."""
        loop = asyncio.get_running_loop()
        for address in addresses:
            draft = ledger.Draft(words("Oui"), address, Lane.ANSWER, Purpose.ANSWER, Policy.AT_LEAST_ONCE)
            with transaction(self.engine) as session:
                [row] = ledger.add_answers(session, [draft], NOW, sender.epoch)
                said = posting.post(session, posting.load(session, row), NOW)
            assert said is not None
            asked = loop.time()
            sender.answer([said])
            await asyncio.sleep(every)
            async with asyncio.timeout(10):
                while row not in self.wire.at:  # noqa: ASYNC110 - no time passes
                    await asyncio.sleep(0.005)
            self.waits.append(self.wire.at[row] - asked)


def test_a_campaign_runs_at_the_permitted_pace_and_nobody_who_talks_waits(engine: Engine) -> None:
    """Five hundred groups at twenty a second, and somebody new talking every quarter of one: no refusal."""
    town, groups, talking = Town(engine), chats(engine, 500), people(engine, 80, first=1_000_000)
    rows = post(engine, groups)

    async def play(town: Town, sender: Sender) -> None:
        await asyncio.sleep(0.3)
        talk = asyncio.get_running_loop().create_task(town.residents(sender, talking, 0.25))
        took = await town.until_said(rows)
        talk.cancel()
        assert 500 / (took - CALL) >= 0.95 * 20

    town.play(play)
    report = town.wire.limits.report()
    assert report["too_many"] == 0
    assert report["per_second_max"] <= 30
    assert len(town.waits) >= 60
    assert sorted(town.waits)[int(len(town.waits) * 0.99)] < 0.3
    assert set(states(engine, rows)) == {S.SENT}


def test_groups_and_people_are_written_to_as_often_as_they_may_and_hold_up_nobody(engine: Engine) -> None:
    """Thirty messages for one group, five for one person, behind each of a hundred others: no refusal, none lost."""
    town = Town(engine)
    [busy], [person], others = chats(engine, 1), people(engine, 1), people(engine, 100, first=5000)
    mine = [post(engine, [busy], f"{n}", purpose=Purpose.NOTICE, lane=Lane.NOTICE)[0] for n in range(30)]
    theirs = [post(engine, [person], f"{n}", purpose=Purpose.NOTICE, lane=Lane.NOTICE)[0] for n in range(5)]
    rest = post(engine, others)

    async def play(town: Town, _sender: Sender) -> None:
        assert await town.until_said(rest) < 9
        assert await town.until_said(theirs) < 12
        assert 60 <= await town.until_said(mine) < 80

    town.play(play)
    assert town.wire.limits.report() | {"sent": 0} == {
        "per_second_max": town.wire.limits.report()["per_second_max"], "per_person_max": 1, "per_group_max": 20,
        "sent": 0, "too_many": 0}


def test_an_alert_of_fifty_groups_overtakes_two_hundred_thousand(engine: Engine) -> None:
    """The last one within three seconds."""
    town = Town(engine)
    with transaction(engine) as session:
        session.connection().exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) INSERT INTO address "
            "(id, service, value, thread, state) SELECT i, 'telegram', -i - 1000000, 0, 'open' FROM n")
    post(engine, [*range(1, 200_001)])
    groups = chats(engine, 50)

    async def play(town: Town, _sender: Sender) -> None:
        await asyncio.sleep(4.0)
        assert len(town.wire.at) > 70
        at = asyncio.get_running_loop().time()
        alert = post(engine, groups, "Alerte", lane=Lane.ALERT, purpose=Purpose.ALERT, policy=Policy.AT_LEAST_ONCE,
                     now=NOW + timedelta(seconds=at))
        assert await town.until_said(alert) - at <= 3.0

    town.play(play)


def test_two_hundred_groups_end_within_twenty_seconds_of_a_campaign_to_twenty_thousand(engine: Engine) -> None:
    town = Town(engine)
    post(engine, chats(engine, 20_000, first=100_000))
    groups = chats(engine, 200)

    async def play(town: Town, _sender: Sender) -> None:
        await asyncio.sleep(4.0)
        at = asyncio.get_running_loop().time()
        small = post(engine, groups, "Réunion", now=NOW + timedelta(seconds=at))
        assert await town.until_said(small) - at <= 20.0

    town.play(play)


def test_announced_duration(engine: Engine) -> None:
    """What was said before sending is right to a tenth: 25 a second, of which five are left to answers."""
    assert [time_to_send(n).total_seconds() for n in (1000, 10_000, 35_000)] == [50, 500, 1750]
    shown = Renderer({}, "bot")
    assert [shown.plain(said, "fr").replace("\u00a0", " ") if (said := how_long(n)) else "" for n in (
        300, 600, 1000, 3000, 12_000, 35_000)] == ["", "30 secondes", "50 secondes", "2 min 30", "10 min", "29 min"]
    town = Town(engine)
    rows = post(engine, chats(engine, 300))

    async def play(town: Town, _sender: Sender) -> None:
        took = await town.until_said(rows)
        assert took == pytest.approx(time_to_send(300).total_seconds(), rel=0.1)

    town.play(play)
