"""Each person reads the answers in the order of what they did, whatever fails on the way."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from rules.deliveries import DeliveryState, Lane, Later, Outcome, Policy, Post, Purpose, Sent
from rules.screens import Screen
from scheduler.order import MOST_BEHIND, PlaceOrder
from scheduler.pace import Pace
from scheduler.sender import Sender
from storage import ledger, posting
from storage.engine import transaction
from tests.deliveries.conftest import NOW, Notebook, at_work, person, sender_of, states, until, words
from tests.telegram.conftest import ODILE, Wire, wire

__all__ = ["wire"]


def answer(engine: Engine, sender: Sender, address: int, *texts: str) -> list[int]:
    """Answers of one turn, handed to the sender as the turn does."""
    with transaction(engine) as session:
        drafts = [ledger.Draft(words(t), address, Lane.ANSWER, Purpose.ANSWER, Policy.AT_LEAST_ONCE) for t in texts]
        rows = ledger.add_answers(session, drafts, NOW, sender.epoch)
        posts = [p for one in rows if (p := posting.post(session, posting.load(session, one), NOW))]
    sender.answer(posts)
    return rows


async def test_a_burst_of_answers_to_one_person_is_not_refused(sqlite_engine: Engine, wire: Wire) -> None:
    """Six answers at once: three leave, the others as room comes, in order."""
    await wire.do("limits", enforce=True)
    _person, address = person(sqlite_engine, ODILE)
    sender = sender_of(sqlite_engine, wire.speaker)
    sender.pace = Pace()
    async with at_work(sender):
        await until(lambda: bool(sender.epoch))
        rows = answer(sqlite_engine, sender, address, *map(str, range(6)))
        await until(lambda: set(states(sqlite_engine, rows)) == {DeliveryState.SENT})
    assert wire.texts() == [str(n) for n in range(6)]
    assert wire.sandbox.world.limits.report()["too_many"] == 0


@pytest.mark.parametrize("fault", [Later(0.3), Later(0.0, counted=True)], ids=["too many requests", "bad gateway"])
async def test_an_answer_that_must_be_tried_again_is_not_overtaken(sqlite_engine: Engine, fault: Later) -> None:
    """The third of six fails once; one more comes in the meantime: each person reads them in order."""
    voice = Notebook()
    heard: list[str] = []

    async def say(one: Post) -> Outcome:
        assert isinstance(one.message, Screen)
        text = str(one.message.text[0].text)
        if text == "2" and text not in heard and voice.values.count(ODILE) == 3:
            return fault
        heard.append(text)
        return Sent(len(heard))

    voice.say = say
    _person, address = person(sqlite_engine, ODILE)
    sender = sender_of(sqlite_engine, voice)

    async with at_work(sender):
        await until(lambda: bool(sender.epoch))
        rows = answer(sqlite_engine, sender, address, "0", "1", "2", "3", "4")
        await until(lambda: len(voice.said) >= 3)
        rows += answer(sqlite_engine, sender, address, "5")
        await until(lambda: set(states(sqlite_engine, rows)) == {DeliveryState.SENT})
    assert heard == ["0", "1", "2", "3", "4", "5"]


def test_no_answer_waits_for_ever_behind_an_older_one() -> None:
    order = PlaceOrder()
    first = Post(1, 7, ODILE, 0, "fr", Lane.ANSWER, Policy.AT_LEAST_ONCE, words("0"))
    order.learn(first, Later(3600.0), 100.0)
    assert order.behind(7, Lane.ANSWER, 2, 101.0) > 0
    assert order.behind(8, Lane.ANSWER, 2, 101.0) == 0
    assert order.behind(7, Lane.CAMPAIGN, 2, 101.0) == 0
    assert order.behind(7, Lane.ANSWER, 2, 3700.0 + MOST_BEHIND) == 0
    order.learn(first, Sent(5), 102.0)
    assert order.behind(7, Lane.ANSWER, 2, 103.0) == 0
