"""What a claim costs and whom it serves: by the plan the engine makes, not by the time it takes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, event, text, update

from rules.deliveries import DeliveryState, Lane, Window
from storage import halting, ledger, waking
from storage.engine import transaction
from storage.lease import take_lease
from storage.tables import Delivery, table
from tests.deliveries.conftest import NOW, TOKEN, claim, count, lease, message_of, people, post, row, states

_d = table(Delivery)


def plans(engine: Engine, ask: Any) -> str:
    """What the engine says it would do for the statements of `ask`."""
    seen: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        seen.append((statement, values))

    with transaction(engine) as session:
        connection = session.connection()
        if engine.dialect.name != "sqlite":
            connection.execute(text("ANALYZE delivery"))
        event.listen(engine, "before_cursor_execute", note)
        ask(session)
        event.remove(engine, "before_cursor_execute", note)
        how = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
        return "\n".join(str(tuple(r)) for statement, values in seen
                         for r in connection.exec_driver_sql(how + statement, values))


def crowd(engine: Engine) -> None:
    """Three thousand rows that are not to leave now, at the head of the order, and a few that are."""
    places = people(engine, 1500)
    post(engine, places, window=Window(NOW + timedelta(hours=3), None))
    halted = post(engine, places)
    with transaction(engine) as session:
        assert halting.pause(session, message_of(engine, halted[0]), NOW) == 1500
    post(engine, places[:5], "À dire")


def test_waiting_and_paused_rows_cost_nothing(engine: Engine) -> None:
    """A claim reads the index of ready rows and nothing else, and sorts nothing."""
    epoch = lease(engine)
    crowd(engine)
    told = plans(engine, lambda session: ledger.claim(session, TOKEN, epoch, NOW))
    assert "ix_delivery_ready" in told
    assert "SORT" not in told.upper()
    assert "TEMP B-TREE" not in told
    assert "ix_delivery_state" not in told
    assert count(engine, DeliveryState.SENDING) == 1


def test_waking_reads_only_what_is_due(engine: Engine) -> None:
    crowd(engine)
    told = plans(engine, lambda session: waking.wake(session, NOW))
    assert "ix_delivery_waiting" in told
    assert "ix_delivery_state" not in told


def test_rows_waiting_are_claimed_when_their_hour_comes(engine: Engine) -> None:
    epoch = lease(engine)
    [waiting] = post(engine, people(engine, 1), window=Window(NOW + timedelta(minutes=5), None))
    assert claim(engine, epoch) is None
    with transaction(engine) as session:
        waking.wake(session, NOW + timedelta(minutes=5))
    assert claim(engine, epoch, NOW + timedelta(minutes=5)) == waiting


def test_claim_names_one_token(engine: Engine) -> None:
    """The lease of one token gives no right under another's, nor after its time."""
    epoch = lease(engine)
    with transaction(engine) as session:
        assert take_lease(session, "another-town", "two", NOW) == 1
    post(engine, people(engine, 2))
    with transaction(engine) as session:
        assert ledger.claim(session, "no-such-town", epoch, NOW) is None
        assert ledger.claim(session, TOKEN, epoch + 1, NOW) is None
        assert ledger.claim(session, "another-town", 1, NOW + timedelta(seconds=4)) is None
        assert ledger.claim(session, TOKEN, epoch, NOW) is not None


def test_new_message_starts_at_smallest_vt(engine: Engine) -> None:
    """Level with the furthest behind: neither before everybody nor after them."""
    epoch, places = lease(engine), people(engine, 50)
    first = post(engine, places)
    for _ in range(20):
        claim(engine, epoch)
    second = post(engine, places)
    assert row(engine, second[0]).vt == row(engine, first[20]).vt
    turn = [claim(engine, epoch) for _ in range(10)]
    assert {delivery in first for delivery in turn[:2]} == {True, False}
    assert sum(delivery in second for delivery in turn) == 5


def test_what_wakes_starts_level_with_the_others(engine: Engine) -> None:
    """Planned long before, it neither goes before those who have sent half of theirs, nor after them."""
    epoch, places = lease(engine), people(engine, 40)
    nine = NOW + timedelta(hours=1)
    planned = [post(engine, places, window=Window(nine, None)) for _ in range(2)]
    running = post(engine, places)
    for _ in range(20):
        claim(engine, epoch)
    with transaction(engine) as session:
        assert not waking.wake(session, nine)
    turn = [claim(engine, epoch, nine) for _ in range(30)]
    for rows in (*planned, running):
        assert 9 <= sum(delivery in rows for delivery in turn) <= 11
    assert row(engine, planned[0][-1]).vt > row(engine, running[-1]).vt


def test_what_is_resumed_starts_level_with_the_others(engine: Engine) -> None:
    epoch, places = lease(engine), people(engine, 40)
    halted = post(engine, places)
    with transaction(engine) as session:
        halting.pause(session, message_of(engine, halted[0]), NOW)
    running = post(engine, places)
    for _ in range(20):
        claim(engine, epoch)
    with transaction(engine) as session:
        halting.resume(session, message_of(engine, halted[0]), NOW)
    turn = [claim(engine, epoch) for _ in range(20)]
    assert 9 <= sum(delivery in halted for delivery in turn) <= 11
    assert running[-1] not in turn


def test_a_crowd_wakes_some_at_a_time_and_in_fair_order(engine: Engine) -> None:
    """2,500 due at nine, and 200 of another message: in three looks all are ready, and the 200 get their share."""
    epoch, nine = lease(engine), NOW + timedelta(hours=1)
    many = post(engine, people(engine, 2500), window=Window(nine, None))
    few = post(engine, people(engine, 200, first=100_000), window=Window(nine, None))
    looks = 0
    while True:
        with transaction(engine) as session:
            looks += 1
            if not waking.wake(session, nine):
                break
    assert looks == 3
    assert set(states(engine, [*many, *few])) == {DeliveryState.READY}
    turn = [claim(engine, epoch, nine) for _ in range(400)]
    assert set(few) <= set(turn)


def test_weight_is_a_share(engine: Engine) -> None:
    """Twice the weight, twice the messages, while both have some."""
    epoch, places = lease(engine), people(engine, 60)
    heavy = post(engine, places, weight=2)
    post(engine, places, weight=1)
    turn = [claim(engine, epoch) for _ in range(30)]
    assert 19 <= sum(delivery in heavy for delivery in turn) <= 21


def test_fair_share_of_a_small_message_behind_a_large_one(engine: Engine) -> None:
    """Two hundred groups behind twenty thousand people leave within fifteen seconds at twenty a second."""
    epoch = lease(engine)
    many, few = people(engine, 20_000), people(engine, 200, first=100_000)
    post(engine, many)
    small = set(post(engine, few))
    turn = [claim(engine, epoch) for _ in range(301)]
    assert small <= set(turn)


def test_alert_lane(engine: Engine) -> None:
    """Fifty groups of an alert are the next fifty, whatever is waiting: two seconds and a half at twenty a second."""
    epoch = lease(engine)
    post(engine, people(engine, 5000))
    alert = post(engine, people(engine, 50, first=100_000), lane=Lane.ALERT)
    [answer] = post(engine, people(engine, 1, first=200_000), lane=Lane.ANSWER)
    assert [claim(engine, epoch) for _ in range(51)] == [answer, *alert]


def test_a_row_is_claimed_once(engine: Engine) -> None:
    epoch = lease(engine)
    post(engine, people(engine, 3))
    found = [claim(engine, epoch) for _ in range(5)]
    assert found[3:] == [None, None]
    assert len(set(found[:3])) == 3
    with transaction(engine) as session:
        session.connection().execute(update(_d).values(state=DeliveryState.SENT))
    assert claim(engine, epoch) is None
