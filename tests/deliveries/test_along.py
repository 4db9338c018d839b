"""What became of a post is written with somebody else's transaction: once, whole, and later when that one fails."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import Engine

from rules.deliveries import DeliveryState, Lane, Outcome, Policy, Post, Purpose
from scheduler.along import along, arrived
from scheduler.sender import Sender
from storage import answers, ledger
from storage.engine import transaction
from storage.outcomes import write_outcomes
from tests.deliveries.conftest import NOW, Notebook, people, post, sender_of, states, until, words

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


async def test_what_has_arrived_is_known_until_it_is_written(engine: Engine) -> None:
    sender, row = await said_and_unwritten(engine)
    assert arrived(sender) == {row}
    await sender.write_back()
    assert arrived(sender) == frozenset()


def test_who_answers_fast_waits_for_no_answer_that_has_arrived(engine: Engine) -> None:
    [address] = people(engine, 1)
    with transaction(engine) as session:
        def answered(said: str, known: frozenset[int] = frozenset()) -> tuple[DeliveryState, int]:
            [draft] = answers.in_line(session, [ledger.Draft(
                words(said), address, Lane.ANSWER, Purpose.ANSWER, Policy.AT_LEAST_ONCE, born=S.SENDING)], 1, known)
            return draft.born, ledger.add_answers(session, [draft], NOW, 1)[0]

        said = frozenset(answered(one)[1] for one in ("Un", "Deux", "Trois"))
        assert answered("Trois", said)[0] is S.SENDING, "the same words are said again once they have arrived"
        assert answered("Quatre", said)[0] is S.SENDING
        assert answered("Cinq")[0] is S.WAITING, "three are in hand"
