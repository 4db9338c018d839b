"""Nobody available is left unasked for a month, nor asked more than they chose. All people are fictional."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from rules.asks import Answer
from rules.civil import local_date
from storage import agenda, asks
from storage.tables import Ask, HelpAcceptance, Person, table
from tests.bot.test_asks import Many, clock
from tests.pilots import Pilot
from tests.world.peupliers import MORNING, Peupliers

_ask, _p = table(Ask), table(Person)


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


def test_what_is_asked_on_a_sunday_counts_for_the_month_in_which_it_is_read(engine: Engine) -> None:
    """31 January 2027 is a Sunday: what is asked for then is read on the 1st. Everybody chose one ask a month."""
    many = Many(engine)
    everybody(many, asks_a_month=1)
    many.street.at(datetime(2027, 1, 20, 9, tzinfo=UTC))
    with many.street.session() as session:
        agenda.put(session, "asks.due", {one.person_id: many.street.now for one in many.everybody})
    many.turn()
    many.street.at(datetime(2027, 1, 31, 9, tzinfo=UTC))
    number = many.ask(day="2027-02-03")
    first = asked_for(many, number)
    assert len(first) == 3, "January is full, and over"
    assert months(many, number) == {"2027-02"}
    many.street.at(datetime(2027, 2, 1, 8, 1, tzinfo=UTC))
    many.turn()
    many.street.at(datetime(2027, 2, 20, 9, tzinfo=UTC))
    with many.street.session() as session:
        session.connection().execute(update(_p).where(_p.c.id.not_in(first)).values(
            paused_until=many.street.now + timedelta(days=30)))
    assert not asked_for(many, many.ask(many.karim, day="2027-02-24"))


def test_a_need_on_the_1st_leaves_alone_who_could_not_be_asked_again_in_time(engine: Engine) -> None:
    """After 1 March 2027 comes 1 April, and then 1 May: a holiday, and the 2nd is a Sunday."""
    many = Many(engine)
    everybody(many, asks_a_month=1)
    many.street.at(datetime(2027, 3, 1, 9, tzinfo=UTC))
    assert not asked_for(many, many.ask(day="2027-03-05"))
    many.street.at(datetime(2027, 3, 2, 9, tzinfo=UTC))
    assert asked_for(many, many.ask(many.karim, day="2027-03-05"))


def everybody(many: Many, **change: Any) -> None:
    with many.street.session() as session:
        session.connection().execute(update(_p).values(**change))


def asked_for(many: Many, number: int) -> set[int]:
    with many.street.session() as session:
        return set(session.connection().execute(select(_ask.c.person_id).where(_ask.c.request_id == number)).scalars())


def months(many: Many, number: int) -> set[str]:
    """Of the asks for this request, in Paris."""
    with many.street.session() as session:
        return {f"{local_date(at, 'Europe/Paris'):%Y-%m}" for at in session.connection().execute(
            select(_ask.c.at).where(_ask.c.request_id == number)).scalars()}
