"""One sender per token: who holds the lease, what a former holder may still do, and how fast it stops."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from rules.deliveries import DeliveryState, Later, Outcome, Policy, Post, Refused, Sent, Uncertain
from storage import halting, ledger, posting
from storage.away import is_away
from storage.engine import Share, open_engine, transaction
from storage.lease import LEASE, leave_lease, settle_orphans, take_lease
from storage.outcomes import write_outcomes
from storage.tables import BotLease, table
from tests.deliveries.conftest import (
    NOW,
    TOKEN,
    Clock,
    Notebook,
    at_work,
    claim,
    lease,
    message_of,
    people,
    post,
    row,
    sender_of,
    states,
    until,
)

S = DeliveryState
LATER = NOW + timedelta(seconds=4)


def claimed(engine: Engine, epoch: int) -> Post:
    with transaction(engine) as session:
        found = ledger.claim(session, TOKEN, epoch, NOW)
        assert found is not None
        made = posting.post(session, posting.load(session, found), NOW)
        assert made is not None
        return made


def write(engine: Engine, one: Post, outcome: Outcome) -> None:
    with transaction(engine) as session:
        write_outcomes(session, [(one, outcome)], LATER)


def taken_over(engine: Engine) -> int:
    with transaction(engine) as session:
        epoch = take_lease(session, TOKEN, "two", LATER)
        assert epoch is not None
        settle_orphans(session, epoch, LATER)
        return epoch


def test_two_senders_elect_one(engine: Engine, database_url: str) -> None:
    """Ten times over, two processes ask at the same moment for a lease nobody has, then for one that lapsed."""
    other = open_engine(database_url)
    for round_ in range(10):
        start = threading.Barrier(2)

        def ask(on: Engine, holder: str, now: Any, start: threading.Barrier = start) -> int | None:
            start.wait()
            with transaction(on) as session:
                return take_lease(session, TOKEN, holder, now)

        now = NOW + round_ * timedelta(seconds=10)
        with ThreadPoolExecutor(2) as pool:
            asked = [pool.submit(ask, on, f"{name}{round_}", now) for on, name in ((engine, "a"), (other, "b"))]
            found = [one.result(20) for one in asked]
        assert [epoch for epoch in found if epoch] == [round_ + 1]
    other.dispose()


def test_a_lease_is_kept_by_renewing_and_taken_when_it_lapses(engine: Engine) -> None:
    with transaction(engine) as session:
        assert take_lease(session, TOKEN, "one", NOW) == 1
        assert take_lease(session, TOKEN, "two", NOW + LEASE - timedelta(seconds=1)) is None
        assert take_lease(session, TOKEN, "one", NOW + timedelta(seconds=2)) == 1
        assert take_lease(session, TOKEN, "two", NOW + timedelta(seconds=4)) is None
        assert take_lease(session, TOKEN, "two", NOW + timedelta(seconds=6)) == 2
        assert take_lease(session, TOKEN, "one", NOW + timedelta(seconds=6)) is None


def test_a_sender_frozen_with_the_lease_in_hand_holds_nobody_up(postgres_url: str) -> None:
    """Its transaction is open, the row locked: others are told « not now », and take over once the server lets go."""
    frozen, heir = open_engine(postgres_url, Share(patience=1)), open_engine(postgres_url)
    much_later = LATER + timedelta(seconds=9)
    with transaction(frozen) as session:
        assert take_lease(session, TOKEN, "one", NOW) == 1
    stuck = Session(frozen)
    assert take_lease(stuck, TOKEN, "one", NOW + timedelta(seconds=1)) == 1
    found, until_ = asked(heir, much_later), time.monotonic() + 20
    assert found is None
    while found is None and time.monotonic() < until_:
        time.sleep(0.1)
        found = asked(heir, much_later)
    assert found == 2
    with pytest.raises(DBAPIError) as awake:
        stuck.connection().execute(select(table(BotLease)))
    assert is_away(awake.value), "its next word to the database says that it was cut off"
    stuck.rollback()
    stuck.close()
    for one in (frozen, heir):
        one.dispose()


def asked(engine: Engine, now: datetime) -> int | None:
    with transaction(engine) as session:
        return take_lease(session, TOKEN, "two", now)


def test_who_leaves_lets_the_next_one_send_at_once_and_stays_fenced(engine: Engine) -> None:
    with transaction(engine) as session:
        assert take_lease(session, TOKEN, "one", NOW) == 1
        leave_lease(session, TOKEN, "two", NOW)
        assert take_lease(session, TOKEN, "two", NOW) is None, "nobody ends another's lease"
        leave_lease(session, TOKEN, "one", NOW)
        assert take_lease(session, TOKEN, "two", NOW) == 2
        assert take_lease(session, TOKEN, "one", NOW) is None


def test_a_clock_set_back_locks_nobody_out(engine: Engine) -> None:
    """A lease written before the clock lost an hour would otherwise hold for that hour."""
    with transaction(engine) as session:
        take_lease(session, TOKEN, "one", NOW + timedelta(hours=1))
        assert take_lease(session, TOKEN, "two", NOW) == 2


def test_zombie_is_fenced(engine: Engine) -> None:
    """A frozen sender wakes after a takeover: it claims nothing, and only its « sent » is believed."""
    first = lease(engine, lasts=LEASE)
    once, again = people(engine, 2)
    [careful] = post(engine, [once])
    [stubborn] = post(engine, [again], policy=Policy.AT_LEAST_ONCE)
    calls = [claimed(engine, first), claimed(engine, first)]
    second = taken_over(engine)
    assert states(engine, [careful, stubborn]) == [S.UNCERTAIN, S.READY]
    assert claim(engine, first, LATER) is None
    for outcome in (Refused("no"), Later(0.0), Later(1.0, counted=True), Uncertain("hang")):
        for call in calls:
            write(engine, call, outcome)
    assert states(engine, [careful, stubborn]) == [S.UNCERTAIN, S.READY]
    assert claim(engine, second, LATER) == stubborn
    write(engine, calls[1], Refused("no"))
    assert states(engine, [stubborn]) == [S.SENDING], "the row is another sender's now"
    for call in calls:
        write(engine, call, Sent(77))
    assert states(engine, [careful, stubborn]) == [S.SENT, S.SENT]
    assert row(engine, careful).telegram_id == 77


@pytest.mark.parametrize("meanwhile", ["", "pause", "cancel"])
def test_a_proof_of_arrival_saves_a_second_copy(engine: Engine, meanwhile: str) -> None:
    first = lease(engine, lasts=LEASE)
    [stubborn] = post(engine, people(engine, 1), policy=Policy.AT_LEAST_ONCE)
    call = claimed(engine, first)
    second = taken_over(engine)
    if meanwhile:
        with transaction(engine) as session:
            getattr(halting, meanwhile)(session, message_of(engine, stubborn), LATER)
    write(engine, call, Sent(78))
    assert states(engine, [stubborn]) == [S.SENT]
    assert claim(engine, second, LATER) is None


async def test_takeover(engine: Engine, database_url: str) -> None:
    """The first sender vanishes in the middle; the second goes on within its first second, and nobody is left out."""
    other = open_engine(database_url)
    rows = post(engine, people(engine, 30))
    gone, heir = Notebook(), Notebook()

    async def hang(one: Post) -> Outcome:
        await asyncio.sleep(0.01 if len(gone.said) < 10 else 3600)
        return Sent(1)

    gone.say = hang
    first = sender_of(engine, gone)
    async with asyncio.timeout(30):
        assert await first.take_over()
        while len(gone.said) < 10:
            await first.step()
            await asyncio.sleep(0.005)
    second = sender_of(other, heir, holder="two", now=Clock(timedelta(seconds=4)))
    async with at_work(second):
        await until(lambda: len(set(gone.values) | set(heir.values)) == 30)
        await until(lambda: S.SENDING not in states(other))
    for task in first.in_flight:
        task.cancel()
    assert len(set(heir.values) & set(gone.values)) == 0, "at most once"
    assert set(states(other, rows)) <= {S.SENT, S.UNCERTAIN}
    other.dispose()


async def test_a_lost_lease_stops_within_two_seconds(engine: Engine, database_url: str) -> None:
    """Neither what it would claim nor what it had claimed and not yet said leaves any more."""
    other = open_engine(database_url)
    [slow] = people(engine, 1, first=900)
    for text in ("un", "deux", "trois"):
        post(engine, [slow], text)
    post(engine, people(engine, 400))
    voice, heir = Notebook(), Notebook()

    async def answer(one: Post) -> Outcome:
        await asyncio.sleep(1.0 if one.value == 900 else 0.02)
        return Sent(1)

    voice.say = answer
    first = sender_of(engine, voice)
    async with at_work(first):
        await until(lambda: len(voice.said) >= 5)
        with transaction(other) as session:
            epoch = take_lease(session, TOKEN, "two", Clock(timedelta(seconds=4))())
            assert epoch == 2
            settle_orphans(session, epoch, Clock()())
        at = asyncio.get_running_loop().time()
        await asyncio.sleep(3.5)
        assert all(said - at <= 2.0 for said in voice.at), "it went on speaking"
        assert not first.epoch
    assert heir.said == []
    other.dispose()


@pytest.mark.parametrize("frozen", [True, False])
async def test_a_sender_that_slept_past_its_lease_says_nothing(sqlite_engine: Engine, frozen: bool) -> None:
    """It holds a claimed post, and cannot know whether it still may: the post goes back to the ledger."""
    voice = Notebook()
    sender = sender_of(sqlite_engine, voice)
    rows = post(sqlite_engine, people(sqlite_engine, 1))
    await sender.take_over()
    if frozen:
        sender.sure_until = asyncio.get_running_loop().time() - 1
    await sender.step()
    await sender.drain()
    assert len(voice.said) == (0 if frozen else 1)
    assert states(sqlite_engine, rows) == [S.WAITING if frozen else S.SENT]


async def test_what_another_process_left_behind_is_settled_at_each_renewal(engine: Engine) -> None:
    """A claim committed in the very moment of a takeover is nobody's: it does not stay under way for ever."""
    sender = sender_of(engine, Notebook())
    await sender.take_over()
    [lost] = post(engine, people(engine, 1))
    with transaction(engine) as session:
        session.connection().execute(update(table(BotLease)).values(epoch=5))
        assert ledger.claim(session, TOKEN, 5, Clock()()) == lost
        session.connection().execute(update(table(BotLease)).values(epoch=6))
    await sender.take_over()
    assert states(engine, [lost]) == [S.UNCERTAIN]
