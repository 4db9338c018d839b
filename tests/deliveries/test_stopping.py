"""A service told to stop says what it had begun to say, and writes down what it said: nothing comes twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.hands import Hands
from rules.deliveries import DeliveryState, Outcome, Post, Sent
from scheduler.finish import finish
from tests.deliveries.conftest import Notebook, people, post, sender_of, states, until

S = DeliveryState


def slow(engine: Engine) -> Callable[[Callable[[Session], Any]], Any]:
    """Storage whose answer comes a moment after the commit, as from a busy disk."""
    hands = Hands(engine)

    async def work(function: Callable[[Session], Any]) -> Any:
        result = await hands.work(function)
        await asyncio.sleep(0.1)
        return result

    return work


async def stopped(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


async def test_what_was_claimed_when_the_stop_came_is_said_and_written(engine: Engine) -> None:
    [row] = post(engine, people(engine, 1))
    voice = Notebook()
    sender = sender_of(engine, voice)
    sender.work = slow(engine)
    tasks = [asyncio.create_task(sender.writing()), asyncio.create_task(sender.sending())]
    await until(lambda: states(engine, [row]) == [S.SENDING])
    await stopped(tasks)
    await sender.drain()
    assert states(engine, [row]) == [S.SENT]
    assert len(voice.said) == 1


async def test_an_outcome_known_when_the_stop_came_is_written(engine: Engine) -> None:
    """Cancelled while the outcomes wait for their turn at the database."""
    [row] = post(engine, people(engine, 1))
    gate, writes = asyncio.Event(), asyncio.Event()
    hands = Hands(engine)
    voice = Notebook()

    async def work(function: Callable[[Session], Any]) -> Any:
        if sender.finished == [] and voice.said:
            writes.set()
            await gate.wait()
        return await hands.work(function)

    sender = sender_of(engine, voice)
    sender.work = work
    await sender.take_over()
    await sender.step()
    await until(lambda: bool(sender.finished))
    task = asyncio.create_task(sender.write_back())
    await writes.wait()
    task.cancel()
    gate.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    await sender.drain()
    assert states(engine, [row]) == [S.SENT]


async def test_what_is_on_its_way_at_the_stop_is_waited_for(engine: Engine) -> None:
    [row] = post(engine, people(engine, 1))
    voice, leave = Notebook(), asyncio.Event()

    async def say(_one: Post) -> Outcome:
        await leave.wait()
        return Sent(7)

    voice.say = say
    sender = sender_of(engine, voice)
    tasks = [asyncio.create_task(sender.writing()), asyncio.create_task(sender.sending())]
    await until(lambda: len(voice.said) == 1)
    await stopped(tasks)
    leave.set()
    await sender.drain()
    assert states(engine, [row]) == [S.SENT]


async def test_a_fault_found_while_stopping_is_not_hidden() -> None:
    begun = asyncio.Event()

    async def work() -> None:
        begun.set()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        raise LookupError("the disk is full")

    task = asyncio.create_task(finish(work()))
    await begun.wait()
    task.cancel()
    with pytest.raises(LookupError):
        await task
