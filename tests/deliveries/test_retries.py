"""What is tried again, when, how often; and what never is."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from rules.deliveries import (
    AddressState,
    DeliveryState,
    Lane,
    Later,
    Moved,
    Outcome,
    Policy,
    Post,
    Purpose,
    Refused,
    Sent,
    TokenRefused,
    Uncertain,
)
from storage import ledger, posting, runs, waking
from storage.engine import transaction
from storage.outcomes import TRIES, write_outcomes
from tests.deliveries.conftest import (
    NOW,
    TOKEN,
    Notebook,
    at_work,
    chats,
    claim,
    lease,
    message_of,
    people,
    person,
    place,
    post,
    row,
    sender_of,
    states,
    until,
)
from tests.telegram.conftest import ODILE, Wire, wire

__all__ = ["wire"]
S = DeliveryState


def outcome_of(outcome: Outcome, value: int, times: int = 10**6) -> Notebook:
    """A voice that says `outcome` for one place, the first `times`, and sends the rest."""
    voice = Notebook()

    async def say(one: Post) -> Outcome:
        return outcome if one.value == value and voice.values.count(value) <= times else Sent(len(voice.said))

    voice.say = say
    return voice


async def test_flood_wait(engine: Engine) -> None:
    """The refused place waits all it was asked, no attempt is counted, nobody is lost and nobody else delayed."""
    rows = post(engine, people(engine, 20, first=1))
    again = post(engine, people(engine, 1, first=500))  # behind the others
    voice = outcome_of(Later(2.0), 3, times=1)
    async with at_work(sender_of(engine, voice)):
        await until(lambda: states(engine, rows).count(S.SENT) == 19 and states(engine, again) == [S.SENT])
        others = max(at for at, one in zip(voice.at, voice.said, strict=True) if one.value != 3)
        await until(lambda: set(states(engine, rows)) == {S.SENT})
    tries = [at for at, one in zip(voice.at, voice.said, strict=True) if one.value == 3]
    assert len(tries) == 2
    assert tries[1] - tries[0] >= 2.0
    assert others < tries[1]
    assert {row(engine, one).attempts for one in rows} == {0}


async def test_a_token_refused_everywhere_waits_as_a_whole(engine: Engine) -> None:
    rows = post(engine, people(engine, 10, first=1))
    voice = Notebook()

    async def say(one: Post) -> Outcome:
        return Later(1.5) if len(voice.said) <= 2 else Sent(1)

    voice.say = say
    async with at_work(sender_of(engine, voice)):
        await until(lambda: set(states(engine, rows)) == {S.SENT})
    assert max(voice.at[:2]) + 1.4 <= min(voice.at[4:]), "after two refusals at once nothing left for the time asked"


async def test_an_answer_that_was_refused_keeps_its_place_before_the_next(engine: Engine) -> None:
    """Two answers to one person, the first met by a long 429: both wait, and come in order."""
    [odile] = people(engine, 1, first=1)
    sender = sender_of(engine, voice := outcome_of(Later(30.0), 1, times=1))
    await sender.take_over()
    with transaction(engine) as session:
        rows = ledger.add_answers(session, [answer("un", odile), answer("deux", odile)], NOW, sender.epoch)
        posts = [made for one in rows if (made := posting.post(session, posting.load(session, one), NOW))]
    sender.answer(posts)
    await sender.drain()
    assert len(voice.said) == 1, "the second did not try its luck"
    assert states(engine, rows) == [S.WAITING, S.WAITING]
    assert row(engine, rows[0]).not_before <= row(engine, rows[1]).not_before + timedelta(seconds=1)


def answer(text: str, address: int) -> ledger.Draft:
    from tests.deliveries.conftest import words

    return ledger.Draft(words(text), address, Lane.ANSWER, Purpose.ANSWER, Policy.AT_LEAST_ONCE)


@pytest.mark.parametrize(("policy", "end", "tried"), [
    (Policy.AT_MOST_ONCE, S.UNCERTAIN, 1), (Policy.AT_LEAST_ONCE, S.FAILED, TRIES)])
def test_a_lost_answer_by_policy(engine: Engine, policy: Policy, end: S, tried: int) -> None:
    """At most once: listed, never sent again by itself. At least once: six tries within a day, then it failed."""
    epoch, now, calls = lease(engine), NOW, 0
    [one] = post(engine, people(engine, 1), policy=policy)
    while (found := claim(engine, epoch, now)) is not None:
        calls += 1
        with transaction(engine) as session:
            made = posting.post(session, posting.load(session, found), now)
            assert made is not None
            write_outcomes(session, [(made, Uncertain("hang"))], now)
        now = row(engine, one).not_before or now
        with transaction(engine) as session:
            waking.wake(session, now)
    assert (calls, states(engine, [one])) == (tried, [end])
    assert now - NOW <= timedelta(hours=24)


def test_tries_are_spread(engine: Engine) -> None:
    """Those who failed together do not come back together."""
    epoch = lease(engine)
    rows = post(engine, people(engine, 8), policy=Policy.AT_LEAST_ONCE)
    with transaction(engine) as session:
        for _ in rows:
            found = ledger.claim(session, TOKEN, epoch, NOW)
            assert found is not None
            made = posting.post(session, posting.load(session, found), NOW)
            assert made is not None
            write_outcomes(session, [(made, Uncertain("x"))], NOW)
    assert len({row(engine, one).not_before for one in rows}) >= 4


async def test_what_never_left_is_always_tried_again(engine: Engine) -> None:
    """No network: nothing is counted against anybody, and everything leaves when it is back."""
    rows = post(engine, people(engine, 5, first=1))
    voice = Notebook()

    async def say(one: Post) -> Outcome:
        return Later(0.3, whole=True) if len(voice.said) <= 8 else Sent(1)

    voice.say = say
    async with at_work(sender_of(engine, voice)):
        await until(lambda: set(states(engine, rows)) == {S.SENT})
    assert {row(engine, one).attempts for one in rows} == {0}


async def test_blocked_person_is_marked_and_the_others_go_on(engine: Engine) -> None:
    everybody = people(engine, 6, first=1)
    rows = post(engine, everybody)
    voice = outcome_of(Refused("not reachable", AddressState.UNREACHABLE), 2)
    async with at_work(sender_of(engine, voice)):
        await until(lambda: states(engine, rows).count(S.SENT) == 5)
        await until(lambda: place(engine, everybody[1]) is AddressState.UNREACHABLE)
        more = post(engine, everybody[:3], "Encore")
        await until(lambda: states(engine, more) == [S.SENT, S.CANCELLED, S.SENT])
    assert Counter(voice.values)[2] == 1, "a place that refused is not tried again"
    assert states(engine, rows)[1] is S.FAILED


async def test_a_move_is_followed_once(engine: Engine) -> None:
    """The answer names the new chat: the address changes, and the message leaves once, there."""
    [group] = chats(engine, 1)
    [one] = post(engine, [group])
    voice = Notebook()

    async def say(said: Post) -> Outcome:
        return Sent(5) if said.value == -100_777 else Moved(-100_777)

    voice.say = say
    async with at_work(sender_of(engine, voice)):
        await until(lambda: states(engine, [one]) == [S.SENT])
    assert voice.values[-1] == -100_777
    assert len(voice.said) == 2


async def test_a_change_waits_for_what_it_changes(engine: Engine) -> None:
    """The card is still on its way: its next state is not said beside it, but in its place."""
    [group] = chats(engine, 1)
    voice, gate = Notebook(), asyncio.Event()

    async def say(one: Post) -> Outcome:
        if one.edit is None:
            await gate.wait()
        return Sent(41)

    voice.say = say
    [card] = post(engine, [group])
    async with at_work(sender_of(engine, voice)):
        await until(lambda: len(voice.said) == 1)
        [taken] = post(engine, [group], "Pourvu", replaces=card)
        await asyncio.sleep(0.5)
        gate.set()
        await until(lambda: states(engine, [card, taken]) == [S.SENT, S.SENT])
    assert [one.edit for one in voice.said] == [None, 41]


async def test_a_late_retry_does_not_undo_a_newer_change(engine: Engine) -> None:
    """The card says « taken », then « closed »; the first of the two, tried again, comes too late to be shown."""
    [group] = chats(engine, 1)
    voice = Notebook()

    async def say(one: Post) -> Outcome:
        first = "Pourvu" in str(one.message) and sum("Pourvu" in str(s.message) for s in voice.said) == 1
        return Later(1.0, counted=True) if first else Sent(41)

    voice.say = say
    [card] = post(engine, [group])
    async with at_work(sender_of(engine, voice)):
        await until(lambda: states(engine, [card]) == [S.SENT])
        [taken] = post(engine, [group], "Pourvu", replaces=card)
        await until(lambda: states(engine, [taken]) == [S.WAITING])
        [closed] = post(engine, [group], "Clos", replaces=card)
        await until(lambda: states(engine, [taken, closed]) == [S.CANCELLED, S.SENT])
    assert "Clos" in str(voice.said[-1].message)


async def test_a_refused_token_stops_the_sender_and_costs_nobody(engine: Engine) -> None:
    """The service is stopped by it; what was being said goes back, and is not uncertain."""
    rows = post(engine, people(engine, 3))

    async def say(_one: Post) -> Outcome:
        raise TokenRefused("Unauthorized")

    sender = sender_of(engine, Notebook(say=say))
    await sender.take_over()
    await sender.step()
    with pytest.raises(TokenRefused):
        async with asyncio.timeout(5):
            await sender.writing()
    await sender.drain()
    assert set(states(engine, rows)) <= {S.WAITING, S.READY}


# Against the sandbox: the real voice.
async def people_there(wire: Wire, count: int) -> list[int]:
    made = [await wire.do("users", first_name="Extra") for _ in range(count)]
    for one in made:
        await wire.do("start", user=one["id"])
    return [int(one["id"]) for one in made]


@pytest.mark.parametrize(("policy", "calls"), [(Policy.AT_MOST_ONCE, 1), (Policy.AT_LEAST_ONCE, 2)])
async def test_one_retry_layer(sqlite_engine: Engine, wire: Wire, policy: Policy, calls: int) -> None:
    """A hang is one call of the ledger's, not a pile of the libraries'; at least once makes it one more."""
    _person, odile = person(sqlite_engine, ODILE)
    await wire.do("fault", method="sendMessage", times=1, delay=5)
    [one] = post(sqlite_engine, [odile], policy=policy)
    end = S.UNCERTAIN if policy is Policy.AT_MOST_ONCE else S.SENT
    async with at_work(sender_of(sqlite_engine, wire.speaker)):
        await until(lambda: states(sqlite_engine, [one]) == [end])
    assert row(sqlite_engine, one).attempts == calls - 1
    assert wire.sandbox.world.faults.all[0].met == calls


@pytest.mark.parametrize("policy", list(Policy))
async def test_lost_answers(sqlite_engine: Engine, wire: Wire, policy: Policy) -> None:
    """0.5 % hangs, 1 % cut before, 1 % cut after, 1 % 500: at most once nobody gets it twice, and all are accounted
    for; at least once everybody gets it, twice for one in fifty at most."""
    for n, (chance, fault) in enumerate((
            (0.005, {"delay": 2}), (0.01, {"drop": "before"}), (0.01, {"drop": "after"}),
            (0.01, {"status": 500, "description": "Internal Server Error"}))):
        await wire.do("fault", method="sendMessage", probability=chance, seed=n, **fault)
    values = await people_there(wire, 300)
    rows = post(sqlite_engine, [person(sqlite_engine, value)[1] for value in values], policy=policy)
    async with at_work(sender_of(sqlite_engine, wire.speaker)):
        await until(lambda: not {S.READY, S.WAITING, S.SENDING} & set(states(sqlite_engine, rows)), 60)
    got = Counter(len(wire.texts(value)) for value in values)
    found = Counter(states(sqlite_engine, rows))
    with transaction(sqlite_engine) as session:
        told = runs.tally(session, message_of(sqlite_engine, rows[0]))
    assert told.sent + told.uncertain == 300
    if policy is Policy.AT_MOST_ONCE:
        assert set(got) <= {0, 1}
        assert got[0] <= found[S.UNCERTAIN] <= 30
        assert found[S.UNCERTAIN] > 0, "the faults met nobody"
    else:
        assert got[0] == 0
        assert found[S.SENT] == 300
        assert got[2] <= 6 + 3
