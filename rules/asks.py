"""Asking somebody in private: how often at most, and at least once a month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from rules.civil import DAY, instant, local_date
from rules.manners import Hours, Reader, next_open

MOST_A_DAY = 40  # people asked in a day for one person's requests
BY_ONE_ASKER = 2  # asks of one person for the same asker's requests, within RECENT
RECENT = timedelta(days=7)
REST = timedelta(days=7)  # after an ask, unless there is nobody else
HELP_REST = timedelta(days=21)  # after a hand given: whoever helped is asked after those who did not
LONGEST_UNASKED = timedelta(days=31)
LONGEST_LATER = 30  # days ahead of « un autre jour »
SAFE_FROM = 8  # whoever is asked from this day of a month on can be in each that follows, whatever its holidays
DUE = timedelta(days=30)  # the guarantee leaves a day early, for the hours of the day
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when somebody who was never asked was asked last


class Answer(StrEnum):
    """What somebody answered to an ask. A no costs nothing and is shown to nobody."""

    YES = "yes"
    LATER = "later"
    NO = "no"


def month_of(now: datetime, zone: str) -> datetime:
    """The instant when this month began there."""
    return instant(now.astimezone(ZoneInfo(zone)).date().replace(day=1), time(0), zone)


def month_around(now: datetime, zone: str) -> tuple[datetime, datetime]:
    """The instants when this month began there, and when the next begins."""
    return month_of(now, zone), instant(next_month(local_date(now, zone)), time(0), zone)


def next_month(day: date) -> date:
    """The first day of the month after that day's."""
    return (day.replace(day=1) + 32 * DAY).replace(day=1)


def has_room(asked: int, limit: int, at: datetime, reader: Reader) -> bool:
    """Whether somebody asked that often in the month of `at` may be asked once more then: never so early that no other
    ask could follow within 31 days.
    """
    return asked < limit and (asked + 1 < limit or lasts(at, reader))


def lasts(at: datetime, reader: Reader) -> bool:
    """Whether somebody asked at that instant, and no more that month, can be in each of those that follow within
    31 days of the last time: on 1 January, not if 1 February is a Sunday; on 1 March, not if 1 May, a holiday, is the
    eve of another.
    """
    while (day := local_date(at, reader.timezone)).day < SAFE_FROM:
        at = latest_open(days_later(at, LONGEST_UNASKED, reader), reader)
        if local_date(at, reader.timezone) < next_month(day):
            return False
    return True


def days_later(at: datetime, span: timedelta, reader: Reader) -> datetime:
    """So many days later at the same hour there, whatever became of the clocks."""
    local = at.astimezone(ZoneInfo(reader.timezone))
    return instant(local.date() + span, local.time(), reader.timezone)


def look_again(last: datetime, asked: int, limit: int, now: datetime, reader: Reader) -> datetime:
    """`now` when somebody who was asked last at that instant, and that often this month, is to be asked; else when to
    look at them again.
    """
    at = due(last, reader)
    if at > now:
        return at
    if asked >= limit:
        return opening_after(now, reader)
    opens = next_open(Hours.WORKDAYS, now, reader)
    return opens if opens > now or has_room(asked, limit, now, reader) else opening_on(
        local_date(now, reader.timezone) + DAY, reader)


def opening_after(now: datetime, reader: Reader) -> datetime:
    """The first instant of next month at which this reader may be asked."""
    return opening_on(next_month(local_date(now, reader.timezone)), reader)


def opening_on(day: date, reader: Reader) -> datetime:
    """The first instant of that day, or of one that follows, at which this reader may be asked."""
    return next_open(Hours.WORKDAYS, instant(day, time(0), reader.timezone), reader)


def due(last: datetime, reader: Reader) -> datetime:
    """When somebody who was asked last at that instant is to be asked again at the latest: an open minute of a working
    day, within thirty days, and within the month that follows.
    """
    day = local_date(last, reader.timezone)
    end = instant(next_month(next_month(day)), time(0), reader.timezone) - timedelta(hours=10)
    return latest_open(min(last + DUE, end), reader)


def latest_open(moment: datetime, reader: Reader) -> datetime:
    """That instant, or an earlier one at which this reader may be disturbed by an ask; the hour of the day is kept
    where it is open, else noon is taken.
    """
    def is_open(at: datetime) -> bool:
        return next_open(Hours.WORKDAYS, at, reader) == at

    tries: tuple[Callable[[datetime], datetime], ...] = (lambda at: at, lambda at: noon(at, reader.timezone))
    for back in range(10):
        for at in tries:
            found = at(moment - back * DAY)
            if found <= moment and is_open(found):
                return found
    return next_open(Hours.WORKDAYS, moment, reader)


def noon(moment: datetime, zone: str) -> datetime:
    return instant(local_date(moment, zone), time(12), zone)
