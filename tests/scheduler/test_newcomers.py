"""Who has just joined is shown a real need within seven days, once, on a weekday. All people are fictional."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, update

from rules.helpkinds import Offered
from storage import agenda
from storage.tables import HelpRequest, Person, table
from tests.world.peupliers import MORNING, Peupliers

ASKED = "a besoin d’un coup de main"


@pytest.fixture
def street(engine: Engine) -> Peupliers:
    """Fatou joined this morning."""
    street = Peupliers(engine)
    joined(street, MORNING)
    return street


def joined(street: Peupliers, at: datetime) -> None:
    person = street.fatou.person_id
    with street.street.session() as session:
        session.connection().execute(update(table(Person)).where(table(Person).c.id == person).values(joined_at=at))
        agenda.put(session, "residents.need", {person: at})


def asked(street: Peupliers, at: datetime) -> int:
    """How often Fatou was asked by then."""
    street.street.at(at)
    street.street.tick()
    return sum(ASKED in text for text in street.fatou.texts)


def test_a_newcomer_is_asked_once_for_a_real_need(street: Peupliers) -> None:
    assert asked(street, MORNING) == 0, "there is no need yet"
    number = street.ask()
    assert asked(street, MORNING + timedelta(minutes=2)) == 1
    assert "Des courses" in street.fatou.last.text
    assert not any(ASKED in text for text in street.lucas.texts), "Lucas has been here for long"
    street.street.restart()
    street.ask(day="2026-11-27")
    assert asked(street, MORNING + timedelta(days=1)) == 1
    street.fatou.press("Je peux")
    assert street.row(HelpRequest, number).taken == 1


@pytest.mark.parametrize("moment", [
    datetime(2026, 11, 24, 17, 31, tzinfo=UTC),  # 18:31 in Paris
    datetime(2026, 11, 25, 7, 59, tzinfo=UTC),   # 8:59
    datetime(2026, 11, 28, 10, 0, tzinfo=UTC),   # a Saturday
    datetime(2026, 12, 1, 10, 0, tzinfo=UTC),    # the eighth day
])
def test_not_in_the_evening_nor_at_the_weekend_nor_after_seven_days(street: Peupliers, moment: datetime) -> None:
    street.ask(day="2026-12-01")
    assert asked(street, moment) == 0


@pytest.mark.parametrize("word", ["/pause 3j", "/stop"])
def test_who_wants_quiet_is_not_asked(street: Peupliers, word: str) -> None:
    street.fatou.say(word)
    street.ask()
    assert asked(street, MORNING + timedelta(minutes=2)) == 0


def test_who_offered_already_is_not_asked(street: Peupliers) -> None:
    number = street.ask()
    street.fatou.tap(f"help.take:{number}")
    street.ask(day="2026-11-27")
    assert asked(street, MORNING + timedelta(minutes=2)) == 0


def test_a_need_that_asks_for_a_recommendation_is_for_who_has_one(street: Peupliers) -> None:
    kind = next(k for k in street.street.content.kinds if k.needs_vouch and k.offered is Offered.OPEN)
    street.ask(kind=kind.code, family=kind.family)
    assert asked(street, MORNING + timedelta(minutes=2)) == 0


def test_without_a_group_the_same_need_is_not_asked_twice(engine: Engine) -> None:
    street = Peupliers(engine, grouped=False)
    joined(street, MORNING)
    street.ask()
    assert asked(street, MORNING + timedelta(minutes=2)) == 1
