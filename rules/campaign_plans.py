"""For whom a message of the town would leave, when, and whom it waits for or will not reach. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from rules.campaigns import Campaign
from rules.civil import clock, instant, local_date
from rules.deliveries import Window
from rules.manners import Hours, Reader
from rules.timezones import zone_words
from rules.words import Words, _, lines, n_


class Why(StrEnum):
    """Why it waits for somebody, or does not reach them."""

    QUIET = "quiet"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"
    CAP = "cap"
    PAST = "past"
    APPEALS = "appeals"


def later(why: Why, count: int, first: datetime) -> Words:
    """first: on the clock of whoever is served first."""
    day, hour = first.date(), clock(first)
    match why:
        case Why.SUNDAY:
            return n_("🕘 {n} groupe ne le recevra pas un dimanche : dès {day} à {hour}.",
                      "🕘 {n} groupes ne le recevront pas un dimanche : dès {day} à {hour}.", count, day=day, hour=hour)
        case Why.HOLIDAY:
            return n_("🕘 {n} groupe ne le recevra pas un jour férié : dès {day} à {hour}.",
                      "🕘 {n} groupes ne le recevront pas un jour férié : dès {day} à {hour}.", count, day=day,
                      hour=hour)
        case Why.CAP:
            return n_("🕘 {n} groupe a déjà deux messages cette semaine-là : dès {day} à {hour}.",
                      "🕘 {n} groupes ont déjà deux messages cette semaine-là : dès {day} à {hour}.", count, day=day,
                      hour=hour)
        case _:
            return n_("🕘 {n} groupe le recevra après ses heures de calme : dès {day} à {hour}.",
                      "🕘 {n} groupes le recevront après leurs heures de calme : dès {day} à {hour}.", count, day=day,
                      hour=hour)


@dataclass(frozen=True, slots=True)
class Stay:
    """When it would leave for one reader; not_before None is now. why: of a wait, or of what never leaves."""

    window: Window | None
    opens: datetime
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """windows: by address. groups, people: of those it leaves for. zones: how many readers keep each legal time.

    waits: for each reason, how many groups and the first of their hours, as their own clock says it.
    dropped: for each reason, how many it will not reach. leaves: the first instant of all.
    """

    windows: Mapping[int, Window] = field(default_factory=dict)
    groups: int = 0
    people: int = 0
    zones: Mapping[str, int] = field(default_factory=dict)
    waits: Mapping[Why, tuple[int, datetime]] = field(default_factory=dict)
    dropped: Mapping[Why, int] = field(default_factory=dict)
    leaves: datetime | None = None
    residents: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.windows


def meant_for(campaign: Campaign, now: datetime, timezone: str) -> datetime:
    """The hour it was asked for, on this reader's clock; now, when that is past or none was said."""
    if campaign.send_day is None or campaign.send_at is None:
        return now
    return max(now, instant(campaign.send_day, campaign.send_at, timezone))


def closes_at(campaign: Campaign, meant: datetime, timezone: str) -> datetime:
    """After this instant it is of no use to this reader."""
    last = campaign.last_day(local_date(meant, timezone))
    if campaign.event and campaign.closes:
        return instant(last, campaign.closes, timezone)
    return instant(date.fromordinal(last.toordinal() + 1), time(0), timezone)


def why_later(hours: Hours, meant: datetime, opens: datetime, reader: Reader) -> Why | None:
    """Which rule makes somebody wait."""
    if opens <= meant:
        return None
    day = meant.astimezone(ZoneInfo(reader.timezone)).date()
    if reader.holiday(day):
        return Why.HOLIDAY
    if hours is Hours.WORKDAYS and day.weekday() == 6:
        return Why.SUNDAY
    return Why.QUIET


def gathered(stays: Mapping[int, Stay], zones: Mapping[int, str], groups: frozenset[int], residents: int = 0) -> Plan:
    """What is said of all of them. zones: the legal time of each address; groups: which of them are."""
    windows = {address: stay.window for address, stay in stays.items() if stay.window is not None}
    waits: dict[Why, tuple[int, datetime]] = {}
    for address, stay in stays.items():
        if address in groups and stay.window is not None and stay.why is not None:
            count, first = waits.get(stay.why, (0, stay.opens))
            local = min(first, stay.opens).astimezone(ZoneInfo(zones[address]))
            waits[stay.why] = count + 1, local
    dropped = Counter(stay.why for address, stay in stays.items() if address in groups and stay.window is None
                      and stay.why)
    found = [address for address in windows if address in groups]
    return Plan(windows, len(found), len(windows) - len(found), Counter(zones[a] for a in windows), waits, dropped,
                min((stays[a].opens for a in windows), default=None), residents)


def said(plan: Plan) -> tuple[Words, ...]:
    """What a cap, quiet hours, a Sunday or a holiday changes, in one line each; nothing when nothing does."""
    found = [later(why, count, first) for why, (count, first) in sorted(plan.waits.items())]
    if late := plan.dropped.get(Why.PAST, 0):
        found.append(n_("✖ {n} groupe ne le recevra pas : ce serait trop tard pour lui.",
                        "✖ {n} groupes ne le recevront pas : ce serait trop tard pour eux.", late))
    if full := plan.dropped.get(Why.CAP, 0):
        found.append(n_("✖ {n} groupe ne le recevra pas : il a déjà deux messages par semaine d’ici là.",
                        "✖ {n} groupes ne le recevront pas : ils ont déjà deux messages par semaine d’ici là.", full))
    if busy := plan.dropped.get(Why.APPEALS, 0):
        found.append(n_("✖ {n} groupe ne le recevra pas : il a déjà deux appels en cours.",
                        "✖ {n} groupes ne le recevront pas : ils ont déjà deux appels en cours.", busy))
    return tuple(found)


def when_words(campaign: Campaign, zones: Mapping[str, int]) -> Words:
    """The day in full, the hour, and on whose clock."""
    if campaign.send_day is None or campaign.send_at is None:
        return _("tout de suite")
    hour = clock(campaign.send_at)
    if len(zones) == 1:
        zone = zone_words(next(iter(zones)))
        return _("{day} à {hour}, {zone}", day=campaign.send_day, hour=hour, zone=zone)
    if not zones:
        return _("{day} à {hour}, à l’heure de chaque groupe", day=campaign.send_day, hour=hour)
    each = lines(*(_("· {zone} : {n}", zone=zone_words(zone), n=n) for zone, n in sorted(zones.items())))
    return _("{day} à {hour}, à l’heure de chaque groupe\n{each}", day=campaign.send_day, hour=hour, each=each)
