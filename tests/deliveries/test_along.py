"""What became of a post is written with somebody else's transaction: once, whole, and later when that one fails."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import Engine

from rules.deliveries import DeliveryState, Outcome, Post
from scheduler.along import along
from scheduler.sender import Sender
from storage.engine import transaction
from storage.outcomes import write_outcomes
from tests.deliveries.conftest import NOW, Notebook, people, post, sender_of, states, until

S = DeliveryState


async def said_and_unwritten(engine: Engine) -> tuple[Sender, int]:
    [row] = post(engine, people(engine, 1))
    sender = sender_of(engine, Notebook())
    await sender.take_over()
    await sender.step()
    await until(lambda: bool(sender.finished))
    assert states(engine, [row]) == [S.SENDING]
    return sender, row


async def test_it_is_written_with_the_turns_of_a_batch(engine: Engine) -> None:
    sender, row = await said_and_unwritten(engine)

    async def turns(done: Sequence[tuple[Post, Outcome]]) -> str:
        with transaction(engine) as session:
            write_outcomes(session, done, NOW)
        return "done"

    assert await along(sender, turns) == "done"
    assert states(engine, [row]) == [S.SENT]
    assert sender.finished == []
    assert not sender.doubt.holding


async def test_a_batch_that_fails_loses_none(engine: Engine) -> None:
    sender, row = await said_and_unwritten(engine)

    async def turns(done: Sequence[tuple[Post, Outcome]]) -> None:
        with transaction(engine) as session:
            write_outcomes(session, done, NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await along(sender, turns)
    assert states(engine, [row]) == [S.SENDING]
    assert sender.doubt.holding == {row}, "still in hand: nobody says it again"
    writing = asyncio.create_task(sender.writing())
    await until(lambda: states(engine, [row]) == [S.SENT])
    writing.cancel()
    await asyncio.wait([writing])
