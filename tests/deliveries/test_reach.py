"""Places that shut and open again: what a refusal teaches, and what a word from there undoes."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, select

from rules.deliveries import AddressState, DeliveryState, Lane, Outcome, Policy, Post, Purpose, Refused, Shut
from rules.groups import GroupState
from rules.incoming import BotStatus
from rules.screens import Screen
from rules.words import quoted
from scheduler.pace import Pace
from scheduler.sender import Sender
from storage import ledger, residents
from storage.outcomes import write_outcomes
from storage.tables import Address, Delivery, table
from tests.bot.scenes import install, join
from tests.deliveries.conftest import at_work, chats, people, post, sender_of, states, until
from tests.pilots import Chat, Pilot, Street
from tests.telegram.conftest import NADIA, ROAD, Wire, wire

__all__ = ["wire"]
_a, _d = table(Address), table(Delivery)
BLOCKED = Refused("not reachable", AddressState.UNREACHABLE)


@pytest.fixture
def street(engine: Engine) -> Street:
    return Street(engine)


@pytest.fixture
def odile(street: Street) -> Pilot:
    pilot = street.person("Odile")
    join(pilot)
    return pilot


def state(street: Street, value: int) -> AddressState:
    with street.session() as session:
        return AddressState(session.connection().execute(
            select(_a.c.state).where(_a.c.value == value, _a.c.thread == 0)).scalar_one())


def refused(street: Street, value: int, outcome: Outcome) -> None:
    """A delivery to this place ended so."""
    with street.session() as session:
        address = residents.address_id(session, value)
        [delivery] = _claimed(session, address, street.now)
        row: Any = Post(delivery, address, value, 0, "fr", int(Lane.NOTICE), Policy.AT_MOST_ONCE,
                        Screen((quoted("Bonjour"),)))
        write_outcomes(session, [(row, outcome)], street.now)


def _claimed(session: Any, address: int, now: Any) -> list[int]:
    made = ledger.add(session, ledger.Draft(Screen((quoted("Bonjour"),)), address, Lane.NOTICE, Purpose.NOTICE), now)
    session.connection().execute(_d.update().where(_d.c.id == made).values(state=DeliveryState.SENDING))
    return [made]


@pytest.mark.parametrize("word", ["/start", "bonjour", "/monheure"])
def test_their_next_word_opens_it_again(street: Street, odile: Pilot, word: str) -> None:
    refused(street, odile.id, BLOCKED)
    assert state(street, odile.id) is AddressState.UNREACHABLE
    odile.say(word)
    assert state(street, odile.id) is AddressState.OPEN


def test_blocking_shuts_and_unblocking_opens(street: Street, odile: Pilot) -> None:
    odile.send(BotStatus("kicked"))
    assert state(street, odile.id) is AddressState.UNREACHABLE
    odile.send(BotStatus("member"))
    assert state(street, odile.id) is AddressState.OPEN


def test_a_word_in_a_group_says_nothing_of_the_private_chat(street: Street, odile: Pilot) -> None:
    """One can block the bot and still press a button of the street."""
    road = street.group("Rue des Lilas")
    install(road, odile)
    refused(street, odile.id, BLOCKED)
    odile.say("/aide", road)
    assert state(street, odile.id) is AddressState.UNREACHABLE


def road_of(street: Street, admin: Pilot) -> Chat:
    road = street.group("Rue des Lilas")
    install(road, admin)
    return road


def test_a_group_that_sent_us_away_is_detached_and_its_admin_told(street: Street, odile: Pilot) -> None:
    """As if its notice had come: schedules stop with its state. Told once, whatever comes after."""
    road = road_of(street, odile)
    before = len(odile.texts)
    for _twice in range(2):
        refused(street, road.value, Refused("not in the group", AddressState.DETACHED))
    street.tick()
    assert road.group.state is GroupState.REMOVED
    assert state(street, road.value) is AddressState.DETACHED
    assert [t for t in odile.texts[before:] if "ne suis plus dans le groupe" in t] == odile.texts[before:]
    assert len(odile.texts) == before + 1


def test_a_group_where_we_may_not_write_is_muted_and_its_admin_told(street: Street, odile: Pilot) -> None:
    road = road_of(street, odile)
    refused(street, road.value, Shut("no right to write"))
    street.tick()
    assert road.group.state is GroupState.INSTALLED
    assert any("droit d’écrire" in text for text in odile.texts)
    road.add_bot(odile)
    assert state(street, road.value) is AddressState.OPEN


async def test_a_crowd_keeps_telegram_s_limits(sqlite_engine: Engine, wire: Wire) -> None:
    """Groups and people together, at our pace, against a server that enforces its own: nothing is refused."""
    made = [await wire.do("users", first_name="Extra") for _ in range(30)]
    for one in made:
        await wire.do("start", user=one["id"])
    await wire.do("add_bot", chat=ROAD, by=NADIA)
    await wire.do("limits", enforce=True)
    first = made[0]["id"]
    addresses = people(sqlite_engine, 30, first=first)
    [road] = chats(sqlite_engine, 1, first=-ROAD - 1)
    rows = [one for text in ("un", "deux") for one in post(sqlite_engine, addresses, text)]
    for n in range(5):
        rows += post(sqlite_engine, [road], f"à la rue {n}")
    sender: Sender = sender_of(sqlite_engine, wire.speaker)
    sender.pace = Pace()
    async with at_work(sender):
        await until(lambda: set(states(sqlite_engine, rows)) == {DeliveryState.SENT}, 40)
    report = wire.sandbox.world.limits.report()
    assert report["too_many"] == 0
    assert report["sent"] == 65
    assert report["per_second_max"] <= 30
    assert report["per_person_max"] == 1
    assert report["per_group_max"] <= 20
