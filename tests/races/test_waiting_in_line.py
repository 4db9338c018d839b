"""Seats of what several people come to: as many as there are, the rest in line, and none lost or given twice, on both
databases.
"""

from __future__ import annotations

import random
import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select

from rules.seating import HOLDING, SeatState
from storage import seating
from storage.engine import open_engine, transaction
from storage.tables import table
from storage.tables.seating import Seating
from tests.world.rows import a_person

S = SeatState
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TOMORROW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def people(engine: Engine, count: int, seats: int) -> list[int]:
    with transaction(engine) as session:
        seating.open_(session, "tour", 7, seats)
        return [a_person(session, 9000 + n, first_name=f"V{n}") for n in range(count)]


def check(engine: Engine, seats: int) -> None:
    """What is counted is what is held, and nobody waits while a seat is free."""
    with transaction(engine) as session:
        found = seating.everybody(session, "tour", 7)
        known = seating.find(session, "tour", 7)
        assert known is not None
        held = [one for one in found if one.state in HOLDING]
        assert known.taken == len(held) <= known.seats == seats
        assert len({one.person for one in found}) == len({one.turn for one in found}) == len(found)
        if known.free:
            assert len(held) == len(found), "a free seat while somebody waits"


def race(engine: Engine, many: list[int]) -> list[tuple[int, SeatState, int]]:
    barrier, got = threading.Barrier(len(many)), []

    def press(person: int) -> None:
        barrier.wait(60)
        with transaction(engine) as session:
            seat = seating.ask(session, "tour", 7, person, NOW)
            if seat:
                got.append((person, seat.state, seat.turn))

    threads = [threading.Thread(target=press, args=(person,)) for person in many]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    return got


@pytest.mark.parametrize("phones", [1, 2])
def test_fifty_at_once_on_three_seats(postgres_url: str, phones: int) -> None:
    """On one phone each, or on two: the statement is the only judge."""
    engine = open_engine(postgres_url)
    got = race(engine, people(engine, 50 // phones, 3) * phones)
    assert len(got) == 50 // phones
    assert [state for _person, state, _turn in sorted(got, key=lambda one: one[2])] == (
        [S.SEATED] * 3 + [S.WAITING] * (50 // phones - 3)), "who was counted first sits, the others wait in that order"
    check(engine, 3)
    engine.dispose()


def test_a_seat_given_back_goes_to_who_waited_first(engine: Engine) -> None:
    odile, karim, lucas, fatou = people(engine, 4, 1)
    with transaction(engine) as session:
        first = seating.ask(session, "tour", 7, odile, NOW)
        waiting = [seating.ask(session, "tour", 7, one, NOW) for one in (karim, lucas)]
        assert first is not None
        assert [one and one.state for one in (first, *waiting)] == [S.SEATED, S.WAITING, S.WAITING]
        assert seating.ask(session, "tour", 7, odile, NOW) is None, "in already"
        assert seating.leave(session, first.id, S.GIVEN_BACK, TOMORROW, person=karim) == (False, None), "not theirs"
        done, offered = seating.leave(session, first.id, S.GIVEN_BACK, TOMORROW, person=odile)
        assert (done, offered and offered.person, offered and offered.until) == (True, karim, TOMORROW)
        assert seating.leave(session, first.id, S.GIVEN_BACK, TOMORROW, person=odile) == (False, None), "once"
        late = seating.ask(session, "tour", 7, fatou, NOW)
        again = seating.ask(session, "tour", 7, odile, NOW)
        assert late is not None
        assert again is not None
        assert (late.state, again.state) == (S.WAITING, S.WAITING), "nobody passes before the list"
        assert late.turn < again.turn, "who comes back is behind"
        assert offered is not None
        assert not seating.accept(session, offered.id, lucas, NOW)
        done, offered = seating.leave(session, offered.id, S.LAPSED, TOMORROW, only=(S.OFFERED,))
        assert offered is not None
        assert offered.person == lucas
        assert seating.accept(session, offered.id, lucas, NOW)
    check(engine, 1)


def test_more_seats_go_to_who_waits_and_fewer_only_where_they_are_free(engine: Engine) -> None:
    many = people(engine, 5, 2)
    with transaction(engine) as session:
        for one in many:
            seating.ask(session, "tour", 7, one, NOW)
        assert seating.resize(session, "tour", 7, 1, TOMORROW) is None, "two are taken"
        assert [one.person for one in seating.resize(session, "tour", 7, 4, TOMORROW) or ()] == many[2:4]
        assert [one.state for one in seating.everybody(session, "tour", 7)] == [
            S.SEATED, S.SEATED, S.OFFERED, S.OFFERED, S.WAITING]
    check(engine, 4)
    with transaction(engine) as session:
        assert [one.person for one in seating.release(session, "tour", 7, NOW, (S.WAITING, S.OFFERED))] == many[2:]
        assert seating.ask(session, "tour", 7, many[4], NOW) is None, "closed"
        known = session.connection().execute(select(table(Seating).c.taken)).scalar_one()
        assert known == 2
        assert [one.person for one in seating.release(session, "tour", 7, NOW)] == many[:2]


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_people_do_no_seat_is_lost_nor_given_twice(engine: Engine, seed: int) -> None:
    """A hundred and fifty things at random."""
    draw, many, seats = random.Random(seed), people(engine, 12, 3), 3
    for _n in range(150):
        person = draw.choice(many)
        with transaction(engine) as session:
            seat = seating.of_person(session, "tour", 7, person)
            match draw.randrange(6):
                case 0 | 1 | 2:
                    seating.ask(session, "tour", 7, person, NOW)
                case 3 if seat:
                    into = draw.choice([S.GIVEN_BACK, S.LAPSED])
                    seating.leave(session, seat.id, into, TOMORROW)
                case 4 if seat:
                    seating.accept(session, seat.id, person, NOW)
                case 5:
                    wanted = draw.randrange(1, 7)
                    seats = wanted if seating.resize(session, "tour", 7, wanted, TOMORROW) is not None else seats
        check(engine, seats)
