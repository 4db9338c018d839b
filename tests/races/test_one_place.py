"""Neighbours of a new street join at the same moment: it is one place, and nobody reads an apology. On both engines."""

from __future__ import annotations

import threading

from sqlalchemy import Engine, func, select

from rules.residents import ZoneKind
from storage import zones
from storage.engine import transaction
from storage.tables import Zone, table

AT_ONCE, STREETS = 4, 5


def test_a_place_that_several_write_at_once_is_one(engine: Engine) -> None:
    barrier = threading.Barrier(AT_ONCE)
    found: list[tuple[str, int]] = []
    faults: list[BaseException] = []

    def join() -> None:
        try:
            for n in range(STREETS):
                barrier.wait(60)
                with transaction(engine) as session:
                    found.append((f"rue {n}", zones.ensure(session, ZoneKind.STREET, f"rue {n}", "44109").id))
        except BaseException as fault:  # noqa: BLE001 - shown by the test, in its own thread
            faults.append(fault)
            barrier.abort()

    threads = [threading.Thread(target=join) for _one in range(AT_ONCE)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert faults == []
    assert len(found) == AT_ONCE * STREETS
    assert len(set(found)) == STREETS
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(table(Zone))).scalar() == STREETS
