"""Asking somebody in private: how often, and when it may reach them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rules.civil import Closed, instant, next_open_minute
from rules.deliveries import Window

MOST_A_DAY = 40  # people asked in a day for one person's requests
BY_ONE_ASKER = 2  # asks of one person for the same asker's requests, within RECENT
RECENT = timedelta(days=7)


def month_of(now: datetime, zone: str) -> datetime:
    """The instant when this month began there."""
    return instant(now.astimezone(ZoneInfo(zone)).date().replace(day=1), time(0), zone)


def window(now: datetime, zone: str, holiday: Closed, last: date) -> Window | None:
    """When an ask for something on `last` at the latest may reach its reader, by the reader's own clock and days.

    Never at night, on a Sunday or on a public holiday of theirs; None when that is too late.
    """
    opens = next_open_minute(now, zone, holiday=holiday, sundays=False)
    until = instant(last + timedelta(days=1), time(0), zone)
    return Window(opens if opens > now else None, until) if opens < until else None
