"""How something is said: how urgent, why, how surely, at which hours, how often. Declared once, by its kind.

`leaves` is the only place that decides when somebody may be disturbed. It is pure: who reads, where they are and
which days are holidays there are given to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from rules.civil import DAY, HORIZON, QUIET_FROM, QUIET_TO, Closed, instant, local_date, next_open_minute, open_until
from rules.deliveries import Lane, Policy, Purpose, Window

OFFICE_OPENS, OFFICE_CLOSES = time(9), time(18, 30)


class Hours(StrEnum):
    """When its reader may be disturbed for it.

    ALWAYS: an answer, an alert, somebody in danger. OPEN: out of their quiet hours. CIVIL: nor on a public holiday of
    theirs. WORKDAYS: nor on a Sunday. OFFICE: from Monday to Friday, at a civil hour, holidays apart.
    """

    ALWAYS = "always"
    OPEN = "open"
    CIVIL = "civil"
    WORKDAYS = "workdays"
    OFFICE = "office"


class Cap(StrEnum):
    """How often at most. ASKS: what a person chose to be asked a month. ANIMATION: posts of a group in a week."""

    NONE = "none"
    ASKS = "asks"
    ANIMATION = "animation"


ANIMATION_A_WEEK = 2


@dataclass(frozen=True, slots=True)
class Manner:
    """patience: how late it may still be said; then it never leaves. None: it is said however late.
    anew: whether a change of it that is refused is said as a new message.

    What concerns somebody's own affairs is said at least once; what goes to many at most once.
    """

    lane: Lane = Lane.NOTICE
    purpose: Purpose = Purpose.NOTICE
    policy: Policy = Policy.AT_LEAST_ONCE
    hours: Hours = Hours.OPEN
    cap: Cap = Cap.NONE
    patience: timedelta | None = None
    anew: bool = True


ANSWER = Manner(Lane.ANSWER, Purpose.ANSWER, hours=Hours.ALWAYS)
NOTICE = Manner()
# Between two people who arrange something: each waits for the other's word, or might set out for nothing.
REPLY = Manner(hours=Hours.ALWAYS)


def never(_day: date) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Reader:
    """Where a person or a group is, and when they sleep. holiday: the public holidays of their own territory."""

    timezone: str
    quiet_from: time = QUIET_FROM
    quiet_to: time = QUIET_TO
    holiday: Closed = never


def manner_of(message: Any) -> Manner:
    """The manner of a message's kind; a bare screen answers."""
    found = getattr(type(message), "manner", None)
    return found if isinstance(found, Manner) else ANSWER


def leaves(manner: Manner, now: datetime, reader: Reader, due: datetime | None = None,
           last: date | None = None) -> Window:
    """When it may leave. due: the hour it was meant for, when that is not the one it opens at. last: the last day, for
    its reader, on which it is of use.

    Where there is a patience the window closes with it, or with the hours; `is_shut` when nothing of it is left.
    """
    opens = next_open(manner.hours, now, reader)
    closes = None
    if manner.patience is not None:
        closes = min((due or opens) + manner.patience, closing(manner.hours, opens, reader))
    if last is not None:
        ends = instant(last + DAY, time(0), reader.timezone)
        closes = min(closes, ends) if closes else ends
    return Window(opens if opens > now else None, closes)


def is_shut(window: Window, now: datetime) -> bool:
    """Whether this window closes before it opens: nothing can leave."""
    return window.not_after is not None and window.not_after <= (window.not_before or now)


def next_open(hours: Hours, now: datetime, reader: Reader) -> datetime:
    """`now` itself when this reader may be disturbed at these hours, else the first instant when they may."""
    quiet = reader.timezone, reader.quiet_from, reader.quiet_to
    match hours:
        case Hours.ALWAYS:
            return now
        case Hours.OPEN:
            return next_open_minute(now, *quiet)
        case Hours.CIVIL:
            return next_open_minute(now, *quiet, holiday=reader.holiday)
        case Hours.WORKDAYS:
            return next_open_minute(now, *quiet, holiday=reader.holiday, sundays=False)
        case Hours.OFFICE:
            return _next_office(now, reader)


def _next_office(now: datetime, reader: Reader) -> datetime:
    today = local_date(now, reader.timezone)
    if is_workday(today, reader.holiday) and (
            OFFICE_OPENS <= now.astimezone(ZoneInfo(reader.timezone)).time() < OFFICE_CLOSES):
        return now
    for day in (today + n * DAY for n in range(HORIZON)):
        if is_workday(day, reader.holiday) and (moment := instant(day, OFFICE_OPENS, reader.timezone)) > now:
            return moment
    raise ValueError(f"no working day within {HORIZON} days of {today}")


def is_workday(day: date, holiday: Callable[[date], bool]) -> bool:
    """From Monday to Friday, and no public holiday."""
    return day.weekday() < 5 and not holiday(day)


def closing(hours: Hours, opens: datetime, reader: Reader) -> datetime:
    """The instant when these hours close, from a moment inside them; a day later when they never do."""
    if hours is Hours.OFFICE:
        return instant(local_date(opens, reader.timezone), OFFICE_CLOSES, reader.timezone)
    if hours is Hours.ALWAYS:
        return opens + DAY
    return open_until(opens, reader.timezone, reader.quiet_from, reader.quiet_to)
