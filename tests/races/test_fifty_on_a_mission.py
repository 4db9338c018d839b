"""Fifty people say « Oui » to a mission of three seats: three come, the others wait in the order they were heard in, on
both databases.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine

from rules.console import TownRole
from rules.hours import HourKind
from rules.incoming import Incoming
from rules.missions import OF, MissionState, Public
from rules.partners import PartnerKind
from rules.seating import SeatState
from storage import mission_two, missions, partners, residents, seating, zones
from storage.engine import open_engine
from tests.world.peupliers import MORNING, Peupliers
from tests.world.racing import at_once, tapped
from tests.world.rows import a_person, a_role

S = SeatState


def a_mission(engine: Engine, racers: int) -> tuple[Peupliers, int, list[int]]:
    street = Peupliers(engine)
    karim = street.karim.person_id
    with street.street.session() as session:
        role = a_role(session, karim, TownRole.PARTNER)
        partner = partners.add(session, role, PartnerKind.ASSOCIATION, "Les Jardins")
        number = missions.add(session, MORNING, partner_id=partner, by_id=karim, kind=HourKind.ASSOCIATION, title="Tri",
                              day=MORNING.date().replace(day=30), at="14:00", minutes=60, place="Salle", contact="Ali",
                              age=18, insurer="Mutuelle", public=Public.ALL, honour=False, tag="",
                              state=MissionState.OPEN, timezone="Europe/Paris", starts_at=MORNING.replace(day=30))
        seating.open_(session, OF, number, 3)
        for n in range(racers):
            zones.settle(session, a_person(session, 9000 + n, first_name=f"V{n:02}"), street.zone, MORNING)
    return street, number, [9000 + n for n in range(racers)]


def tap(number: int, racer: int) -> Incoming:
    return tapped(racer, f"mission.take:{number}")


def check(street: Peupliers, number: int, racers: list[int]) -> list[str]:
    with street.street.session() as session:
        seats = seating.everybody(session, OF, number, tuple(S))
        known = seating.find(session, OF, number)
    assert known is not None
    assert (known.taken, len(seats)) == (3, len(racers))
    assert [seat.state for seat in seats] == [S.SEATED] * 3 + [S.WAITING] * (len(racers) - 3)
    assert [seat.turn for seat in seats] == list(range(1, len(racers) + 1))
    return [seat.first_name for seat in seats]


def test_fifty_taps_of_one_batch(engine: Engine) -> None:
    street, number, racers = a_mission(engine, 50)
    street.street.dialogue.handle_batch([tap(number, racer) for racer in racers], MORNING, 0, {})
    assert check(street, number, racers) == [f"V{n:02}" for n in range(50)], "in the order of their taps"


def test_fifty_listeners(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    street, number, racers = a_mission(engine, 50)
    at_once(lambda racer: street.street.dialogue.handle_batch([tap(number, racer)], MORNING, 0, {}), racers)
    check(street, number, racers)
    engine.dispose()


def test_who_presses_twice_has_one_place(engine: Engine) -> None:
    street, number, racers = a_mission(engine, 4)
    for racer in (*racers, *racers):
        street.street.dialogue.handle_batch([tap(number, racer)], MORNING, 0, {})
    check(street, number, racers)




def test_twenty_five_pairs_on_three_seats(engine: Engine) -> None:
    """One pair comes, the others wait by twos, and the seat that is left goes to somebody alone."""
    street, number, racers = a_mission(engine, 51)
    with street.street.session() as session:
        people = {racer: residents.by_values(session, [racer])[racer].id for racer in racers}
        links = {}
        for one, other in zip(racers[0:50:2], racers[1:50:2], strict=True):
            links[other] = mission_two.invite(session, number, people[one], MORNING, MORNING + timedelta(days=1))
            mission_two.opened(session, links[other], people[other], MORNING)
    street.street.dialogue.handle_batch([tapped(racer, f"mission.two_yes:{link}") for racer, link in links.items()],
                                        MORNING, 0, {})
    street.street.dialogue.handle_batch([tap(number, racers[50])], MORNING, 0, {})
    with street.street.session() as session:
        seats = seating.everybody(session, OF, number, tuple(S))
        known = seating.find(session, OF, number)
    assert known is not None
    assert known.taken == 3
    assert [seat.first_name for seat in seats if seat.state is S.SEATED] == ["V00", "V01", "V50"]
    assert [seat.first_name for seat in seats if seat.state is S.WAITING] == [f"V{n:02}" for n in range(2, 50)]
