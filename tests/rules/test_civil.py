"""Civil time over thirteen zones, 2026–2036. What is expected comes from the law of each zone, not from zoneinfo."""

from __future__ import annotations

import time as time_of
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import pytest

from bot.render import Renderer
from rules.civil import (
    clock,
    in_quiet_hours,
    instant,
    is_quiet,
    latest,
    local_date,
    next_open_minute,
    occurrences,
    open_until,
    waking,
)

OFFSETS = {"Europe/Paris": 60, "America/Miquelon": -180, "America/Guadeloupe": -240, "America/Martinique": -240,
           "America/St_Barthelemy": -240, "America/Cayenne": -180, "Indian/Reunion": 240, "Indian/Mayotte": 180,
           "Pacific/Noumea": 660, "Pacific/Tahiti": -600, "Pacific/Gambier": -540, "Pacific/Wallis": 720,
           "Pacific/Marquesas": -570}
"""Minutes east of UTC in winter."""
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def sunday(year: int, month: int, rank: int) -> date:
    """The rank-th Sunday of a month; -1 for the last."""
    if rank > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (rank - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() + 1) % 7)


def changes(zone: str, year: int) -> tuple[date, date] | None:
    """The days when summer time begins and ends, by European or North American law."""
    if zone == "Europe/Paris":
        return sunday(year, 3, -1), sunday(year, 10, -1)
    if zone == "America/Miquelon":
        return sunday(year, 3, 2), sunday(year, 11, 1)
    return None


def expected(zone: str, day: date, at: time) -> datetime:
    """Winter time outside summer, an hour less in it. On the day of the change, 02:00 to 03:00 (Paris) or 01:00
    to 02:00 (Miquelon, in autumn) is what is skipped or repeated."""
    wall = datetime.combine(day, at, UTC) - timedelta(minutes=OFFSETS[zone])
    days = changes(zone, day.year)
    if days is None:
        return wall
    begins, ends = days
    springs_at = time(3)  # first hour that exists again, in both
    autumn_until = time(3) if zone == "Europe/Paris" else time(2)  # the repeated hour ends here, first time counted
    summer = begins < day < ends or (day == begins and at >= springs_at) or (day == ends and at < autumn_until)
    return wall - HOUR if summer else wall


def around(zone: str, year: int) -> Iterator[date]:
    for change in changes(zone, year) or changes("Europe/Paris", year) or ():
        yield from (change + n * DAY for n in range(-3, 4))


@pytest.mark.parametrize("zone", OFFSETS)
def test_the_week_around_each_change_every_half_hour(zone: str) -> None:
    """13 zones × 5 years × 2 changes × 7 days × 48 hours = 43,680 cases."""
    cases = 0
    for year in range(2026, 2031):
        for day in around(zone, year):
            for half in range(48):
                at = time(half // 2, 30 * (half % 2))
                assert instant(day, at, zone) == expected(zone, day, at), (zone, day, at)
                cases += 1
    assert cases == 3360


def test_the_hours_that_stock_schedulers_lose_or_double() -> None:
    paris, miquelon = "Europe/Paris", "America/Miquelon"
    assert instant(date(2027, 3, 29), "00:00", paris) == datetime(2027, 3, 28, 22, tzinfo=UTC)
    assert instant(date(2027, 3, 15), "00:00", miquelon) == datetime(2027, 3, 15, 2, tzinfo=UTC)
    assert instant(date(2026, 10, 25), "02:30", paris) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    skipped = instant(date(2027, 3, 28), "02:30", paris)
    assert skipped == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)  # 03:30 there


@pytest.mark.parametrize("zone", OFFSETS)
def test_civil_calendar(zone: str) -> None:
    """Every day once from 2026 to 2036, at hours that changes skip or repeat, and always at the same civil hour."""
    for at in ("00:00", "01:30", "02:30", "09:00", "23:59"):
        start = instant(date(2026, 1, 1), at, zone) - timedelta(seconds=1)
        rung = list(islice(occurrences(at, "1111111", zone, start), 4018))
        assert [day for day, _at in rung] == [date(2026, 1, 1) + n * DAY for n in range(4018)]
        moments = [moment for _day, moment in rung]
        assert moments == sorted(set(moments))
        assert all(local_date(moment, zone) == day for day, moment in rung)
        assert rung[-1][0] == date(2036, 12, 31)


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/Miquelon", "Pacific/Marquesas"])
def test_latest_and_next_meet(zone: str) -> None:
    now = datetime(2026, 10, 24, 0, 7, tzinfo=UTC)
    for _n in range(400):
        now += timedelta(hours=1, minutes=17)
        after = next(occurrences("02:30", "1010110", zone, now))
        before = latest("02:30", "1010110", zone, now)
        assert before is not None
        assert before[1] <= now < after[1]
        assert latest("02:30", "1010110", zone, after[1]) == after
        assert next(occurrences("02:30", "1010110", zone, before[1])) == after
    assert latest("02:30", "0000000", zone, now) is None
    assert list(occurrences("02:30", "0000000", zone, now)) == []


def test_quiet_hours_of_a_group() -> None:
    assert in_quiet_hours(time(20), time(20), time(9))
    assert in_quiet_hours(time(8, 59), time(20), time(9))
    assert not in_quiet_hours(time(9), time(20), time(9))
    assert not in_quiet_hours(time(19, 59), time(20), time(9))
    assert in_quiet_hours(time(13), time(12), time(14))
    assert not in_quiet_hours(time(14), time(12), time(14))
    assert not any(in_quiet_hours(time(h), time(0), time(0)) for h in range(24))


def at(text: str) -> datetime:
    """A Paris winter hour."""
    return datetime.fromisoformat(text + "+01:00")


@pytest.mark.parametrize(("now", "opens"), [
    ("2026-11-24T10:00", "2026-11-24T10:00"), ("2026-11-24T08:59", "2026-11-24T09:00"),
    ("2026-11-24T20:00", "2026-11-25T09:00"), ("2026-11-28T21:00", "2026-11-30T09:00"),
    ("2026-11-29T11:00", "2026-11-30T09:00"), ("2026-12-24T20:30", "2026-12-26T09:00"),
])
def test_what_falls_in_quiet_hours_waits_for_the_next_open_minute(now: str, opens: str) -> None:
    holidays = {date(2026, 12, 25)}
    found = next_open_minute(at(now), "Europe/Paris", holiday=holidays.__contains__, sundays=False)
    assert found == at(opens)


def test_siesta_and_no_quiet_at_all() -> None:
    assert next_open_minute(at("2026-11-24T13:00"), "Europe/Paris", time(12), time(14)) == at("2026-11-24T14:00")
    holiday = {date(2026, 11, 24)}.__contains__
    assert next_open_minute(at("2026-11-24T13:00"), "Europe/Paris", time(12), time(14),
                            holiday=holiday) == at("2026-11-25T00:00")
    assert next_open_minute(at("2026-11-24T03:00"), "Europe/Paris", time(0), time(0)) == at("2026-11-24T03:00")
    assert open_until(at("2026-11-24T03:00"), "Europe/Paris", time(0), time(0)) == at("2026-11-25T03:00")
    assert open_until(at("2026-11-23T10:00"), "Europe/Paris") == at("2026-11-23T20:00"), "a Monday is a day like others"
    with pytest.raises(ValueError, match="no open day"):
        next_open_minute(at("2026-11-24T03:00"), "Europe/Paris", holiday=lambda _day: True)


def test_a_reminder_due_at_night_goes_at_half_past_seven_the_evening_before() -> None:
    paris = "Europe/Paris"
    assert waking(at("2026-11-25T06:00"), paris) == at("2026-11-24T19:30")
    assert waking(at("2026-11-24T22:00"), paris) == at("2026-11-24T19:30")
    assert waking(at("2026-11-24T20:00"), paris) == at("2026-11-24T19:30")
    assert waking(at("2026-11-24T15:00"), paris) == at("2026-11-24T15:00")
    assert waking(at("2026-11-24T08:30"), paris, time(22), time(8)) == at("2026-11-24T08:30"), "they wake at eight"


@pytest.mark.parametrize("zone", OFFSETS)
def test_quiet_hours(zone: str) -> None:
    """A year, every 37 minutes: the next open minute is open, is not before now, and none before it is."""
    holidays = {date(2027, 1, 1), date(2027, 3, 29), date(2027, 5, 1), date(2027, 12, 25)}
    now = datetime(2027, 1, 1, tzinfo=UTC)
    while now.year == 2027:
        opens = next_open_minute(now, zone, holiday=holidays.__contains__, sundays=False)
        assert opens >= now
        assert not is_quiet(opens, zone)
        assert local_date(opens, zone) not in holidays
        assert local_date(opens, zone).weekday() != 6
        for minutes in (1, 60, 600):
            just = opens - timedelta(minutes=minutes)
            if now <= just < opens:
                closed = local_date(just, zone) in holidays or local_date(just, zone).weekday() == 6
                assert closed or is_quiet(just, zone)
        assert is_quiet(open_until(opens, zone), zone)
        now += timedelta(minutes=37)


@pytest.mark.parametrize(("hour", "french", "english"), [
    ("09:00", "9 h", "9:00"), ("18:30", "18 h 30", "18:30"), ("00:05", "0 h 05", "0:05"), ("00:00", "0 h", "0:00")])
def test_an_hour_is_said_as_each_language_says_it(hour: str, french: str, english: str) -> None:
    shown = Renderer({})
    assert shown.plain(clock(hour), "fr") == french.replace(" ", "\u00a0")
    assert shown.plain(clock(time.fromisoformat(hour)), "en") == english
    assert shown.html(clock(datetime.fromisoformat(f"2026-11-24T{hour}+00:00")), "en") == english


@pytest.mark.parametrize("machine", ["Europe/Paris", "UTC", "Pacific/Kiritimati", "America/St_Johns"])
def test_the_machine_s_own_zone_changes_nothing(machine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every zone, five years, every half hour of the weeks around each change, and where the next rings come."""
    monkeypatch.setenv("TZ", machine)
    time_of.tzset()
    try:
        for zone in OFFSETS:
            for year in range(2026, 2031):
                for day in around(zone, year):
                    for half in range(48):
                        at = time(half // 2, 30 * (half % 2))
                        assert instant(day, at, zone) == expected(zone, day, at), (machine, zone, day, at)
                    assert local_date(expected(zone, day, time(12)), zone) == day
    finally:
        monkeypatch.undo()
        time_of.tzset()


@pytest.mark.parametrize("zone", OFFSETS)
def test_every_half_hour_rings_once_a_day_for_five_years(zone: str) -> None:
    """48 schedules a zone, one day after another across each change of five years: none is lost, doubled or early."""
    for half in range(48):
        at = time(half // 2, 30 * (half % 2))
        for year in range(2026, 2031):
            for change in changes(zone, year) or ():
                start = expected(zone, change - 3 * DAY, at) - timedelta(seconds=1)
                rung = list(islice(occurrences(f"{at:%H:%M}", "1111111", zone, start), 7))
                days = [change + n * DAY for n in range(-3, 4)]
                assert rung == [(day, expected(zone, day, at)) for day in days], (zone, at, change)
