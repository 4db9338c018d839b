"""Civil time: the instant of a local date and hour, and the hours when nobody is disturbed.

An hour that the spring change skips is read with the offset in force before it (02:30 becomes 03:30); an hour
that the autumn change repeats is taken once, the first time. Instants returned are UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rules.words import Words, _

DAY = timedelta(days=1)
QUIET_FROM, QUIET_TO = time(20), time(9)
BEFORE_QUIET = timedelta(minutes=30)
UNDO = timedelta(seconds=60)  # « ↩ Annuler » after something was saved
HORIZON = 400
MONTHS = (_("Janvier"), _("Février"), _("Mars"), _("Avril"), _("Mai"), _("Juin"), _("Juillet"), _("Août"),
          _("Septembre"), _("Octobre"), _("Novembre"), _("Décembre"))
Closed = Callable[[date], bool]


def instant(day: date, at: time | str, zone: str) -> datetime:
    """The UTC instant of `at` ("HH:MM" or a time) on that local date."""
    hour = time.fromisoformat(at) if isinstance(at, str) else at
    return datetime.combine(day, hour.replace(fold=0), ZoneInfo(zone)).astimezone(UTC)


def clock(at: time | datetime | str) -> Words:
    """How an hour is said: « 9 h », « 9 h 30 », each language in its own way. A datetime is read as it stands."""
    hour = time.fromisoformat(at) if isinstance(at, str) else at
    if hour.minute:
        return _("{hour} h {minute}", hour=hour.hour, minute=f"{hour.minute:02}")
    return _("{hour} h", hour=hour.hour)


def local_date(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def falls_on(days: str, day: date) -> bool:
    """`days` is seven characters from Monday, "1111100" on weekdays."""
    return days[day.weekday()] == "1"


def occurrences(at: time | str, days: str, zone: str, after: datetime) -> Iterator[tuple[date, datetime]]:
    """Local dates and instants strictly after `after`, without end; nothing when no day is marked."""
    day = local_date(after, zone) - DAY
    while "1" in days:
        if falls_on(days, day) and (moment := instant(day, at, zone)) > after:
            yield day, moment
        day += DAY


def latest(at: time | str, days: str, zone: str, until: datetime) -> tuple[date, datetime] | None:
    """The last local date and instant at or before `until`, within the last eight days."""
    today = local_date(until, zone)
    for back in range(9):
        day = today - back * DAY
        if falls_on(days, day) and (moment := instant(day, at, zone)) <= until:
            return day, moment
    return None


def in_quiet_hours(clock: time, quiet_from: time, quiet_to: time) -> bool:
    """Whether this local hour is within quiet hours; they may cross midnight, equal bounds mean none."""
    if quiet_from <= quiet_to:
        return quiet_from <= clock < quiet_to
    return clock >= quiet_from or clock < quiet_to


def is_quiet(now: datetime, zone: str, quiet_from: time = QUIET_FROM, quiet_to: time = QUIET_TO) -> bool:
    """Whether the local clock is within quiet hours; equal bounds mean none."""
    return in_quiet_hours(now.astimezone(ZoneInfo(zone)).time(), quiet_from, quiet_to)


def _never(_day: date) -> bool:
    return False


def next_open_minute(now: datetime, zone: str, quiet_from: time = QUIET_FROM, quiet_to: time = QUIET_TO, *,
                     holiday: Closed = _never, sundays: bool = True) -> datetime:
    """`now` itself when one may speak, else the first instant when one may.

    holiday: the public holidays of the place. sundays: False when Sundays are closed too.
    """

    def closed(day: date) -> bool:
        return holiday(day) or (not sundays and day.weekday() == 6)

    today = local_date(now, zone)
    if not closed(today) and not is_quiet(now, zone, quiet_from, quiet_to):
        return now.astimezone(UTC)
    openings = sorted({time(0), quiet_to} if not in_quiet_hours(time(0), quiet_from, quiet_to) else {quiet_to})
    for day in (today + n * DAY for n in range(HORIZON)):
        if not closed(day):
            for opening in openings:
                if (moment := instant(day, opening, zone)) > now:
                    return moment
    raise ValueError(f"no open day within {HORIZON} days of {today}")


def open_until(now: datetime, zone: str, quiet_from: time = QUIET_FROM, quiet_to: time = QUIET_TO) -> datetime:
    """The instant when the next quiet hours begin, from a moment outside them; a day later when there are none."""
    if quiet_from == quiet_to:
        return now.astimezone(UTC) + DAY
    return next(moment for _day, moment in occurrences(quiet_from, "1111111", zone, now))


def waking(due: datetime, zone: str, quiet_from: time = QUIET_FROM, quiet_to: time = QUIET_TO) -> datetime:
    """When a reminder due at `due` is said: half an hour before the quiet hours it would fall in (19:30)."""
    if not is_quiet(due, zone, quiet_from, quiet_to):
        return due.astimezone(UTC)
    began = latest(quiet_from, "1111111", zone, due)
    assert began is not None
    return began[1] - BEFORE_QUIET
