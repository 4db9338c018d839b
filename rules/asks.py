"""Asking somebody in private: how often."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from rules.civil import instant

MOST_A_DAY = 40  # people asked in a day for one person's requests
BY_ONE_ASKER = 2  # asks of one person for the same asker's requests, within RECENT
RECENT = timedelta(days=7)


def month_of(now: datetime, zone: str) -> datetime:
    """The instant when this month began there."""
    return instant(now.astimezone(ZoneInfo(zone)).date().replace(day=1), time(0), zone)
