"""The geste comes at its hour, on the right days, once, to those who want it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine, select

from rules.deliveries import Purpose
from rules.gestes import is_tied_day
from rules.groups import GroupRhythm, GroupState
from rules.residents import Rhythm
from storage.engine import transaction
from storage.tables import Delivery, table
from tests.world.rows import (
    a_group,
    a_need,
    a_person,
    a_zone,
    gestes_said,
    group_row,
    occurrences,
    ring_at,
    said,
    set_group,
    shown,
)

# Tuesday 24 November 2026: 09:00 in Paris is 08:00 UTC.
NINE = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
MONDAY = NINE - timedelta(days=1)
DAY = timedelta(days=1)


def test_a_group_gets_it_at_nine_on_a_weekday_without_a_sound(engine: Engine) -> None:
    with transaction(engine) as session:
        group = a_group(session, 1)
    ring_at(engine, NINE - timedelta(seconds=1))
    assert gestes_said(engine) == []
    ring_at(engine, NINE)
    [card] = gestes_said(engine)
    assert card.kind == "geste.card"
    assert card.params["owner"] == f"g{group}"
    assert card.params["silent"] is True
    assert card.not_after == NINE + timedelta(hours=4)
    assert occurrences(engine)[date(2026, 11, 24)] == "done"


def test_the_same_ring_again_says_nothing_more(engine: Engine) -> None:
    with transaction(engine) as session:
        a_group(session, 1)
        a_person(session, 7, geste_rhythm=Rhythm.DAY)
    for seconds in (0, 2, 4, 60, 3600):
        ring_at(engine, NINE + timedelta(seconds=seconds))
    assert len(gestes_said(engine)) == 2


def test_days_without_one(engine: Engine) -> None:
    with transaction(engine) as session:
        group = a_group(session, 1)
    saturday, christmas = datetime(2026, 11, 28, 8, tzinfo=UTC), datetime(2026, 12, 25, 8, tzinfo=UTC)
    ring_at(engine, saturday)
    ring_at(engine, saturday + DAY)
    ring_at(engine, christmas)
    assert gestes_said(engine) == []
    assert occurrences(engine)[date(2026, 12, 25)] == "skipped"
    assert shown(engine, f"g{group}") == []


def test_a_holiday_of_the_place_only(engine: Engine) -> None:
    """Good Friday is a day off in Strasbourg, not in Nantes; 27 May is one in Guadeloupe alone."""
    with transaction(engine) as session:
        a_group(session, 1, zone_id=a_zone(session, "rue du Sapin", "67482"))
        nantes = a_group(session, 2, zone_id=a_zone(session, "rue du Port", "44109"))
        overseas = a_group(session, 3, "America/Guadeloupe", zone_id=a_zone(session, "rue du Quai", "97120"))
    ring_at(engine, datetime(2027, 3, 26, 8, tzinfo=UTC))
    assert [c.params["owner"] for c in gestes_said(engine)] == [f"g{nantes}"]
    ring_at(engine, datetime(2027, 3, 26, 13, tzinfo=UTC))
    assert [c.params["owner"] for c in gestes_said(engine)] == [f"g{nantes}", f"g{overseas}"]
    ring_at(engine, datetime(2027, 5, 27, 13, tzinfo=UTC))
    assert [c.params["owner"] for c in gestes_said(engine)].count(f"g{overseas}") == 1


def test_weekly_on_monday_and_never(engine: Engine) -> None:
    with transaction(engine) as session:
        weekly = a_group(session, 1, geste_rhythm=GroupRhythm.WEEKLY)
        a_group(session, 2, geste_rhythm=GroupRhythm.NEVER)
        person = a_person(session, 7)
        a_person(session, 8, geste_rhythm=Rhythm.NEVER)
    for n in range(8):
        ring_at(engine, MONDAY + n * DAY)
    assert [c.params["owner"] for c in gestes_said(engine)] == [f"g{weekly}", f"p{person}"] * 2


def test_nothing_for_those_who_paused_stopped_or_left(engine: Engine) -> None:
    later = NINE + DAY
    with transaction(engine) as session:
        a_group(session, 1, paused_until=later)
        a_group(session, 2, state=GroupState.REMOVED)
        a_group(session, 3, state=GroupState.ADDED)
        a_person(session, 7, geste_rhythm=Rhythm.DAY, paused_until=later)
        a_person(session, 8, geste_rhythm=Rhythm.DAY, stopped=True)
    ring_at(engine, NINE)
    assert gestes_said(engine) == []


def test_each_at_the_hour_they_chose_in_their_own_zone(engine: Engine) -> None:
    with transaction(engine) as session:
        a_person(session, 7, geste_rhythm=Rhythm.DAY, geste_hour="18:30", timezone="Indian/Reunion")
    due = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
    ring_at(engine, due - timedelta(minutes=1))
    assert gestes_said(engine) == []
    ring_at(engine, due)
    [card] = gestes_said(engine)
    assert card.not_after == datetime(2026, 11, 24, 16, 0, tzinfo=UTC)  # 20:00 there: quiet


def test_after_a_change_of_hour_it_comes_at_the_new_one_and_not_twice(engine: Engine) -> None:
    with transaction(engine) as session:
        group = a_group(session, 1)
    ring_at(engine, NINE)
    set_group(engine, group, geste_hour="17:00")
    for hours in range(1, 30):
        ring_at(engine, NINE + timedelta(hours=hours))
    assert len(gestes_said(engine)) == 1
    ring_at(engine, NINE + DAY + timedelta(hours=8))
    assert len(gestes_said(engine)) == 2


def test_a_group_installed_at_noon_waits_for_tomorrow(engine: Engine) -> None:
    with transaction(engine) as session:
        a_group(session, 1, installed_at=NINE + timedelta(hours=3))
    ring_at(engine, NINE + timedelta(hours=3, seconds=2))
    assert gestes_said(engine) == []
    ring_at(engine, NINE + DAY)
    assert len(gestes_said(engine)) == 1


def test_ten_without_a_tap_then_once_a_week_and_its_admin_told(engine: Engine) -> None:
    with transaction(engine) as session:
        admin = a_person(session, 7, geste_rhythm=Rhythm.NEVER)
        group = a_group(session, 1, installed_by=admin)
    for n in range(40):
        ring_at(engine, MONDAY + n * DAY)
    days = [datetime.fromisoformat(c.params["day"]["v"]).date() for c in gestes_said(engine)]
    assert len(days[:10]) == 10
    assert days[9] == date(2026, 12, 4)
    assert days[10:] == [date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 21), date(2026, 12, 28)]
    told = [notice.kind for notice in said(engine, Purpose.NOTICE)]
    assert told.count("geste.calmer") == 1
    assert group_row(engine, group).geste_rhythm is GroupRhythm.WEEKLY


def test_one_in_five_is_tied_to_an_open_need_nearby(engine: Engine) -> None:
    with transaction(engine) as session:
        zone = a_zone(session, "rue des Lilas", "44109")
        asker = a_person(session, 7, geste_rhythm=Rhythm.NEVER)
        a_need(session, asker, zone, date(2030, 1, 1))
        group = a_group(session, 1, zone_id=zone)
        elsewhere = a_group(session, 2, zone_id=a_zone(session, "rue du Port", "44109"))
    for n in range(12):
        ring_at(engine, MONDAY + n * DAY)
    for card in gestes_said(engine):
        day = date.fromisoformat(card.params["day"]["v"])
        tied = card.params["owner"] == f"g{group}" and is_tied_day(f"g{group}", day)
        assert card.params.get("need", False) is tied
    assert any(c.params.get("need") for c in gestes_said(engine))
    assert elsewhere


def test_one_broken_owner_keeps_nobody_waiting(engine: Engine) -> None:
    with transaction(engine) as session:
        a_group(session, 1, quiet_from="soir")
        healthy = a_group(session, 2)
    ring_at(engine, NINE)
    assert [c.params["owner"] for c in gestes_said(engine)] == [f"g{healthy}"]


def test_only_waiting_rows_have_a_beginning(engine: Engine) -> None:
    """A group whose hour falls in its quiet hours is written to when they end."""
    with transaction(engine) as session:
        a_group(session, 1, geste_hour="08:00")
    ring_at(engine, NINE - timedelta(hours=1))
    with transaction(engine) as session:
        assert session.connection().execute(select(table(Delivery).c.not_before)).scalar_one() == NINE
