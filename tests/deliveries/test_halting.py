"""What stops a message on its way: its author, its hour, or the place itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select
from sqlmodel import Session

from bot.render import Renderer
from messages.deliveries import TooLate
from rules.deliveries import AddressState, DeliveryState, Lane, Purpose, Tally, Window
from rules.groups import GroupState
from storage import groups, halting, residents, runs
from storage.engine import transaction
from storage.tables import Message, NeighbourGroup, table
from tests.deliveries.conftest import (
    NOW,
    Clock,
    Notebook,
    at_work,
    chats,
    message_of,
    people,
    person,
    post,
    sender_of,
    states,
    until,
)
from tests.world.rows import ring_at

S = DeliveryState


def halt(how: str, message: int, author: int) -> Callable[[Session], Any]:
    def inside(session: Session) -> Any:
        if how == "author":
            return halting.silence_author(session, author, NOW)
        if how == "role":
            return halting.halt_author(session, author, NOW)
        return getattr(halting, how)(session, message, NOW)

    return inside


@pytest.mark.parametrize("how", ["pause", "cancel", "author", "role"])
async def test_stop_means_stop(engine: Engine, how: str) -> None:
    """At most two more messages leave, whoever says stop."""
    author, _address = person(engine, 77)
    rows = post(engine, people(engine, 300), author=author)
    message = message_of(engine, rows[0])
    voice = Notebook()
    sender = sender_of(engine, voice, per_second=25)
    async with at_work(sender):
        await until(lambda: len(voice.said) >= 3)
        await sender.work(halt(how, message, author))
        then = len(voice.said)
        await until(lambda: S.SENDING not in states(engine, rows))
        assert len(voice.said) <= then + 2
    with transaction(engine) as session:
        left = runs.tally(session, message)
    stopped = left.to_send if how in ("pause", "role") else left.cancelled
    assert (left.sent, stopped) == (len(voice.said), 300 - len(voice.said))


async def test_what_was_paused_goes_on(engine: Engine) -> None:
    rows = post(engine, people(engine, 4))
    later = post(engine, people(engine, 1, first=50), window=Window(Clock()() + timedelta(hours=1), None))
    message, waits = message_of(engine, rows[0]), message_of(engine, later[0])
    with transaction(engine) as session:
        assert [halting.pause(session, m, NOW) for m in (message, waits)] == [4, 1]
    assert set(states(engine)) == {S.PAUSED}
    with transaction(engine) as session:
        assert [halting.resume(session, m, Clock()()) for m in (message, waits)] == [4, 1]
    voice = Notebook()
    async with at_work(sender_of(engine, voice)):
        await until(lambda: states(engine, rows) == [S.SENT] * 4)
    assert states(engine, later) == [S.WAITING], "it keeps the hour it had"


async def test_too_late_is_told(engine: Engine) -> None:
    """Past its time a message is missed, never sent; its author is told once, however many places it had."""
    author, address = person(engine, 77)
    soon = Clock()() + timedelta(seconds=30)
    rows = post(engine, people(engine, 50), author=author, window=Window(None, soon))
    other = post(engine, people(engine, 1, first=10))
    voice = Notebook()
    clock = Clock(timedelta(minutes=5))
    async with at_work(sender_of(engine, voice, now=clock)):
        await until(lambda: set(states(engine, rows)) == {S.MISSED})
        for _ring in range(2):
            ring_at(engine, clock())
        await until(lambda: 77 in voice.values)
        await until(lambda: states(engine, other) == [S.SENT])
    assert set(states(engine, rows)) == {S.MISSED}
    assert sorted(voice.values) == [10, 77]
    assert [one.message for one in voice.said if one.address == address] == [TooLate(50)]
    with transaction(engine) as session:
        assert runs.tally(session, message_of(engine, rows[0])) == Tally(0, 0, 0, 0, 0, 50)


async def test_too_late_without_an_author_tells_nobody(engine: Engine) -> None:
    rows = post(engine, people(engine, 3), window=Window(None, Clock()() - timedelta(seconds=1)))
    voice = Notebook()
    async with at_work(sender_of(engine, voice)):
        await until(lambda: states(engine, rows) == [S.MISSED] * 3)
    assert voice.said == []


async def leaves(engine: Engine, address: int, lane: Lane, purpose: Purpose) -> bool:
    [one] = post(engine, [address], lane=lane, purpose=purpose)
    voice = Notebook()
    async with at_work(sender_of(engine, voice)):
        await until(lambda: states(engine, [one])[0] in (S.SENT, S.CANCELLED))
    return bool(voice.said)


SAID = {"answer": (Lane.ANSWER, Purpose.ANSWER), "alert": (Lane.ALERT, Purpose.ALERT),
        "notice": (Lane.NOTICE, Purpose.NOTICE), "ask": (Lane.NOTICE, Purpose.ASK),
        "geste": (Lane.CAMPAIGN, Purpose.GESTE), "campaign": (Lane.CAMPAIGN, Purpose.CAMPAIGN)}


@pytest.mark.parametrize(("columns", "passes"), [
    ({}, set(SAID)), ({"stopped": True}, {"answer"}),
    ({"paused_until": datetime(2099, 1, 1, tzinfo=UTC)}, {"answer", "alert", "notice"}),
    ({"paused_until": datetime(2020, 1, 1, tzinfo=UTC)}, set(SAID))])
async def test_a_person_who_paused_or_stopped(
        sqlite_engine: Engine, columns: dict[str, Any], passes: set[str]) -> None:
    _person, address = person(sqlite_engine, 77, **columns)
    for name, (lane, purpose) in SAID.items():
        assert await leaves(sqlite_engine, address, lane, purpose) is (name in passes), name


@pytest.mark.parametrize("state", [s for s in AddressState if s is not AddressState.OPEN])
async def test_a_place_that_is_shut_gets_answers_only(sqlite_engine: Engine, state: AddressState) -> None:
    """Muted, detached, blocked, closed: nothing is tried there until it opens again. Where one may not write for now,
    what concerns somebody's own affairs is tried: nothing else tells that it has opened."""
    [group] = chats(sqlite_engine, 1)
    passes = {"answer", "alert", "notice"} if state is AddressState.MUTED else {"answer"}
    for name, (lane, purpose) in SAID.items():
        with transaction(sqlite_engine) as session:
            residents.set_address_state(session, group, state, NOW)
        assert await leaves(sqlite_engine, group, lane, purpose) is (name in passes), name


async def test_a_paused_group_gets_no_geste(sqlite_engine: Engine) -> None:
    [address] = chats(sqlite_engine, 1)
    with transaction(sqlite_engine) as session:
        made = session.connection().execute(insert(table(NeighbourGroup)).values(
            address_id=address, name="Rue des Lilas", state=GroupState.INSTALLED, added_at=NOW).returning(
                table(NeighbourGroup).c.id)).scalar_one()
        groups.change(session, made, paused_until=datetime(2099, 1, 1, tzinfo=UTC))
    assert not await leaves(sqlite_engine, address, *SAID["geste"])
    assert await leaves(sqlite_engine, address, *SAID["alert"])


def test_the_author_s_notice_is_worded() -> None:
    """In the singular and in the plural."""
    one, many = (Renderer({}, "bot").screen(TooLate(n), "fr").text for n in (1, 12))
    assert "12" in many
    assert "1" not in one


def test_pausing_leaves_other_messages_alone(engine: Engine) -> None:
    mine, theirs = post(engine, people(engine, 2)), post(engine, people(engine, 2, first=50))
    with transaction(engine) as session:
        halting.cancel(session, message_of(engine, mine[0]), NOW)
    assert states(engine, mine + theirs) == [S.CANCELLED] * 2 + [S.READY] * 2
    with transaction(engine) as session:
        assert len(list(session.connection().execute(select(table(Message).c.id)))) == 2
