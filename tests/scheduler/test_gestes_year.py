"""Four hundred days of gestes through the real step and a real database, in three zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from actions import geste_day, gestes
from actions.desk import Desk, holidays
from rules.civil import instant
from rules.geste_owners import Owner
from rules.gestes import UnderAlert, eligible
from rules.residents import Rhythm
from scheduler.plans import ring_one
from storage import gestes as store
from storage.engine import transaction
from storage.tables import NeighbourGroup, table
from tests.world.rows import a_group, a_person, a_zone, content, shown

DAY = timedelta(days=1)
FIRST = date(2026, 10, 1)
HOMES = {"Europe/Paris": "44109", "America/Miquelon": "97502", "Pacific/Marquesas": "98731"}


def desk(session: Session, now: datetime) -> Desk:
    return Desk(session, now, content())


def live(engine: Engine, days: int, *, alone: bool) -> dict[str, Owner]:
    """Ring at 09:00 of each place, sometimes twice as after a restart; `alone` adds a person, every day."""
    with transaction(engine) as session:
        keys = [f"g{a_group(session, n, zone, zone_id=a_zone(session, zone, commune))}"
                for n, (zone, commune) in enumerate(HOMES.items(), start=1)]
        if alone:
            keys.append(f"p{a_person(session, 99, geste_rhythm=Rhythm.DAY)}")
    moments = sorted({instant(FIRST + n * DAY, "09:00", zone) for n in range(days) for zone in HOMES})
    for start in range(0, len(moments), 60):
        for n, moment in enumerate(moments[start:start + 60]):
            for _again in range(2 if n % 7 == 0 else 1):
                with transaction(engine) as session:
                    for follow in (gestes.follow_groups, gestes.follow_people):
                        follow(desk(session, moment), 0)
                while ring_one(engine, desk, moment):
                    pass
            with transaction(engine) as session:
                session.connection().execute(table(NeighbourGroup).update().values(untouched=0))
    with transaction(engine) as session:
        found = {key: store.owner_of(session, key, datetime(2026, 10, 1, tzinfo=UTC)) for key in keys}
    return {key: owner for key, owner in found.items() if owner}


def check(owner: Owner, said: list[tuple[date, str]]) -> None:
    seen: dict[str, date] = {}
    for day, geste in said:
        today = geste_day.conditions_for(content(), owner, day)
        open_now = [g.id for g in content().gestes if eligible(g, day, today)]
        assert geste in open_now, f"{geste} is out of season on {day}"
        assert not all(isinstance(term, UnderAlert) for term in content().geste(geste).when)
        if geste in seen:
            never = set(open_now) - set(seen)
            assert not never, f"{geste} came back on {day} before {never}"
            assert seen[geste] == min(seen[g] for g in open_now)
            assert day - seen[geste] >= 70 * DAY
        seen[geste] = day


def test_four_hundred_days_in_three_zones(sqlite_engine: Engine) -> None:
    owners = live(sqlite_engine, 400, alone=False)
    assert len(owners) == 3
    for key, owner in owners.items():
        said = shown(sqlite_engine, key)
        assert len({day for day, _geste in said}) == len(said)
        assert not any(holidays(owner.commune, owner.timezone)(day) for day, _geste in said)
        assert all(day.weekday() < 5 for day, _geste in said)
        assert 260 <= len(said) <= 286
        assert len({geste for _day, geste in said}) < len(said), "no geste came back: nothing was shown"
        check(owner, said)
    assert len({tuple(shown(sqlite_engine, key)) for key in owners}) == 3


def test_thirty_days_on_each_engine(engine: Engine) -> None:
    for key, owner in live(engine, 30, alone=True).items():
        check(owner, shown(engine, key))
