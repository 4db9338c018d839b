"""What is past its time is forgotten, what still serves is kept: at the eve and on the day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, Table, func, insert, select, update

from rules.deliveries import DeliveryState
from rules.schedules import EVERY_DAY, Plan, Rung
from rules.screens import screen
from scheduler.ring import Ring
from storage import deeds, gestes, ideas, inbox, ledger, schedules
from storage.engine import transaction
from storage.housekeeping import forget
from storage.ledger import Draft
from storage.once import first_time
from storage.tables import (
    Deed,
    Delivery,
    GesteIdea,
    GesteShown,
    GesteTap,
    HelpCard,
    HelpRequest,
    Message,
    Occurrence,
    SeenUpdate,
    table,
)
from tests.world.rows import LONG_AGO, a_group, a_need, a_person, a_zone, content

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TODAY, DAY = NOW.date(), timedelta(days=1)


def count(engine: Engine, of: Any) -> int:
    found: Table = table(of)
    with transaction(engine) as session:
        return int(session.connection().execute(select(func.count()).select_from(found)).scalar_one())


def sweep(engine: Engine, now: datetime) -> None:
    with transaction(engine) as session:
        forget(session, now)


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.MISSED])
def test_finished_deliveries_go_after_thirty_days_with_their_message(engine: Engine, state: DeliveryState) -> None:
    with transaction(engine) as session:
        address = a_person(session, 7)
        delivery = ledger.add(session, Draft(screen(), address), NOW)
        ledger.add(session, Draft(screen(), address), NOW)  # one that never left stays
        ledger.finish(session, delivery, state, NOW, only=(DeliveryState.READY,))
    sweep(engine, NOW + 30 * DAY)
    assert (count(engine, Delivery), count(engine, Message)) == (2, 2)
    sweep(engine, NOW + 30 * DAY + timedelta(seconds=1))
    assert (count(engine, Delivery), count(engine, Message)) == (1, 1)


def test_the_delivery_of_a_living_card_is_kept(engine: Engine) -> None:
    with transaction(engine) as session:
        person, group = a_person(session, 7), a_group(session, 1)
        a_need(session, person, a_zone(session, "rue des Lilas"), TODAY)
        delivery = ledger.add(session, Draft(screen(), 1), NOW)
        ledger.finish(session, delivery, DeliveryState.SENT, NOW, only=(DeliveryState.READY,))
        session.connection().execute(insert(table(HelpCard)).values(
            request_id=1, group_id=group, delivery_id=delivery))
    sweep(engine, NOW + 60 * DAY)
    assert count(engine, Delivery) == 1
    with transaction(engine) as session:
        session.connection().execute(update(table(HelpRequest)).values(closed_at=NOW))
    sweep(engine, NOW + 60 * DAY)
    assert count(engine, Delivery) == 0


def test_occurrences_gestes_and_deeds(engine: Engine) -> None:
    with transaction(engine) as session:
        person = a_person(session, 7)
        schedules.keep(session, Plan(0, "geste", "p1", "09:00", EVERY_DAY, "Europe/Paris", LONG_AGO), NOW)
        schedules.ring(session, 1, TODAY, Rung.DONE, NOW)
        gestes.show(session, "p1", TODAY, "saluer-par-prenom", NOW)
        gestes.tap(session, person, "saluer-par-prenom", TODAY, "done", "p1", NOW)
        deeds.add(session, person, None, "courses", None, TODAY, NOW)
    sweep(engine, NOW + 400 * DAY)
    assert [count(engine, t) for t in (Occurrence, GesteShown, GesteTap, Deed)] == [1, 1, 1, 1]
    sweep(engine, NOW + 401 * DAY)
    assert [count(engine, t) for t in (Occurrence, GesteShown, GesteTap, Deed)] == [0, 0, 0, 1]
    sweep(engine, NOW + 731 * DAY)
    assert count(engine, Deed) == 1
    sweep(engine, NOW + 732 * DAY)
    assert count(engine, Deed) == 0


def test_ideas_that_were_not_adopted_go_after_thirty_days(engine: Engine) -> None:
    with transaction(engine) as session:
        person, group = a_person(session, 7), a_group(session, 1)
        for _n in range(2):
            ideas.propose(session, person, group, "Arroser les bacs", NOW)
        assert ideas.decide(session, 1, group, adopted=True)
        assert not ideas.decide(session, 1, group, adopted=False)
    sweep(engine, NOW + 31 * DAY)
    assert count(engine, GesteIdea) == 1


def ring(engine: Engine, now: datetime) -> None:
    Ring(engine, content())(now)


def test_update_ids_go_after_48_hours_and_the_step_sweeps_once_an_hour(engine: Engine) -> None:
    with transaction(engine) as session:
        inbox.take_new(session, [1], NOW)
    ring(engine, NOW + 3 * DAY)
    assert count(engine, SeenUpdate) == 0
    with transaction(engine) as session:
        inbox.take_new(session, [2], NOW)
    ring(engine, NOW + 3 * DAY + timedelta(minutes=59))
    assert count(engine, SeenUpdate) == 1
    ring(engine, NOW + 3 * DAY + timedelta(minutes=60))
    assert count(engine, SeenUpdate) == 0


def test_said_once(engine: Engine) -> None:
    with transaction(engine) as session:
        asked = f"help:{a_need(session, a_person(session, 1), a_zone(session, 'rue des Lilas'), TODAY)}"
        assert first_time(session, asked, "reminder-eve", NOW)
        assert not first_time(session, asked, "reminder-eve", NOW)
        assert first_time(session, asked, "reminder-3h", NOW)
    with transaction(engine) as session:
        assert not first_time(session, asked, "reminder-3h", NOW)


def test_a_date_rings_once(engine: Engine) -> None:
    with transaction(engine) as session:
        schedules.keep(session, Plan(0, "geste", "p1", "09:00", EVERY_DAY, "Europe/Paris", LONG_AGO), NOW)
        kept = schedules.by_owner(session, "geste", "p1")
        assert kept is not None
        assert schedules.ring(session, kept.id, TODAY, Rung.DONE, NOW)
        assert not schedules.ring(session, kept.id, TODAY, Rung.LATE, NOW)
        assert schedules.done(session, kept.id, date(2026, 11, 1)) == {TODAY}
        schedules.drop(session, "geste", "p1")
        assert schedules.by_owner(session, "geste", "p1") is None
    assert count(engine, Occurrence) == 0


def test_what_is_forgotten_goes_a_piece_at_a_time(engine: Engine) -> None:
    """Those who talk to the bot have their turn between two pieces, however much there is to forget."""
    with transaction(engine) as session:
        inbox.take_new(session, range(1, 451), NOW)
    left = [450]
    for _piece in Ring(engine, content()).pieces(NOW + 3 * DAY):
        left.append(count(engine, SeenUpdate))
    assert [left[n] - left[n + 1] for n in range(len(left) - 1) if left[n] > left[n + 1]] == [200, 200, 50]
