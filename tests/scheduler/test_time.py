"""Two clocks, a clock that jumps, a bot that was off: each date rings once, and nobody is woken."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import Engine, func, select

from actions.gestes import leave_between
from content import days
from rules.calendar import Territory
from rules.civil import instant, is_quiet, local_date
from rules.geste_owners import Owner
from rules.residents import Rhythm
from rules.schedules import EVERY_DAY, Due, Plan
from storage.engine import open_engine, transaction
from storage.tables import GesteShown, Occurrence, table
from tests.world.rows import LONG_AGO, ZONES, a_group, a_person, gestes_said, occurrences, ring_at

NINE = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # Tuesday, Paris
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def test_two_tickers(database_url: str) -> None:
    """Two processes on one database ring at the same instants: each place is written to once a date."""
    engines = [open_engine(database_url), open_engine(database_url)]
    with transaction(engines[0]) as session:
        owners = {f"g{a_group(session, n)}" for n in range(1, 9)}
        owners |= {f"p{a_person(session, n, geste_rhythm=Rhythm.DAY)}" for n in range(100, 108)}
    gate = threading.Barrier(2)

    def one(engine: Engine) -> None:
        for day in range(4):
            gate.wait(timeout=20)
            for seconds in (0, 2):
                ring_at(engine, NINE + day * DAY + timedelta(seconds=seconds))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, engines))
    said = [(card.params["owner"], card.params["day"]["v"]) for card in gestes_said(engines[0])]
    assert len(said) == len(set(said)) == 4 * len(owners)
    with transaction(engines[0]) as session:
        rung = session.connection().execute(select(func.count()).select_from(table(Occurrence))).scalar_one()
        shown = session.connection().execute(select(func.count()).select_from(table(GesteShown))).scalar_one()
    assert rung == shown == 4 * len(owners)
    for engine in engines:
        engine.dispose()


@pytest.mark.parametrize("zone", ZONES)
def test_catch_up(engine: Engine, zone: str) -> None:
    """Off for a while: said late, too late, once for three, across a change of hour; nothing doubled."""
    with transaction(engine) as session:
        a_group(session, 1, zone)

    def at(day: int, hour: str) -> datetime:
        return instant(date(2026, 10, day), hour, zone)

    off_until = [(20, "10:00", True), (21, "12:30", True), (22, "13:30", False), (26, "10:00", True),
                 (30, "09:30", True)]
    before = {20: (20, "08:00"), 21: (21, "08:00"), 22: (22, "08:00"), 26: (23, "10:00"), 30: (27, "10:00")}
    ring_at(engine, at(19, "10:00"))
    for day, hour, said in off_until:
        ring_at(engine, at(*before[day]))
        count = len(gestes_said(engine))
        for seconds in (0, 2, 600):
            ring_at(engine, at(day, hour) + timedelta(seconds=seconds))
        assert len(gestes_said(engine)) == count + said, (zone, day)
        assert occurrences(engine)[date(2026, 10, day)] == ("done" if said else "late")
    assert not {date(2026, 10, n) for n in (24, 25, 28, 29)} & set(occurrences(engine))


def test_clock_jump(engine: Engine) -> None:
    """An hour forward and back around the hour, then a wrong year for a moment: the same occurrences as ever."""
    with transaction(engine) as session:
        a_group(session, 1)
    for minutes in (-5, 55, -5, 0, 60, 0, -60, 0, 61):
        ring_at(engine, NINE + timedelta(minutes=minutes))
    assert occurrences(engine) == {date(2026, 11, 23): "late", date(2026, 11, 24): "done"}
    ring_at(engine, NINE + 366 * DAY)
    for day in range(1, 4):
        ring_at(engine, NINE + day * DAY)
    rung = [day for day in occurrences(engine) if day.year == 2026]
    assert rung == [date(2026, 11, n) for n in (23, 24, 25, 26, 27)]
    assert len({card.params["day"]["v"] for card in gestes_said(engine)}) == len(gestes_said(engine)) == 5


@pytest.mark.parametrize("zone", ZONES)
def test_no_geste_in_quiet_hours_or_on_a_holiday(zone: str) -> None:
    """A year, five hours, five delays: whatever may leave leaves between 09:00 and 20:00 of a working day."""
    owner = Owner("g1", 1, zone, "97411" if zone == "Indian/Reunion" else None, (), willing=True)
    territory = Territory.REUNION if zone == "Indian/Reunion" else Territory.METROPOLE
    left = 0
    for n in range(365):
        day = date(2027, 1, 1) + n * DAY
        for hour in ("00:30", "07:00", "09:00", "17:45", "22:00"):
            plan = Plan(1, "geste", "g1", hour, EVERY_DAY, zone, LONG_AGO)
            due = Due(plan, day, instant(day, hour, zone), late=False)
            for delay in (0, 45, 150, 210, 239):
                window = leave_between(owner, due, due.at + timedelta(minutes=delay))
                if window is None:
                    continue
                left += 1
                first = window.not_before or due.at + timedelta(minutes=delay)
                assert window.not_after is not None
                last = window.not_after - timedelta(seconds=1)
                for moment in (first, last, first + (last - first) / 2):
                    assert not is_quiet(moment, zone)
                    assert not days.is_public_holiday(local_date(moment, zone), territory)
                assert window.not_after <= due.at + timedelta(hours=4)
    assert left > 365 * 5


def test_quiet_hours_are_the_group_s_own() -> None:
    owner = Owner("g1", 1, "Europe/Paris", None, (), willing=True, quiet_from=time(12), quiet_to=time(14))
    plan = Plan(1, "geste", "g1", "09:00", EVERY_DAY, "Europe/Paris", LONG_AGO)
    due = Due(plan, date(2026, 11, 24), NINE, late=False)
    window = leave_between(owner, due, NINE + 2 * HOUR)
    assert window is not None
    assert window.not_after == NINE + 3 * HOUR
    assert leave_between(owner, due, NINE + 3 * HOUR) is None
