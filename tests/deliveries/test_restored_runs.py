"""A server restored from a backup never says again by itself what the backup had still to say. On both engines."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from actions.privacy import leaver
from content.catalogue import load
from rules.campaigns import CampaignKind, CampaignState
from rules.deliveries import DeliveryState, Lane, Policy, Purpose, Window
from scheduler.ring import Ring
from storage import campaigns, halting, runs
from storage.backup import backup, restore
from storage.engine import open_engine, transaction
from storage.waking import wake
from tests.deliveries.conftest import (
    NOW,
    Clock,
    Notebook,
    at_work,
    message_of,
    people,
    post,
    sender_of,
    states,
    until,
)

S = DeliveryState


@pytest.fixture(autouse=True)
def _in_a_folder_of_our_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


async def played(engine: Engine, seconds: float = 60, ahead: timedelta = timedelta()) -> Notebook:
    """Everything due then is done, and everything ready is said."""
    voice = Notebook()
    clock = Clock(ahead)
    ring = Ring(engine, load())
    async with at_work(sender_of(engine, voice, now=clock)):
        ring(clock())
        await until(lambda: not {S.READY, S.SENDING} & set(states(engine)), seconds)
        ring(clock())
    return voice


async def test_nothing_is_said_again_after_a_restore(database_url: str, tmp_path: Path) -> None:
    """The backup is older than the campaign's end; resumed by a person, it still says nothing twice by itself."""
    engine = open_engine(database_url)
    soon = NOW + timedelta(hours=1)
    everybody = people(engine, 30)
    rows = post(engine, everybody)
    later = post(engine, everybody[:5], "À 10 h 30", window=Window(soon, None))
    alert = post(engine, everybody[:3], "Alerte", lane=Lane.ALERT, purpose=Purpose.ALERT,
                 policy=Policy.AT_LEAST_ONCE)
    with transaction(engine) as session:
        running = campaigns.add(session, CampaignKind.CAMPAIGN, "111111", None, NOW)
        planned = campaigns.add(session, CampaignKind.CAMPAIGN, "222222", None, NOW)
        campaigns.step(session, planned, CampaignState.PLANNED, NOW)
        campaigns.step(session, running, CampaignState.PLANNED, NOW)
        campaigns.step(session, running, CampaignState.ACTIVE, NOW)
    saved = backup(database_url, tmp_path / "kept", None, NOW)
    said = Counter(one.delivery for one in (await played(engine, ahead=timedelta(hours=2))).said)
    assert set(said) == {*rows, *later, *alert}
    engine.dispose()

    restore(saved, database_url, None, leaver(load()))
    engine = open_engine(database_url)
    assert (await played(engine, ahead=timedelta(hours=3))).said == []
    assert set(states(engine, rows)) == {S.UNCERTAIN}
    assert set(states(engine, [*later, *alert])) == {S.PAUSED}
    messages = [message_of(engine, one) for one in (rows[0], later[0], alert[0])]
    with transaction(engine) as session:
        assert [c.state for n in (running, planned) if (c := campaigns.by_id(session, n))] == [
            CampaignState.PAUSED, CampaignState.DRAFT]
        for message in messages:
            halting.resume(session, message, NOW + timedelta(hours=3))
        assert runs.tally(session, messages[0]).uncertain == 30
    again = await played(engine, ahead=timedelta(hours=4))
    assert {one.delivery for one in again.said} == set(alert), "an alert is said at least once; the rest is listed"
    assert set(states(engine, later)) == {S.UNCERTAIN}
    engine.dispose()


def test_what_had_an_hour_that_has_not_come_leaves_at_its_hour_once_resumed(
        database_url: str, tmp_path: Path) -> None:
    engine = open_engine(database_url)
    tomorrow = NOW + timedelta(days=1)
    rows = post(engine, people(engine, 3), window=Window(tomorrow, None))
    saved = backup(database_url, tmp_path / "kept", None, NOW)
    engine.dispose()
    restore(saved, database_url, None, leaver(load()))
    engine = open_engine(database_url)
    message = message_of(engine, rows[0])
    with transaction(engine) as session:
        assert not wake(session, tomorrow)
        halting.resume(session, message, NOW + timedelta(hours=3))
    assert states(engine, rows) == [S.WAITING] * 3
    engine.dispose()
