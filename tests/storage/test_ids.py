"""An id is never given back, and what names a thing goes with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, delete, func, select

from rules.deliveries import AddressState
from storage import contacts, groups, links, many, moderation_alike
from storage.engine import transaction
from storage.once import first_time
from storage.tables import Address, HelpRequest, Once, Person, metadata, table
from storage.tables.moderation import Carried
from tests.world.rows import NOW, a_group, a_request
from tests.world.rows import a_visitor as a_person

IDENTITIES = [name for name, of in metadata.tables.items() if [c.name for c in of.primary_key] == ["id"]]


@pytest.mark.parametrize("name", IDENTITIES)
def test_sqlite_numbers_no_row_like_one_that_is_gone(sqlite_engine: Engine, name: str) -> None:
    with sqlite_engine.connect() as connection:
        made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).scalar_one()
    assert "AUTOINCREMENT" in made


def test_who_is_gone_gives_no_number_back(engine: Engine) -> None:
    gone = a_person(engine, 1)
    with transaction(engine) as session:
        session.connection().execute(delete(table(Person)))
    assert a_person(engine, 2) > gone


def test_rows_added_together_are_numbered_in_their_order_after_all_that_ever_were(engine: Engine) -> None:
    of = table(Address)
    rows = [{"service": "telegram", "value": value, "thread": 0, "state": AddressState.OPEN} for value in (30, 10, 20)]
    with transaction(engine) as session:
        first = many.add(session, of, rows)
        session.connection().execute(delete(of))
        again = many.add(session, of, rows)
        found = session.connection().execute(select(of.c.value, of.c.thread, of.c.state).order_by(of.c.id)).all()
    assert first == sorted(first)
    assert min(again) > max(first), "the number of one that is gone is never given again"
    assert found == [(30, 0, AddressState.OPEN), (10, 0, AddressState.OPEN), (20, 0, AddressState.OPEN)]
    assert a_person(engine, 40) > 0, "and the next one by itself comes after them"


def test_the_marks_of_a_request_go_with_it(engine: Engine) -> None:
    """Those of an erased one silence nothing of the next."""
    odile, lucas = a_person(engine, 1), a_person(engine, 2)
    with transaction(engine) as session:
        first = a_request(session, odile)
        for what in ("wiped", "unserved", "again", "contradicted"):
            assert first_time(session, f"help:{first}", what, NOW)
        session.connection().execute(delete(table(HelpRequest)).where(table(HelpRequest).c.id == first))
        assert count(session, Once) == 0
        second = a_request(session, lucas, closed_at=NOW - timedelta(days=4))
        assert first_time(session, f"help:{second}", "wiped", NOW), "what was given for the next one goes too"


def test_the_marks_of_a_person_go_with_them_whoever_wrote(engine: Engine) -> None:
    odile, lucas = a_person(engine, 1), a_person(engine, 2)
    with transaction(engine) as session:
        contacts.wrote(session, lucas, odile, NOW)
        moderation_alike.carried(session, lucas, "1", ("ab", "cd"), NOW)
        first_time(session, f"kits:{lucas}", "2026-11-24/1", NOW)
        session.connection().execute(delete(table(Person)).where(table(Person).c.id == lucas))
        assert count(session, Once) == count(session, Carried) == 0


def test_an_old_poster_never_leads_into_another_group(engine: Engine) -> None:
    """The printed code of a group that left opens nothing, whoever installs next."""
    odile = a_person(engine, 1)
    with transaction(engine) as session:
        old = a_group(session, 100, name="Les Lilas")
        links.add(session, "f" * 64, "join", {"group": old, "kit": "affiche"}, single=False, by=None, now=NOW,
                  expires=None)
        assert links.use(session, "f" * 64, odile, NOW) is not None
        groups.wipe(session, old)
        assert a_group(session, 200, name="Autre immeuble") > old
        assert links.use(session, "f" * 64, odile, NOW) is None


def count(session: Any, of: Any) -> int:
    return int(session.connection().execute(select(func.count()).select_from(table(of))).scalar_one())
