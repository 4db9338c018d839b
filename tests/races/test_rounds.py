"""Doorsteps of a round are given once, whoever presses at once and however often the house dies; on both databases.

`ROUND_KILLS=20 python -m pytest -n 0 tests/races/test_rounds.py` shows the figure of the promise.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select

from rules.alerts import AlertState
from rules.campaigns import CampaignKind
from rules.console import TownRole
from rules.rounds import Coverage, DoorState, HelperState
from storage import alerts, campaigns, round_counts, rounds, zones
from storage.engine import open_engine
from storage.tables import Address, Delivery, Message, Person, Vouch, table
from storage.tables.rounds import WatchDoor, WatchHelper
from tests.world.http.nest import hatch
from tests.world.peupliers import MORNING, Peupliers
from tests.world.racing import at_once, tapped
from tests.world.rows import a_person, a_role, a_zone

KILLS = int(os.environ.get("ROUND_KILLS", "5"))
DOORS, FIRST = 300 if KILLS >= 20 else 90, 9000
_d, _h = table(WatchDoor), table(WatchHelper)


def a_round(engine: Engine, *, streets: int, doors: int, volunteers: int) -> Peupliers:
    """A round that goes on; each volunteer was asked, in one of its streets, where a référent spoke for them."""
    town = Peupliers(engine)
    karim = town.karim.person_id
    with town.street.session() as session:
        alert = campaigns.add(session, CampaignKind.ALERT, "AB12", karim, MORNING, theme="alerte_canicule", title="",
                              text="", audience={})
        alerts.add(session, alert, MORNING, rehearsal=False)
        alerts.step(session, alert, AlertState.ON, opened_at=MORNING)
        number = rounds.open_(session, alert, karim, MORNING)
        assert number is not None
        made = []
        for n in range(streets):
            zone = a_zone(session, f"rue {n}")
            a_role(session, karim, TownRole.REFERENT, zone_id=zone)
            made.append((rounds.street_of(session, number, zone), zone))
            for one in range(doors // streets):
                rounds.add(session, made[n][0], MORNING, who=f"Porte {n}-{one}", by_id=karim)
        for n in range(volunteers):
            street, zone = made[n % streets]
            person = a_person(session, FIRST + n, first_name=f"V{n:02}")
            zones.settle(session, person, zone, MORNING)
            session.connection().execute(insert(table(Vouch)).values(person_id=person, by_id=karim, at=MORNING))
            session.connection().execute(insert(_h).values(
                round_id=number, street_id=street, person_id=person, state=HelperState.ASKED, asked_at=MORNING))
    return town


def given(town: Peupliers) -> list[tuple[DoorState, int | None]]:
    with town.street.session() as session:
        return [(r.state, r.volunteer_id) for r in session.connection().execute(select(
            _d.c.state, _d.c.volunteer_id).order_by(_d.c.id))]


def test_twenty_taps_of_one_batch_for_five_doorsteps(engine: Engine) -> None:
    town = a_round(engine, streets=1, doors=5, volunteers=20)
    town.street.dialogue.handle_batch([tapped(FIRST + n, "round.go:1") for n in range(20)], MORNING, 0, {})
    states = given(town)
    assert [state for state, _who in states] == [DoorState.GIVEN] * 5
    assert len({who for _state, who in states}) == 5, "one each"


def test_twenty_listeners_and_one_who_presses_from_two_telephones(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    town = a_round(engine, streets=1, doors=30, volunteers=20)
    presses = [tapped(FIRST + n, "round.go:1") for n in range(20)] + [
        tapped(FIRST + n, "round.go:1", 1000) for n in range(4)]
    at_once(lambda one: town.street.dialogue.handle_batch([one], MORNING, 0, {}), presses)
    held = Counter(who for state, who in given(town) if state is DoorState.GIVEN)
    assert len(held) == 20
    assert set(held.values()) == {1}
    engine.dispose()


@pytest.mark.crash
@pytest.mark.parametrize(("database", "doors"), [
    ("sqlite", DOORS), pytest.param("postgres", DOORS, marks=pytest.mark.postgres)])
async def test_three_hundred_doorsteps_by_twenty_volunteers_through_kills(
        request: pytest.FixtureRequest, database: str, doors: int, tmp_path: Path) -> None:
    """kill -9 at any moment: each doorstep is read by one volunteer, answered once, and the coverage is right."""
    url = str(request.getfixturevalue(f"{database}_url"))
    engine = open_engine(url)
    town = a_round(engine, streets=3, doors=doors, volunteers=20)
    engine.dispose()
    one = await hatch("tests.races.round_worker", url, str(KILLS), "20261128", env=os.environ, errors=tmp_path / "log")
    ended = await asyncio.wait_for(one.wait(), 300)
    left = [int(line) for line in (await one.stdout.read()).split()]
    print(f"{database}: doorsteps left at each kill: {left}")
    assert ended == 0, (tmp_path / "log").read_text()[-2000:]
    assert len(left) == KILLS
    assert left[0] > 0, "killed in the middle of it"
    town.street.restart()
    assert [state for state, _who in given(town)] == [DoorState.SEEN] * doors
    with town.street.session() as session:
        read = {(r.params["door"], r.id) for r in session.connection().execute(
            select(table(Message).c.params, table(Person).c.id).join(
                table(Delivery), table(Delivery).c.message_id == table(Message).c.id).join(
                table(Address), table(Address).c.id == table(Delivery).c.address_id).join(
                table(Person), table(Person).c.address_id == table(Address).c.id).where(
                table(Message).c.kind == "rounds.doorstep"))}
        went = session.connection().execute(select(_d.c.id, _d.c.volunteer_id)).all()
        assert read == {(r.id, r.volunteer_id) for r in went}
        assert all(one.door_id is None for one in session.connection().execute(select(_h.c.door_id)))
        said = round_counts.coverage(session, 1)
    assert [(one.asked, one.covered, one.open) for one in said] == [(doors // 3, doors // 3, 0)] * 3
    assert all(isinstance(one, Coverage) for one in said)
    engine.dispose()
