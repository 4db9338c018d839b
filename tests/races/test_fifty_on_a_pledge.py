"""Fifty people promise the last one of an atelier at the same moment: one does, the others are told. Both databases."""

from __future__ import annotations

from sqlalchemy import Engine, func, select

from rules.incoming import Event, Incoming, Place, PlaceKind, Sender, Tapped, Typed
from rules.workshops import WorkshopState
from storage import people, residents, workshops, zones
from storage.engine import open_engine
from storage.tables import Conversation, Message, table
from storage.tables.workshops import Pledge
from tests.world.peupliers import MORNING, Peupliers
from tests.world.racing import at_once
from tests.world.rows import a_person

LAST, RACERS = 219, 50


def everybody_is_asked_how_many(engine: Engine) -> tuple[Peupliers, list[Incoming]]:
    """219 of 220 are promised, and fifty have said « 1 ». What each of them presses now."""
    street = Peupliers(engine)
    karim, racers = street.karim.person_id, [9000 + n for n in range(RACERS)]
    with street.street.session() as session:
        number = workshops.add(session, MORNING, goal=200, state=WorkshopState.OPEN, group_id=street.group,
                               author_id=karim, what="masques", place="la mairie", day=MORNING.date().replace(day=30),
                               ends_at=MORNING.replace(day=30))
        assert workshops.pledge(session, number, karim, LAST, MORNING)
        for value in racers:
            person = a_person(session, value, first_name="V")
            zones.settle(session, person, street.zone, MORNING)
            people.take_part(session, person, street.group, MORNING)
    street.street.dialogue.handle_batch([one for value in racers for one in (
        said(value, Tapped("q", f"workshop.bring:{number}", 1), 1), said(value, Typed("1"), 2))], MORNING, 0, {})
    with street.street.session() as session:
        by_value = residents.by_values(session, racers)
        runs = {r.person_id: r.run for r in session.connection().execute(select(table(Conversation)))}
    return street, [said(value, Tapped(f"s{value}", f"c:bring:{runs[by_value[value].id]}:sure:oui", 1), 3)
                    for value in racers]


def said(value: int, event: Event, turn: int) -> Incoming:
    return Incoming(turn * 100_000 + value, Sender(value, "V", "fr"), Place(value, PlaceKind.PRIVATE), event)


def check(street: Peupliers) -> None:
    with street.street.session() as session:
        connection = session.connection()
        promised = connection.execute(select(func.sum(table(Pledge).c.amount), func.count())).one()
        row = workshops.by_id(session, 1)
        told = sum("Le compte y est" in str(params) for params in connection.execute(
            select(table(Message).c.params)).scalars())
    assert row is not None
    assert (row.pledged, tuple(promised)) == (LAST + 1, (LAST + 1, 2))
    assert told == RACERS - 1, "each of the others has a sentence"


def test_fifty_presses_of_one_batch(engine: Engine) -> None:
    street, presses = everybody_is_asked_how_many(engine)
    street.street.dialogue.handle_batch(presses, MORNING, 0, {})
    check(street)


def test_fifty_listeners(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    street, presses = everybody_is_asked_how_many(engine)
    at_once(lambda one: street.street.dialogue.handle_batch([one], MORNING, 0, {}), presses)
    check(street)
    engine.dispose()
