"""What is read of a place by people from elsewhere, and how wide a thinly peopled square becomes."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Engine

from rules.residents import ZoneKind
from storage import help_lists, zones
from tests.world.peupliers import Peupliers
from tests.world.rows import a_person

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TYPED = "résidence des Cris"


def somebody_at(street: Peupliers, number: int, cell: str, label: str, shown: str = "") -> int:
    with street.street.session() as session:
        person = a_person(session, number)
        zone = zones.ensure(session, ZoneKind.STREET, label, "44109", cell, shown)
        zones.settle(session, person, zone.id, NOW)
    return person


def read_by(street: Peupliers, person: int) -> list[str]:
    with street.street.session() as session:
        return [request.zone_label for request in help_lists.near(session, person, date(2026, 11, 24))]


def ask_from(street: Peupliers, label: str, cell: str, shown: str) -> None:
    odile = street.odile.person_id
    with street.street.session() as session:
        zones.leave(session, odile)
        zone = zones.ensure(session, ZoneKind.STREET, label, "44109", cell, shown)
        zones.settle(session, odile, zone.id, NOW)
    street.ask()


def test_people_from_elsewhere_read_the_commune_and_neighbours_their_street(engine: Engine) -> None:
    street = Peupliers(engine, grouped=False)
    stranger = somebody_at(street, 901, "4721:-156", "rue Haute", "rue Haute")
    neighbour = somebody_at(street, 902, "4721:-156", TYPED, "Nantes")
    ask_from(street, TYPED, "4721:-156", "Nantes")
    assert read_by(street, neighbour) == [TYPED]
    assert read_by(street, stranger) == ["Nantes"]


def test_a_square_with_few_people_is_told_of_in_a_wider_one_and_a_full_one_is_not(engine: Engine) -> None:
    """4721:-156 and 4722:-156 stand in one block of nine squares; twenty people fill the first."""
    street = Peupliers(engine, grouped=False)
    near = somebody_at(street, 901, "4722:-156", "rue Haute", "rue Haute")
    ask_from(street, "rue Basse", "4721:-156", "rue Basse")
    assert read_by(street, near) == ["rue Basse"]
    for number in range(20):
        somebody_at(street, 1000 + number, "4721:-156", "rue Pleine", "rue Pleine")
    assert read_by(street, near) == []
