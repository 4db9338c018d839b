"""Fifty people at once on the last seat of a role, and fifty who deliver on the last stop: one each, the rest told."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, func, select

from rules.console import TownRole
from rules.incoming import Incoming
from rules.partners import PartnerKind
from rules.tours import TourRole, TourState
from storage import partners, tour_stops, tours, zones
from storage.engine import open_engine
from storage.tables import Message, table
from storage.tables.tours import TourStop
from tests.world.peupliers import MORNING, Peupliers
from tests.world.racing import at_once, tapped
from tests.world.rows import a_person, a_role

RACERS = 50
TOLD = {"tour.take:1:bring": "Cette place est prise", "tour.next:1": "plus d’arrêt"}
both_ways = pytest.mark.parametrize("press", TOLD)


def a_tour(engine: Engine, press: str) -> tuple[Peupliers, list[Incoming]]:
    """One seat for fifty; or fifty who deliver, for one stop."""
    street, on_the_way = Peupliers(engine), press.startswith("tour.next")
    karim, racers = street.karim.person_id, [9000 + n for n in range(RACERS)]
    with street.street.session() as session:
        partner = partners.add(session, a_role(session, karim, TownRole.PARTNER), PartnerKind.ASSOCIATION, "Jardins")
        number = tours.add(session, MORNING, {TourRole.BRING: RACERS if on_the_way else 1}, partner_id=partner,
                           by_id=karim, what="repas", day=MORNING.date(), at="12:00",
                           starts_at=MORNING.replace(hour=11), timezone="Europe/Paris", place="Salle", contact="Ali",
                           eat_by=MORNING.date(), allergens="", cold="sec", tag="", state=TourState.OPEN)
        tour_stops.add(session, number, ["la porte verte"])
        for value in racers:
            person = a_person(session, value, first_name="V")
            zones.settle(session, person, street.zone, MORNING)
            if on_the_way:
                assert tours.sit(session, number, TourRole.BRING, person, MORNING)
    return street, [tapped(value, press) for value in racers]


def check(street: Peupliers, press: str) -> None:
    with street.street.session() as session:
        connection = session.connection()
        said = [str(params) for params in connection.execute(select(table(Message).c.params)).scalars()]
        held = connection.execute(select(func.count()).where(table(TourStop).c.person_id.is_not(None))).scalar_one()
        places = tours.places(session, 1)[TourRole.BRING]
    assert sum(TOLD[press] in one for one in said) == RACERS - 1, "each of the others has a sentence"
    assert (held, places) == ((1, (0, RACERS)) if press == "tour.next:1" else (0, (0, 1)))


@both_ways
def test_fifty_presses_of_one_batch(engine: Engine, press: str) -> None:
    street, presses = a_tour(engine, press)
    street.street.dialogue.handle_batch(presses, MORNING, 0, {})
    check(street, press)


@both_ways
def test_fifty_listeners(postgres_url: str, press: str) -> None:
    engine = open_engine(postgres_url)
    street, presses = a_tour(engine, press)
    at_once(lambda one: street.street.dialogue.handle_batch([one], MORNING, 0, {}), presses)
    check(street, press)
    engine.dispose()
