"""Twenty people of seven groups copy the same practice at once: seven projects, seven adoptions, on both databases."""

from __future__ import annotations

import threading

from sqlalchemy import Engine, func, select

from actions import practices as actions
from actions.desk import Desk
from storage import groups, practices
from storage.engine import transaction
from storage.tables import table
from storage.tables.projects import Project
from tests.pilots import catalogue
from tests.world.peupliers import MORNING, Peupliers
from tests.world.racing import at_once
from tests.world.rows import a_group, a_person

CODE, GROUPS, RACERS = "c-cafe-du-palier", 7, 20


def test_one_copy_a_group_and_adoptions_are_distinct_groups(engine: Engine) -> None:
    street = Peupliers(engine)
    with street.street.session() as session:
        numbers = [a_group(session, -7000 - n, name=f"Groupe {n}") for n in range(GROUPS)]
        people = [a_person(session, 9000 + n, first_name=f"V{n:02}") for n in range(RACERS)]
    opened: list[tuple[int, int, bool]] = []
    lock = threading.Lock()

    def race(turn: int) -> None:
        with transaction(engine) as session:
            desk = Desk(session, MORNING, catalogue())
            group = groups.by_id(session, numbers[turn % GROUPS])
            practice = actions.find(desk, CODE, people[turn])
            assert group is not None
            assert practice is not None
            found = actions.copy(desk, practice, group, people[turn])
        with lock:
            opened.append((group.id, *found))

    at_once(race, range(RACERS))
    assert len(opened) == RACERS
    assert sum(first for _group, _project, first in opened) == GROUPS
    found = {group: len({project for one, project, _first in opened if one == group}) for group in numbers}
    assert found == dict.fromkeys(numbers, 1), "the second copy opens the first"
    with street.street.session() as session:
        assert practices.adopted(session, [CODE]) == {CODE: GROUPS}
        assert session.connection().execute(select(func.count()).select_from(table(Project))).scalar_one() == GROUPS
