"""However many answers one person is owed, what is owed to the others leaves at once, after a restart too."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from rules.deliveries import DeliveryState, Lane, Policy, Purpose
from storage import ledger
from storage.engine import transaction
from tests.deliveries.conftest import NOW, Notebook, at_work, people, post, sender_of, states, until, words
from tests.pilots import fresh_sqlite

CROWD = 100_000
S = DeliveryState


def owe(engine: Engine, address: int, count: int, state: DeliveryState) -> None:
    """So many answers for one place, all different, as a flood would leave them: written by the database itself."""
    with transaction(engine) as session:
        draft = ledger.Draft(words("Bonjour"), address, Lane.ANSWER, Purpose.ANSWER, Policy.AT_LEAST_ONCE)
        [first] = ledger.add_all(session, draft, [address], NOW, 1)
        numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"  # noqa: S608
        said = "kind, params, purpose, policy, author_id, weight, created_at"
        rest = "address_id, lane, vt, reason, attempts, epoch, not_before, not_after, telegram_id, edit, replaces"
        theirs = ", ".join(f"delivery.{column}" for column in rest.split(", "))
        for order in (
                f"INSERT INTO message ({said}) {numbers} SELECT {said} FROM message, n WHERE message.id = "  # noqa: S608
                "(SELECT message_id FROM delivery WHERE id = :first)",
                f"INSERT INTO delivery (message_id, changed_at, state, {rest}) SELECT message.id, "  # noqa: S608
                f"delivery.changed_at, '{state}', {theirs} FROM delivery, message WHERE delivery.id = :first "
                "AND message.id > delivery.message_id"):
            session.connection().execute(text(order), {"first": first})
        session.connection().execute(text("UPDATE delivery SET state = :state WHERE id = :first"),
                                     {"state": str(state), "first": first})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as plain:
        plain.exec_driver_sql("ANALYZE delivery")


async def test_a_hundred_thousand_answers_of_one_person_hold_up_nobody(engine: Engine) -> None:
    [flooder] = people(engine, 1)
    others = people(engine, 12, first=5000)
    owe(engine, flooder, CROWD, S.WAITING)
    owe(engine, flooder, 500, S.READY)
    assert await last_of_the_others(engine, others) <= 2.0


@settings(max_examples=5, deadline=None)
@given(waiting=st.integers(0, 3000), ready=st.integers(0, 600), crowds=st.integers(1, 3))
def test_whatever_some_are_owed_the_others_are_told_within_two_seconds(waiting: int, ready: int, crowds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = fresh_sqlite(Path(folder))
        flooders, others = people(engine, crowds), people(engine, 12, first=5000)
        for flooder in flooders:
            owe(engine, flooder, waiting + 1, S.WAITING)
            owe(engine, flooder, ready + 1, S.READY)
        took = asyncio.run(last_of_the_others(engine, others, crowds))
        engine.dispose()
    assert took <= 2.0


async def last_of_the_others(engine: Engine, others: list[int], crowds: int = 1) -> float:
    """Seconds from the sender's first word to the last of twelve: alerts, cards, campaigns and answers of theirs."""
    rows = [post(engine, [one], f"pour {one}", lane=lane, purpose=Purpose.NOTICE)[0]
            for one, lane in zip(others, [Lane.ALERT, Lane.NOTICE, Lane.CAMPAIGN, Lane.ANSWER] * 3, strict=True)]
    voice = Notebook()
    sender = sender_of(engine, voice, per_second=25.0)
    async with at_work(sender):
        await until(lambda: states(engine, rows) == [S.SENT] * 12, 10)
    mine = [n for n, one in enumerate(voice.said) if one.delivery in rows]
    assert len(voice.said) - 12 <= 6 * crowds, "who is owed so much is answered meanwhile, slowly"
    return voice.at[mine[-1]] - voice.at[0]
