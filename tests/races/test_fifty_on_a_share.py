"""Fifty people press on the last part of a share at the same moment: one has it, the others are told."""

from __future__ import annotations

from sqlalchemy import Engine, func, select

from rules.incoming import Incoming
from storage import people, shares, zones
from storage.engine import open_engine
from storage.tables import Message, table
from storage.tables.shares import Claim
from tests.world.peupliers import MORNING, Peupliers
from tests.world.racing import at_once, tapped
from tests.world.rows import a_person

RACERS = 50


def one_part_is_left(engine: Engine) -> tuple[Peupliers, list[Incoming]]:
    street = Peupliers(engine)
    karim, racers = street.karim.person_id, [9000 + n for n in range(RACERS)]
    with street.street.session() as session:
        number = shares.add(session, MORNING, group_id=street.group, author_id=karim, what="soupe", parts=1,
                            place="la loge", day=MORNING.date(), at="20:00", ends_at=MORNING.replace(hour=19),
                            eat_by=MORNING.date(), allergens="lait", cold="frais")
        for value in racers:
            person = a_person(session, value, first_name="V")
            zones.settle(session, person, street.zone, MORNING)
            people.take_part(session, person, street.group, MORNING)
    return street, [tapped(value, f"share.take:{number}") for value in racers]


def check(street: Peupliers) -> None:
    with street.street.session() as session:
        connection = session.connection()
        held = connection.execute(select(func.count()).select_from(table(Claim))).scalar_one()
        said = [str(params) for params in connection.execute(select(table(Message).c.params)).scalars()]
        share = shares.by_id(session, 1)
    assert share is not None
    assert (share.taken, held) == (1, 1)
    assert sum("Une part est pour vous" in one for one in said) == 1
    assert sum("plus de part" in one for one in said) == RACERS - 1, "each of the others has a sentence"


def test_fifty_presses_of_one_batch(engine: Engine) -> None:
    street, presses = one_part_is_left(engine)
    street.street.dialogue.handle_batch(presses, MORNING, 0, {})
    check(street)


def test_fifty_listeners(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    street, presses = one_part_is_left(engine)
    at_once(lambda one: street.street.dialogue.handle_batch([one], MORNING, 0, {}), presses)
    check(street)
    engine.dispose()
