"""Nobody available is left unasked for a month, nor asked more than they chose. All people are fictional."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from rules.asks import DUE, Answer, due, has_room
from rules.civil import local_date
from rules.manners import Reader
from storage import agenda, asks
from storage.tables import Ask, HelpAcceptance, Person, table
from tests.bot.test_asks import clock
from tests.pilots import Pilot
from tests.world.peupliers import MORNING, Peupliers

_ask, _p = table(Ask), table(Person)
PARIS = Reader("Europe/Paris")


@pytest.fixture
def street(engine: Engine) -> Peupliers:
    return Peupliers(engine)


def asked(street: Peupliers, who: Pilot) -> list[Any]:
    person = who.person_id
    with street.street.session() as session:
        return list(session.connection().execute(select(_ask).where(_ask.c.person_id == person).order_by(_ask.c.id)))


def a_month(street: Peupliers, **change: Any) -> None:
    """A month goes by, hour by hour where the clock looks. change: of Lucas, first."""
    if change:
        person = street.lucas.person_id
        with street.street.session() as session:
            session.connection().execute(update(_p).where(_p.c.id == person).values(**change))
    for _day in range(33):
        for hour in (9, 15):
            street.street.at(street.street.now.replace(hour=hour, minute=1))
            street.street.tick()
        street.street.later(days=1)


def test_everybody_is_asked_within_the_month(street: Peupliers) -> None:
    a_month(street)
    for one in (street.lucas, street.fatou, street.karim, street.odile):
        assert asked(street, one), one.first_name


def test_a_real_need_comes_before_anything_small(street: Peupliers) -> None:
    number = street.ask(day="2026-11-26")
    street.street.at(clock(25, 9, 31))
    person = street.fatou.person_id
    with street.street.session() as session:
        asks.record(session, [person], MORNING - timedelta(days=40))
        agenda.put(session, "asks.due", {person: street.street.now})
    street.street.tick()
    assert asked(street, street.fatou)[-1].request_id == number
    assert "Oui, je peux" in str(street.fatou.last.labels)


def test_paused_people_are_left_alone_and_asked_on_their_return(street: Peupliers) -> None:
    until = MORNING + timedelta(days=60)
    a_month(street, paused_until=until)
    assert not asked(street, street.lucas)
    street.street.at(until + timedelta(hours=1))
    street.street.tick()
    assert len(asked(street, street.lucas)) == 1, "and once only"


def test_something_small_is_answered_like_any_ask(street: Peupliers) -> None:
    person = street.lucas.person_id
    with street.street.session() as session:
        asks.record(session, [person], MORNING - timedelta(days=40))
        agenda.put(session, "asks.due", {person: MORNING})
    street.street.tick()
    assert "Un petit geste, cette semaine" in street.lucas.last.text
    street.lucas.press("Un autre jour")
    street.lucas.say("jeudi")
    street.street.at(clock(26, 9, 1))
    street.street.tick()
    assert "Un petit geste, cette semaine" in street.lucas.last.text
    street.lucas.press("Oui, je m’en occupe")
    assert "/jaifait" in street.lucas.last.text
    assert [row.answer for row in asked(street, street.lucas)][-2:] == [Answer.LATER, Answer.YES]


def test_news_of_somebody_they_helped(street: Peupliers) -> None:
    hand = street.agreed()
    acc = table(HelpAcceptance)
    person = street.lucas.person_id
    with street.street.session() as session:
        session.connection().execute(update(acc).where(acc.c.id == hand).values(state="done"))
        asks.record(session, [person], MORNING - timedelta(days=40))
        agenda.put(session, "asks.due", {person: MORNING})
    street.street.tick()
    assert "prendre des nouvelles" in street.lucas.last.text
    assert "Odile" in street.lucas.last.text


@pytest.mark.parametrize(("last", "expected"), [
    (clock(24, 10), (2026, 12, 24)),  # thirty days later
    (clock(25, 10), (2026, 12, 24)),  # Christmas Day: the day before
    (clock(28, 10), (2026, 12, 28)),
], ids=["a month", "holiday", "again"])
def test_when_somebody_is_to_be_asked_again(last: datetime, expected: tuple[int, int, int]) -> None:
    there = Reader("Europe/Paris", holiday=lambda day: (day.month, day.day) == (12, 25))
    found = local_date(due(last, there), "Europe/Paris")
    assert (found.year, found.month, found.day) == expected


def test_who_is_asked_once_a_month_is_not_on_its_first_days() -> None:
    """1 February 2026 is a Sunday: asked on 1 January, they would wait more than 31 days."""
    first, fourth = datetime.fromisoformat("2026-01-01T10:00+00:00"), datetime.fromisoformat("2026-01-04T10:00+00:00")
    assert not has_room(0, 1, first, PARIS, first - timedelta(days=9))
    assert has_room(0, 1, fourth, PARIS, first)
    assert has_room(0, 1, first, PARIS, first - DUE), "who waits already is asked"
    assert not has_room(1, 1, fourth, PARIS, first)
    assert has_room(0, 4, first, PARIS, first)
