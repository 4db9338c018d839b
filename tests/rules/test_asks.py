"""Who is asked once a month is, each month, and never waits more than 31 days: whatever falls on its edges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache, partial

import pytest

from content import days
from rules.asks import due, has_room, look_again
from rules.calendar import Territory
from rules.civil import DAY, instant, local_date
from rules.manners import Hours, Reader, next_open

PARIS, REUNION = "Europe/Paris", "Indian/Reunion"
PLACES = ((Territory.METROPOLE, PARIS), (Territory.ALSACE, PARIS), (Territory.REUNION, REUNION))
IDS = ["Loire-Atlantique", "Alsace", "La Réunion"]


@cache
def closed(day: date, territory: Territory) -> bool:
    return days.is_public_holiday(day, territory=territory)


def there(territory: Territory = Territory.METROPOLE, zone: str = PARIS) -> Reader:
    return Reader(zone, holiday=partial(closed, territory=territory))


def at(day: str, hour: int = 10, zone: str = PARIS) -> datetime:
    return instant(date.fromisoformat(day), time(hour), zone)


def asked_next(last: datetime, asked: int, limit: int, reader: Reader) -> datetime:
    """When the guarantee asks somebody who was asked last at that instant, and so often that month."""
    now = last
    while (following := look_again(last, asked, limit, now, reader)) > now:
        if local_date(following, reader.timezone).month != local_date(now, reader.timezone).month:
            asked = 0
        now = following
    return now


def open_moments(reader: Reader) -> Iterator[datetime]:
    """Of each working day of fifteen years: the first of its hours, or a late one."""
    day = date(2026, 1, 1)
    while day.year <= 2040:
        moment = instant(day, time(9) if day.toordinal() % 2 else time(19, 55), reader.timezone)
        if next_open(Hours.WORKDAYS, moment, reader) == moment:
            yield moment
        day += DAY


@pytest.mark.parametrize(("territory", "zone"), PLACES, ids=IDS)
def test_whoever_may_be_asked_is_again_within_31_days_and_never_over_their_limit(territory: Territory, zone: str
                                                                                 ) -> None:
    reader = there(territory, zone)
    for last in open_moments(reader):
        for limit in (1, 2):
            if not has_room(limit - 1, limit, last, reader):
                continue
            following = asked_next(last, limit, limit, reader)
            first, then = local_date(last, zone), local_date(following, zone)
            assert then - first <= timedelta(days=31), (limit, first, then)
            assert (then.year, then.month) != (first.year, first.month), (limit, first, then)
            assert has_room(0, limit, following, reader), (limit, first, then)
            assert next_open(Hours.WORKDAYS, following, reader) == following


@pytest.mark.parametrize(("territory", "zone"), PLACES, ids=IDS)
def test_whoever_comes_back_is_asked_within_a_week(territory: Territory, zone: str) -> None:
    """After a pause, or a year: on the first day from which they can be asked each month."""
    reader = there(territory, zone)
    for moment in open_moments(reader):
        now, last = moment, moment - timedelta(days=200)
        while (following := look_again(last, 0, 1, now, reader)) > now:
            now = following
        assert now - moment < timedelta(days=7), local_date(moment, zone)


def test_not_on_the_first_day_of_a_month_that_a_month_beginning_with_a_sunday_follows() -> None:
    """1 February 2026 is a Sunday: asked on 1 January, they would wait more than 31 days."""
    assert not has_room(0, 1, at("2026-01-01"), there())
    assert has_room(0, 1, at("2026-01-02"), there())
    assert has_room(0, 4, at("2026-01-02"), there()), "one of four is not the last"


def test_nor_when_that_month_comes_later() -> None:
    """Asked on 1 March 2027 they could be on Thursday 1 April, and then not within 31 days: 1 May is a holiday, the 2nd
    a Sunday.
    """
    assert not has_room(0, 1, at("2027-03-01"), there())
    assert has_room(0, 1, at("2027-03-02"), there())
    assert has_room(0, 2, at("2027-03-01"), there())


def test_nobody_is_asked_more_than_they_chose() -> None:
    assert not has_room(1, 1, at("2026-01-20"), there())
    assert not has_room(4, 4, at("2026-01-20"), there())


@pytest.mark.parametrize(("last", "expected"), [
    ("2026-11-24", "2026-12-24"),  # thirty days later
    ("2026-11-25", "2026-12-24"),  # Christmas Day: the day before
    ("2026-11-28", "2026-12-28"),
], ids=["a month", "holiday", "again"])
def test_when_somebody_is_to_be_asked_again(last: str, expected: str) -> None:
    assert local_date(due(at(last), there()), PARIS) == date.fromisoformat(expected)
