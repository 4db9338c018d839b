"""How many people live in a cell is kept, never recounted: whatever happens to residences, both say the same."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, delete
from sqlmodel import Session

from rules.residents import ZoneKind
from storage import peopled, privacy, residents, zones
from storage.engine import transaction
from storage.schema import downgrade, migrate
from storage.tables import table
from storage.tables.peopled import CellPeople
from tests.world.rows import a_person

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
CELLS = ("4721:-155", "4722:-155", "4721:-154")


class Town:
    """Some people, some streets: one street in four has no cell yet."""

    def __init__(self, engine: Engine, seed: int) -> None:
        self.engine, self.chance = engine, random.Random(seed)
        self.people: list[int] = []
        self.values = iter(range(1000, 9000))

    def step(self, session: Session) -> None:
        street = f"rue {self.chance.randrange(6)}"
        if len(self.people) < 8:
            self.people.append(a_person(session, next(self.values)))
        person = self.chance.choice(self.people)
        match self.chance.randrange(10):
            case 0 | 1 | 2 | 3 | 4:
                zones.settle(session, person, zones.ensure(session, ZoneKind.STREET, street).id, NOW)
            case 5 | 6:
                zones.ensure(session, ZoneKind.STREET, street, cell=self.chance.choice(CELLS))
            case 7:
                mine = zones.of_person(session, person)
                zones.leave(session, person, self.chance.choice(mine).id if mine else None)
            case 8:
                zones.leave(session, person)
            case _:
                known = residents.by_id(session, person)
                assert known is not None
                privacy.erase(session, known, NOW)
                self.people.remove(person)


@pytest.mark.parametrize("seed", range(3))
def test_the_count_of_each_cell_equals_a_recount(engine: Engine, seed: int) -> None:
    town, seen = Town(engine, seed), 0
    for _step in range(120):
        with transaction(engine) as session:
            town.step(session)
            counted = peopled.counted(session, CELLS)
            assert peopled.of(session, CELLS) == counted
            seen = max(seen, *counted.values(), 0) if counted else seen
    assert seen > 1


def test_somebody_with_two_streets_in_a_cell_counts_once(engine: Engine) -> None:
    with transaction(engine) as session:
        person = a_person(session, 7)
        for street in ("rue des Lilas", "rue du Port"):
            zones.settle(session, person, zones.ensure(session, ZoneKind.STREET, street, cell=CELLS[0]).id, NOW)
        assert peopled.of(session, CELLS) == {CELLS[0]: 1}
        first, second = zones.of_person(session, person)
        zones.leave(session, person, first.id)
        assert peopled.of(session, CELLS) == {CELLS[0]: 1}
        zones.leave(session, person, second.id)
        assert peopled.of(session, CELLS) == {}


def test_the_migration_counts_those_who_are_there(engine: Engine) -> None:
    with transaction(engine) as session:
        for value in (7, 8):
            zones.settle(session, a_person(session, value),
                         zones.ensure(session, ZoneKind.STREET, "rue des Lilas", cell=CELLS[1]).id, NOW)
        session.connection().execute(delete(table(CellPeople)))
    downgrade(engine, "0019")
    migrate(engine)
    with transaction(engine) as session:
        assert peopled.of(session, CELLS) == {CELLS[1]: 2}
