"""A ring costs what is due, not what there is: 5,000 open requests, 5,000 residents at zero, 2,000 groups."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, event, insert, select

from rules.deliveries import AddressState
from rules.groups import GroupState
from rules.help import Slot
from rules.residents import Rhythm, Standing, ZoneKind
from scheduler.ring import A_RING, Ring
from storage import agenda
from storage.engine import transaction
from storage.help import LOOK
from storage.schedules import NEVER
from storage.tables import (
    Address,
    Agenda,
    Delivery,
    HelpRequest,
    Message,
    NeighbourGroup,
    Person,
    Residence,
    Schedule,
    Zone,
    table,
)
from tests.world.rows import LONG_AGO, content

MANY, GROUPS = 5000, 2000
TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)
TWO_SECONDS = timedelta(seconds=2)
TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
IDLE, A_LOOK = 10, 40


@pytest.fixture
def town(engine: Engine) -> Engine:
    """Everybody has been there for long; each request waits for a day to come."""
    with transaction(engine) as session:
        connection = session.connection()
        connection.execute(insert(table(Zone)), [{"kind": ZoneKind.STREET, "label": "rue des Lilas", "key": "lilas"}])
        connection.execute(insert(table(Address)), [
            {"service": "telegram", "value": n if n <= MANY else -n, "thread": 0, "state": AddressState.OPEN}
            for n in range(1, MANY + GROUPS + 1)])
        connection.execute(insert(table(Person)), [
            {"address_id": n, "first_name": "Odile", "standing": Standing.RESIDENT, "geste_rhythm": Rhythm.NEVER,
             "skills": {}, "joined_at": LONG_AGO, "first_seen_at": LONG_AGO, "seen_at": TUESDAY}
            for n in range(1, MANY + 1)])
        connection.execute(insert(table(Residence)), [
            {"person_id": n, "zone_id": 1, "since": LONG_AGO} for n in range(1, MANY + 1)])
        connection.execute(insert(table(NeighbourGroup)), [
            {"address_id": MANY + n, "name": f"Rue {n}", "state": GroupState.INSTALLED, "zone_id": 1,
             "added_at": LONG_AGO, "installed_at": LONG_AGO} for n in range(1, GROUPS + 1)])
        connection.execute(insert(table(HelpRequest)), [
            {"asker_id": n, "zone_id": 1, "kind": "courses", "day": date(2026, 12, 20), "slot": Slot.MORNING,
             "minutes": 30, "note": "", "visit_code": "4821", "created_at": TUESDAY, "need": 1, "taken": 0,
             "expires_at": datetime(2026, 12, 24, tzinfo=UTC)} for n in range(1, MANY + 1)])
        agenda.put(session, LOOK, {n: TUESDAY + timedelta(days=2) for n in range(1, MANY + 1)})
        at_rest(session)
    return engine


def at_rest(session: object) -> None:
    """What always has a next look has it later, and every plan is known: an hour at which nothing is due."""
    from sqlmodel import Session

    from actions.agenda import standing

    assert isinstance(session, Session)
    for what in standing():
        agenda.put(session, what, {0: TUESDAY + timedelta(minutes=1)})
    session.connection().execute(insert(table(Schedule)), [
        {"kind": "geste", "owner": f"g{n}", "group_id": n, "hour": "09:00", "days": "1111100", "active": True,
         "timezone": "Europe/Paris", "since": LONG_AGO, "next_at": TUESDAY + timedelta(hours=23)}
        for n in range(1, GROUPS + 1)])
    session.connection().execute(insert(table(Schedule)), [
        {"kind": "geste", "owner": f"p{n}", "person_id": n, "hour": "09:00", "days": "0000000", "active": False,
         "timezone": "Europe/Paris", "since": LONG_AGO, "next_at": NEVER} for n in range(1, MANY + 1)])


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.lstrip().startswith(TRANSACTION):
            said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


def test_a_ring_when_nothing_is_due(town: Engine) -> None:
    with statements(town) as said:
        Ring(town, content())(TUESDAY)
    assert len(said) <= IDLE, said


def test_a_ring_costs_what_is_due(town: Engine) -> None:
    """Seven requests of five thousand."""
    with transaction(town) as session:
        agenda.put(session, LOOK, dict.fromkeys(range(1, 8), TUESDAY))
    with statements(town) as said:
        Ring(town, content())(TUESDAY)
    assert len(said) <= IDLE + 7 * A_LOOK, len(said)


def test_the_25th_goes_by_small_pieces(town: Engine) -> None:
    """Five thousand are to be asked: no piece of a ring, between which turns pass, does more than a page of it."""
    morning = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    with transaction(town) as session:
        agenda.put(session, "hours.month", {0: morning - timedelta(hours=14)})
    ring = Ring(town, content())
    for _ring in range(3):  # it shares the morning with the rhythm of the groups: what is left waits for the next ring
        pieces = []
        with statements(town) as said:
            for _piece in ring.pieces(morning):
                pieces.append(len(said))
                said.clear()
        assert max(pieces) <= A_LOOK
        assert len(pieces) <= 2 * A_RING + 2
    asks = table(Message)
    with transaction(town) as session:
        told = session.connection().execute(select(table(Delivery).c.address_id).join(
            asks, asks.c.id == table(Delivery).c.message_id).where(asks.c.kind == "hours.small_ask")).scalars().all()
        left = session.connection().execute(select(table(Agenda).c.id).where(
            table(Agenda).c.what == "hours.ask")).scalars().all()
    assert len(told) == len(set(told)) > 0
    assert len(told) + len(left) <= MANY
