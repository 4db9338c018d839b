"""A street behaves as the town does: its sender claims, waits, keeps the order and gives up as the real one."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select

from rules.deliveries import DeliveryState, Later
from rules.incoming import Incoming, Ordered, Place, PlaceKind, Sender
from storage.tables import Delivery, table
from tests.world.people import Pilot
from tests.world.scenes import join
from tests.world.streets import Street

ORDERS = ("aide", "urgence", "privacy", "aide", "urgence")


@pytest.fixture
def odile(engine: Engine) -> Pilot:
    pilot = Street(engine).person("Odile")
    join(pilot)
    return pilot


def together(pilot: Pilot, *orders: str) -> None:
    """Several words that arrive in one call."""
    street = pilot.street
    sender, place = Sender(pilot.id, pilot.first_name, "fr"), Place(pilot.id, PlaceKind.PRIVATE)
    street.play(*(Incoming(street.update(), sender, place, Ordered(name, "")) for name in orders))


def test_more_answers_than_are_kept_in_hand_all_come_in_their_order(odile: Pilot) -> None:
    before = len(odile.texts)
    together(odile, *ORDERS)
    alone = []
    for name in ORDERS:
        odile.say(f"/{name}")
        alone.append(odile.last.text)
    assert odile.texts[before:before + len(ORDERS)] == alone


def test_a_place_that_is_told_to_wait_waits_in_full_and_then_hears_all(odile: Pilot) -> None:
    street, before = odile.street, len(odile.texts)
    street.refusals[odile.id] = Later(30.0)
    odile.say("/aide")
    street.refusals.clear()
    odile.say("/urgence")
    street.later(seconds=29)
    street.deliver()
    assert len(odile.texts) == before
    street.later(seconds=2)
    street.deliver()
    street.later(seconds=1)
    street.deliver()
    assert len(odile.texts) == before + 2


def test_what_is_said_is_held_under_a_lease_and_every_outcome_is_written(odile: Pilot) -> None:
    odile.say("/aide")
    with odile.street.session() as session:
        d = table(Delivery)
        rows = session.connection().execute(select(d.c.epoch, d.c.state)).all()
    assert {row.state for row in rows} == {DeliveryState.SENT}
    assert all(row.epoch > 0 for row in rows)


def test_a_fault_of_the_speaker_is_not_swallowed(odile: Pilot, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(type(odile.street.renderer), "screen", broken)
    with pytest.raises(ZeroDivisionError):
        odile.say("/aide")
