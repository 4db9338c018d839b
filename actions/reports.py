"""The bilan of a group or of the town, put together from what storage counts."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

from actions.desk import Desk
from rules.groups import Group
from rules.periods import Period
from rules.privacy import TRACES_KEPT, a_month_after
from rules.reports import Report
from storage import groups
from storage import reports as store


def of_group(desk: Desk, group: Group, period: Period) -> Report:
    start, end = period.instants(group.timezone)
    ends = store.ends(desk.session, start, end, group.zone) if group.zone else Counter()
    return _report(desk, ends, period, group.timezone, group.id)


def of_town(desk: Desk, period: Period) -> Report:
    start, end = period.instants(desk.town.timezone)
    return _report(desk, store.ends(desk.session, start, end), period, desk.town.timezone, None)


def by_place(desk: Desk, period: Period) -> dict[int, Report]:
    """Requests alone, by place."""
    found: dict[int, dict[str, int]] = {}
    for (place, what), count in store.ends(desk.session, *period.instants(desk.town.timezone)).items():
        found.setdefault(place, {})[what] = count
    return {place: Report(ends) for place, ends in found.items()}


def _report(desk: Desk, ends: Counter[tuple[int, str]], period: Period, zone: str, group: int | None) -> Report:
    said: Counter[str] = Counter()
    for (_place, what), count in ends.items():
        said[what] += count
    declared, confirmed = store.hours(desk.session, period, group)
    start, end = period.instants(zone)
    today = desk.now.astimezone(ZoneInfo(zone)).date()
    known = period.month and a_month_after(period.first, TRACES_KEPT) >= today
    available, asked = store.asked(desk.session, group, start, end, desk.now) if known else (0, None)
    return Report(said, declared, confirmed, available, asked)


def began(desk: Desk, group: Group | None) -> datetime | None:
    """Since when there has been anything to count."""
    if group is None:
        return store.began(desk.session)
    row = groups.row(desk.session, group.id)
    found: datetime = row.installed_at or row.added_at
    return found
