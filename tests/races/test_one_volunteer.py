"""The first « ✋ Je peux » wins: as many helpers as a request has seats, one by default, whatever the race, on both
databases, and everyone answered.

REQUESTS=200 plays the long race; by default a short one is played at each run.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, select

from bot.batch import MemberOf
from rules.groups import Membership
from rules.incoming import Incoming, Place, PlaceKind, Sender, Tapped
from rules.screens import TapAnswer
from storage import residents, seats, zones
from storage.engine import open_engine, transaction
from storage.tables import Delivery, HelpAcceptance, HelpRequest, Message, table
from tests.world.peupliers import MORNING, Peupliers
from tests.world.rows import a_person, a_request

REQUESTS = int(os.environ.get("REQUESTS", "10"))
_acc, _q, _m, _d = table(HelpAcceptance), table(HelpRequest), table(Message), table(Delivery)


@dataclass
class Race:
    """Neighbours who all press at once, each in a thread of their own, on the card of each request."""

    street: Peupliers
    racers: list[int]
    requests: list[int]
    seats: int = 1

    @property
    def members(self) -> dict[Any, Any]:
        """What Telegram says of each: a member of the group."""
        return {MemberOf(self.street.chat.value, racer): Membership.MEMBER for racer in self.racers}

    def tap(self, place: int, racer: int, n: int) -> Incoming:
        update = 100_000 + place * 1000 + n
        return Incoming(update, Sender(racer, f"V{place}", "fr"),
                        Place(self.street.chat.value, PlaceKind.SUPERGROUP, "Les Peupliers"),
                        Tapped(f"q{update}", f"help.take:{self.requests[n]}", 1))

    def in_batches(self) -> None:
        """All taps of a card arrive in one call, as by long polling."""
        for n in range(len(self.requests)):
            taps = [self.tap(place, racer, n) for place, racer in enumerate(self.racers)]
            self.street.street.dialogue.handle_batch(taps, MORNING, 0, self.members)

    def in_threads(self) -> None:
        barrier = threading.Barrier(len(self.racers))
        faults: list[BaseException] = []

        def press(place: int, racer: int) -> None:
            try:
                for n in range(len(self.requests)):
                    barrier.wait(60)
                    self.street.street.dialogue.handle_batch([self.tap(place, racer, n)], MORNING, 0, self.members)
            except BaseException as fault:  # noqa: BLE001 - shown by the test, in its own thread
                faults.append(fault)
                barrier.abort()

        threads = [threading.Thread(target=press, args=pair) for pair in enumerate(self.racers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(300)
        assert not faults, faults[0]


def ready(engine: Engine, racers: int, requests: int, need: int = 1) -> Race:
    street = Peupliers(engine)
    odile = street.odile.person_id
    with street.street.session() as session:
        values = [9000 + n for n in range(racers)]
        for value in values:
            zones.settle(session, a_person(session, value, first_name="Sacha"), street.zone, MORNING)
        numbers = [a_request(session, odile, minutes=15 + n, zone_id=street.zone, need=need)
                   for n in range(requests)]
    return Race(street, values, numbers, need)


def test_one_volunteer_among_twenty_threads(engine: Engine) -> None:
    race = ready(engine, racers=20, requests=3)
    race.in_threads()
    check(race)


def test_one_volunteer_among_fifty_listeners(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    race = ready(engine, racers=50, requests=REQUESTS)
    race.in_threads()
    check(race)
    engine.dispose()


def test_one_volunteer_among_fifty_taps_of_one_batch(engine: Engine) -> None:
    race = ready(engine, racers=50, requests=REQUESTS)
    race.in_batches()
    check(race)


def test_fifty_taps_on_three_seats_give_exactly_three(engine: Engine) -> None:
    race = ready(engine, racers=50, requests=3, need=3)
    race.in_batches()
    check(race)


def test_fifty_listeners_on_three_seats_give_exactly_three(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    race = ready(engine, racers=50, requests=3, need=3)
    race.in_threads()
    check(race)
    engine.dispose()


def test_one_person_who_presses_from_two_phones_at_once_has_one_seat(engine: Engine) -> None:
    """Even where nothing orders the taps of a person: the statement is the only judge."""
    race = ready(engine, racers=10, requests=1, need=3)
    with race.street.street.session() as session:
        person = residents.by_values(session, [race.racers[0]])[race.racers[0]].id
    barrier, taken = threading.Barrier(8), []

    def press() -> None:
        barrier.wait(60)
        with transaction(engine) as session:
            taken.append(seats.take(session, race.requests[0], person, MORNING))

    threads = [threading.Thread(target=press) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    assert sum(number is not None for number in taken) == 1
    with race.street.street.session() as session:
        assert session.connection().execute(select(_q.c.taken).where(_q.c.id == race.requests[0])).scalar_one() == 1


def check(race: Race) -> None:
    with race.street.street.session() as session:
        connection = session.connection()
        winners = Counter(connection.execute(select(_acc.c.request_id)).scalars())
        assert winners == dict.fromkeys(race.requests, race.seats)
        assert set(connection.execute(select(_q.c.taken).where(_q.c.id.in_(race.requests))).scalars()) == {race.seats}
        places = connection.execute(select(_acc.c.request_id, _acc.c.place)).all()
        assert sorted(places) == [(one, place) for one in race.requests for place in range(1, race.seats + 1)]
        answered = connection.execute(select(_m.c.params).join(_d, _d.c.message_id == _m.c.id).where(
            _m.c.kind == TapAnswer.kind)).scalars().all()
        queries = Counter(params["query"] for params in answered)
        assert len(queries) == len(race.racers) * len(race.requests)
        assert set(queries.values()) == {1}
        told = [params for params in answered if "déjà" in params["text"]["t"]]
        assert len(told) == (len(race.racers) - race.seats) * len(race.requests)
