"""When one may be disturbed: by manner, hour and place. Expected hours are read on a calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.desk import holidays
from rules.civil import is_quiet
from rules.deliveries import Window
from rules.manners import ANSWER, NOTICE, Hours, Manner, Reader, closing, is_shut, leaves, next_open

PARIS = "Europe/Paris"
EIGHT = timedelta(hours=8)


def at(zone: str, *moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZoneInfo(zone))  # type: ignore[misc, arg-type]


def reader(zone: str = PARIS, commune: str | None = None) -> Reader:
    return Reader(zone, holiday=holidays(commune, zone))


@pytest.mark.parametrize(("hours", "now", "opens"), [
    (Hours.ALWAYS, (2026, 12, 25, 3, 0), (2026, 12, 25, 3, 0)),
    (Hours.OPEN, (2026, 11, 24, 14, 30), (2026, 11, 24, 14, 30)),
    (Hours.OPEN, (2026, 11, 24, 20, 0), (2026, 11, 25, 9, 0)),
    (Hours.OPEN, (2026, 11, 24, 3, 0), (2026, 11, 24, 9, 0)),
    (Hours.OPEN, (2026, 12, 25, 10, 0), (2026, 12, 25, 10, 0)),
    (Hours.WORKDAYS, (2026, 11, 28, 21, 0), (2026, 11, 30, 9, 0)),  # a Saturday evening: Monday
    (Hours.WORKDAYS, (2026, 12, 25, 10, 0), (2026, 12, 26, 9, 0)),  # Christmas: Saturday
    (Hours.WORKDAYS, (2026, 11, 28, 10, 0), (2026, 11, 28, 10, 0)),
    (Hours.OFFICE, (2026, 11, 28, 10, 0), (2026, 11, 30, 9, 0)),
    (Hours.OFFICE, (2026, 11, 27, 18, 30), (2026, 11, 30, 9, 0)),
    (Hours.OFFICE, (2026, 11, 27, 18, 29), (2026, 11, 27, 18, 29)),
    (Hours.OFFICE, (2026, 11, 27, 9, 0), (2026, 11, 27, 9, 0)),
])
def test_each_manner_opens_at_its_hours(hours: Hours, now: tuple[int, ...], opens: tuple[int, ...]) -> None:
    assert next_open(hours, at(PARIS, *now), reader()) == at(PARIS, *opens)


@pytest.mark.parametrize(("commune", "zone", "holiday", "next_day"), [
    ("67482", PARIS, date(2026, 12, 26), 28),  # Strasbourg, the 26th; the 27th is a Sunday
    ("44109", PARIS, date(2026, 12, 26), 26),  # Nantes works on the 26th
    ("97411", "Indian/Reunion", date(2027, 12, 20), 21),  # the end of slavery in La Réunion
])
def test_a_holiday_is_that_of_the_one_who_reads(commune: str, zone: str, holiday: date, next_day: int) -> None:
    now = datetime.combine(holiday, time(10), ZoneInfo(zone))
    found = next_open(Hours.WORKDAYS, now, reader(zone, commune)).astimezone(ZoneInfo(zone))
    assert found.day == next_day


def test_what_may_wait_has_no_end_and_what_may_not_closes_with_the_evening() -> None:
    evening = at(PARIS, 2026, 11, 25, 19, 30)
    assert leaves(NOTICE, evening, reader()) == Window(None, None)
    closes = at(PARIS, 2026, 11, 25, 20, 0)
    assert leaves(Manner(hours=Hours.WORKDAYS, patience=EIGHT), evening, reader()) == Window(None, closes)
    late = leaves(Manner(hours=Hours.OPEN, patience=EIGHT), evening, reader(), due=at(PARIS, 2026, 11, 25, 10, 0))
    assert is_shut(late, evening)


def test_it_ends_with_its_patience_its_last_day_or_the_hours_whichever_comes_first() -> None:
    morning, hours = at(PARIS, 2026, 11, 25, 10, 0), timedelta(hours=1)
    hurried = Manner(hours=Hours.OPEN, patience=hours)
    assert leaves(hurried, morning, reader(), last=date(2026, 11, 25)).not_after == at(PARIS, 2026, 11, 25, 11, 0)
    calm = Manner(hours=Hours.ALWAYS, patience=24 * hours)
    assert leaves(calm, morning, reader(), last=date(2026, 11, 25)).not_after == at(PARIS, 2026, 11, 26, 0, 0)
    assert leaves(NOTICE, morning, reader(), last=date(2026, 11, 25)).not_after == at(PARIS, 2026, 11, 26, 0, 0)
    office = Manner(hours=Hours.OFFICE, patience=24 * hours)
    assert leaves(office, morning, reader()).not_after == at(PARIS, 2026, 11, 25, 18, 30)


def test_where_no_hour_is_quiet_it_may_be_said_for_a_day() -> None:
    morning = at(PARIS, 2026, 11, 25, 10, 0)
    assert closing(Hours.WORKDAYS, morning, Reader(PARIS, time(22), time(22))) == at(PARIS, 2026, 11, 26, 10, 0)


def test_what_closes_at_the_minute_it_opens_never_leaves() -> None:
    opens = at(PARIS, 2026, 11, 25, 9, 0)
    assert is_shut(Window(opens, opens), at(PARIS, 2026, 11, 24, 9, 0))
    assert is_shut(Window(None, opens), opens)
    assert not is_shut(Window(opens, opens + timedelta(minutes=1)), opens)


def test_an_answer_passes_at_any_hour() -> None:
    assert leaves(ANSWER, at(PARIS, 2026, 12, 25, 3, 0), reader()) == Window(None, None)


@given(st.integers(0, 5 * 366 * 24 * 60), st.sampled_from(list(Hours)),
       st.sampled_from([PARIS, "Pacific/Marquesas", "America/Miquelon", "Pacific/Wallis", "Indian/Reunion"]),
       st.times(), st.times())
def test_nobody_is_disturbed_at_a_closed_hour(minutes: int, hours: Hours, zone: str, quiet_from: time,
                                              quiet_to: time) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    there = Reader(zone, quiet_from.replace(second=0, microsecond=0), quiet_to.replace(second=0, microsecond=0),
                   holidays(None, zone))
    opens = next_open(hours, now, there)
    local = opens.astimezone(ZoneInfo(zone))
    assert opens >= now
    assert closing(hours, opens, there) > opens
    if hours in (Hours.OPEN, Hours.WORKDAYS):
        assert not is_quiet(opens, zone, there.quiet_from, there.quiet_to)
    if hours in (Hours.WORKDAYS, Hours.OFFICE):
        assert local.weekday() < 6
        assert not there.holiday(local.date())
