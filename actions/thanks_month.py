"""On the first weekday of a month, each group reads what it did in the month before: once, or nothing at all."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.agenda import when
from actions.desk import Desk, holidays
from messages.thanks_month import LATEST, GroupThanks
from rules.civil import DAY, instant
from rules.geste_owners import Owner, group_key
from rules.hours import SMALL
from rules.manners import is_workday
from rules.privacy import a_month_after
from rules.thanks_month import MOST_NAMES, Month, first_weekday, month_before
from storage import gestes, groups, thanks_month

A_PAGE = 100
WEEK = timedelta(days=7)
EAST = timedelta(hours=14)


@when("thanks.months", every=timedelta(days=31))
def months(desk: Desk, _house: int) -> None:
    """When a month begins in the easternmost zone, every installed group gets a look of its own."""
    here = (desk.now + EAST).date().replace(day=1)
    desk.later("thanks.page", 0)
    desk.at("thanks.months", 0, instant(a_month_after(here), time(0), "UTC") - EAST)


@when("thanks.page")
def page(desk: Desk, after: int) -> None:
    listed = groups.installed_after(desk.session, after, A_PAGE)
    desk.at_each("thanks.month", dict.fromkeys(listed, desk.now))
    if len(listed) == A_PAGE:
        desk.later("thanks.page", listed[-1])


@when("thanks.month")
def month(desk: Desk, number: int) -> None:
    """At the group's own hour; late by more than four hours, on the next weekday; a week late, not at all."""
    owner = gestes.owner_of(desk.session, group_key(number), desk.now)
    if owner is None:
        return
    due = next_due(desk, owner, groups.row(desk.session, number).geste_hour)
    if due is None:
        return
    if due > desk.now:
        desk.at("thanks.month", number, due)
    elif not owner.willing or desk.animated(owner.address, owner.timezone):
        desk.at("thanks.month", number, resumes(desk, number, due))
    elif desk.once(group_key(number), f"merci-{desk.now + EAST:%Y-%m}"):
        thank(desk, number, local_day(desk, owner), due)


def local_day(desk: Desk, owner: Owner) -> date:
    return desk.now.astimezone(ZoneInfo(owner.timezone)).date()


def next_due(desk: Desk, owner: Owner, hour: str) -> datetime | None:
    """The hour it is, or will be, said at; None when its week is over. The month is the one that has begun somewhere:
    when it does, most groups still live the last day of the one before.
    """
    closed = holidays(owner.commune, owner.timezone)
    begun = (desk.now + EAST).date()
    first = first_weekday(begun.year, begun.month, closed)
    start = max(local_day(desk, owner), first)
    for day in (start + n * DAY for n in range(WEEK.days + 1)):
        if day > first + WEEK:
            return None
        due = instant(day, hour, owner.timezone)
        if is_workday(day, closed) and desk.now < due + LATEST:
            return due
    return None


def resumes(desk: Desk, number: int, due: datetime) -> datetime:
    """At the end of the group's pause when that is today, else when today's hour is past."""
    until = groups.row(desk.session, number).paused_until
    return until if until and desk.now < until < due + LATEST else due + LATEST


def thank(desk: Desk, number: int, today: date, due: datetime) -> None:
    group = groups.by_id(desk.session, number)
    told = thanks_month.month_of(desk.session, number, *month_before(today))
    if group is not None and not told.empty:
        desk.tell_group(group, message(group.name, told), due=due)


def message(name: str, told: Month) -> GroupThanks:
    hours = told.minutes // 60 if told.noted_by >= SMALL else -1
    return GroupThanks(name, told.helps, told.gestes, hours, told.members, told.names[:MOST_NAMES])
