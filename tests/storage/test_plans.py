"""No statement reads a whole table that grows with the town, on either engine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, UniqueConstraint, event, select
from sqlmodel import Session

from bot.handlers import HOUSE
from storage import (
    help_cards,
    hours,
    mentions,
    moves,
    privacy,
    residents,
    retention,
    schedules,
    shutting,
    thanks_month,
    waking,
)
from storage.engine import is_sqlite, transaction
from storage.housekeeping import forget
from storage.tables import HelpRequest, metadata, table
from tests.plans import scanned, watched
from tests.world.peupliers import Peupliers

NEXT_MONTH = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


def play(engine: Engine) -> None:
    """A hand asked, given and thanked; a geste; a month's end; somebody who goes."""
    home = Peupliers(engine)
    home.agreed()
    home.ask(home.fatou, day="2026-11-27")
    for who in (home.odile, home.karim):
        for order, _about in HOUSE.shown():
            who.say(f"/{order}")
    for hours_later in (1, 3, 20, 48, 72, 120, 168):
        home.street.at(datetime(2026, 11, 24, 9, 30, tzinfo=UTC) + timedelta(hours=hours_later))
        home.street.tick()
    home.street.at(NEXT_MONTH)
    home.street.tick()
    lucas = home.lucas.person_id
    with home.street.session() as session:
        rarer(session, home)
        known = residents.by_id(session, lucas)
        assert known is not None
        privacy.everything(session, known)
        privacy.erase(session, known, NEXT_MONTH)


def rarer(session: Session, home: Peupliers) -> None:
    """What comes once in a long while."""
    forget(session, NEXT_MONTH)
    retention.sleeping(session, NEXT_MONTH)
    retention.silent_visitors(session, NEXT_MONTH)
    hours.idle(session, [1, 2, 3], NEXT_MONTH.date(), NEXT_MONTH.date())
    thanks_month.month_of(session, home.group, NEXT_MONTH.date(), NEXT_MONTH.date())
    moves.move(session, -5, -6, NEXT_MONTH)
    shutting.reopen(session, home.chat.value, NEXT_MONTH)
    mentions.unname_the_gone(session, 0, 10, NEXT_MONTH)
    help_cards.groups_of(session, 1)
    waking.wake(session, NEXT_MONTH)


def test_no_statement_of_turns_and_rings_reads_a_whole_table(engine: Engine) -> None:
    with watched("sqlite", "postgresql") as plans:
        play(engine)
    assert len(plans.read) > 150
    assert plans.take() == []


def test_a_statement_that_reads_a_whole_table_is_seen(engine: Engine) -> None:
    q = table(HelpRequest)
    with transaction(engine) as session:
        raw = session.connection().connection.driver_connection
        for condition, whole in ((q.c.minutes == 30, ["help_request"]), (q.c.asker_id == 1, [])):
            statement = str(select(q.c.id).where(condition).compile(
                dialect=engine.dialect, compile_kwargs={"literal_binds": True}))
            assert scanned(engine.dialect.name, raw, statement, ()) == whole


def test_every_reference_is_found_by_an_index(engine: Engine) -> None:
    """Or the end of one person would read every table that may name them."""
    for made in metadata.tables.values():
        keys = [made.primary_key, *made.indexes, *(k for k in made.constraints if isinstance(k, UniqueConstraint))]
        led = {next(iter(key.columns)).name for key in keys}
        assert {fk.parent.name for fk in made.foreign_keys} <= led, made.name


def test_the_plan_due_the_longest_is_found_without_sorting_those_that_are_due(engine: Engine) -> None:
    """At nine o'clock, thirty thousand are."""
    asked: list[tuple[str, Any]] = []
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
    with transaction(engine) as session:
        assert schedules.ringing(session, ["geste", "thanks"], NEXT_MONTH, 1) == []
        statement, values = asked[-1]
        explain = "EXPLAIN QUERY PLAN" if is_sqlite(session) else "EXPLAIN"
        driver: Any = session.connection().connection.driver_connection
        if not is_sqlite(session):
            driver.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        plan = [str(row) for row in driver.execute(f"{explain} {statement}", values)]
    assert any("ix_schedule_next_at" in line for line in plan), plan
    assert not any(sorting in line for line in plan for sorting in ("TEMP B-TREE", "Sort")), plan
