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


def next_month(day: date) -> date:
    """The first day of the month after that day's."""
    return (day.replace(day=1) + 32 * DAY).replace(day=1)


def has_room(asked: int, limit: int, now: datetime, reader: Reader, last: datetime = NEVER) -> bool:
    """Whether somebody asked that often this month may be asked once more.

    The last ask of a month is kept for later while it could not be followed by another within 31 days: somebody who is
    asked once a month, and was on the 1st, would wait for the whole of the next. Who waits already need not.
    """
    if asked >= limit:
        return False
    return asked + 1 < limit or now - last >= DUE or opening_after(now, reader) <= now + LONGEST_UNASKED


def opening_after(now: datetime, reader: Reader) -> datetime:
    """The first instant of next month at which this reader may be asked."""
    first = instant(next_month(local_date(now, reader.timezone)), time(0), reader.timezone)
    return next_open(Hours.WORKDAYS, first, reader)


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
