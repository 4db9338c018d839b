"""What is due, and how late it may be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from rules.schedules import EVERY_DAY, MONDAYS, WEEKDAYS, Plan, due, next_ring
from tests.world.rows import LONG_AGO, ZONES

NINE = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # Tuesday, Paris
TUESDAY = date(2026, 11, 24)


def plan(**changes: object) -> Plan:
    values: dict[str, object] = {"id": 1, "kind": "geste", "owner": "g1", "hour": "09:00", "days": EVERY_DAY,
                                 "zone": "Europe/Paris", "since": LONG_AGO}
    return Plan(**(values | changes))  # type: ignore[arg-type]


def test_due_at_its_hour_and_not_before() -> None:
    yesterday = due(plan(), (), NINE - timedelta(seconds=1))
    assert yesterday is not None
    assert yesterday.day == TUESDAY - timedelta(days=1)
    found = due(plan(), (), NINE)
    assert found is not None
    assert (found.day, found.at, found.late) == (TUESDAY, NINE, False)


@pytest.mark.parametrize(("hours", "late"), [(3.99, False), (4, False), (4.01, True), (23, True)])
def test_a_geste_is_too_late_after_four_hours(hours: float, late: bool) -> None:
    found = due(plan(), (), NINE + timedelta(hours=hours))
    assert found is not None
    assert found.late is late


def test_other_kinds_are_said_however_late() -> None:
    found = due(plan(kind="letter", days=MONDAYS), (), NINE + timedelta(days=4))
    assert found is not None
    assert not found.late
    assert found.day == date(2026, 11, 23)


def test_once_a_date() -> None:
    assert due(plan(), {TUESDAY}, NINE) is None


def test_several_missed_are_one() -> None:
    found = due(plan(), (), NINE + timedelta(days=9, hours=1))
    assert found is not None
    assert found.day == date(2026, 12, 3)


def test_nothing_older_than_its_beginning_nor_on_other_days() -> None:
    assert due(plan(since=NINE + timedelta(minutes=1)), (), NINE + timedelta(hours=1)) is None
    assert due(plan(days="0000000"), (), NINE) is None
    sunday = due(plan(days=WEEKDAYS), (), datetime(2026, 11, 29, 8, tzinfo=UTC))
    assert sunday is not None
    assert sunday.day == date(2026, 11, 27)
    assert next_ring(plan(days="0000000"), NINE) is None


@pytest.mark.parametrize("zone", ZONES)
def test_the_next_ring_is_when_it_is_next_due(zone: str) -> None:
    now = datetime(2027, 3, 1, tzinfo=UTC)
    for _n in range(60):
        again = next_ring(plan(zone=zone, hour="02:30"), now)
        assert again is not None
        found = due(plan(zone=zone, hour="02:30"), (), again)
        assert found is not None
        assert found.at == again
        before = due(plan(zone=zone, hour="02:30"), (), again - timedelta(seconds=1))
        assert before is None or before.day < found.day
        now = again
