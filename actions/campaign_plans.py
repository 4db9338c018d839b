"""Whom a message of the town would reach and when: what its author sees before confirming, and what is done then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.desk import Desk, reader, territory
from messages.campaigns import CAMPAIGN, MODULE
from rules.appeals import OPEN_A_PLACE
from rules.audience import Audience, held_to, unpacked
from rules.campaign_plans import Plan, Stay, Why, closes_at, gathered, meant_for, why_later
from rules.campaigns import Campaign, CampaignKind
from rules.civil import instant, local_date
from rules.deliveries import Window
from rules.manners import ANIMATION_A_WEEK, Cap, Manner, leaves
from rules.refusals import Refusal
from rules.words import _
from storage import audience as audiences
from storage import campaign_weeks as weeks
from storage import console, modules
from storage.readers import Place

WEEKS_AHEAD = 3
A_WEEK = timedelta(days=7)
NO_RIGHT = _("Seule une personne à qui la mairie en a donné le rôle peut le faire.")


def audience_of(desk: Desk, campaign: Campaign, person: int | None) -> Audience:
    """Whom it is for, no further than whoever sends it may write. Raises Refusal when they may not write at all."""
    limits = console.limits_of(desk.session, person) if person is not None else None
    if limits is None:
        raise Refusal(NO_RIGHT)
    return held_to(replace(unpacked(campaign.audience), theme=campaign.theme), limits)


def plan_of(desk: Desk, campaign: Campaign, person: int | None, manner: Manner = CAMPAIGN) -> Plan:
    """Read anew each time: groups come and go, and may write or not."""
    audience = audience_of(desk, campaign, person)
    addresses = audiences.addresses(desk.session, audience)
    if campaign.kind is not CampaignKind.ALERT:
        without = modules.without(desk.session, MODULE, addresses)
        addresses = [address for address in addresses if address not in without]
    groups = frozenset(one.address for one in audiences.groups(desk.session, audience)) & frozenset(addresses)
    places = weeks.places(desk.session, addresses)
    find = _finder(desk, campaign, manner)
    stays = {address: find(places[address]) for address in addresses if address in places}
    if manner.cap is Cap.ANIMATION:
        stays |= _within_cap(desk, campaign, manner, {a: s for a, s in stays.items() if a in groups}, places)
    if campaign.kind is CampaignKind.APPEAL:
        stays |= _busy(desk, {a: s for a, s in stays.items() if a in groups and s.window is not None})
    reach = audiences.reach(desk.session, audience)
    return gathered(stays, {a: places[a].timezone for a in stays}, groups, reach.residents)


def _finder(desk: Desk, campaign: Campaign, manner: Manner) -> Callable[[Place], Stay]:
    """When it would leave for a place; those whose clocks and calendars are the same are looked at once."""
    known: dict[object, Stay] = {}

    def find(place: Place) -> Stay:
        key = (place.timezone, place.quiet_from, place.quiet_to, territory(place.commune, place.timezone))
        if key not in known:
            known[key] = stay_of(desk.now, campaign, manner, place, meant_for(campaign, desk.now, place.timezone))
        return known[key]

    return find


def stay_of(now: datetime, campaign: Campaign, manner: Manner, place: Place, meant: datetime,
            why: Why | None = None) -> Stay:
    """From this instant on, for somebody there."""
    who = reader(place)
    window = leaves(manner, meant, who)
    opens = window.not_before or meant
    closes = closes_at(campaign, meant_for(campaign, now, place.timezone), place.timezone)
    if opens >= closes:
        return Stay(None, opens, why if why is Why.CAP else Why.PAST)
    return Stay(Window(opens if opens > now else None, closes), opens,
                why or why_later(manner.hours, meant, opens, who))


def _within_cap(desk: Desk, campaign: Campaign, manner: Manner, stays: Mapping[int, Stay],
                places: Mapping[int, Place]) -> dict[int, Stay]:
    """Groups that have had their two posts in the week it would come wait for the next one that has room."""
    moved: dict[int, Stay] = {}
    left = {a: s for a, s in stays.items() if s.window is not None}
    for _week in range(WEEKS_AHEAD):
        full = _full(desk, left, places)
        moved |= {address: _next_week(desk.now, campaign, manner, places[address], left[address]) for address in full}
        left = {address: moved[address] for address in full if moved[address].window is not None}
    return moved | {address: Stay(None, left[address].opens, Why.CAP) for address in _full(desk, left, places)}


def _busy(desk: Desk, stays: Mapping[int, Stay]) -> dict[int, Stay]:
    """Places with two appeals under way have no third."""
    today = local_date(desk.now, desk.town.timezone)
    had = weeks.open_appeals(desk.session, list(stays), today)
    return {a: Stay(None, s.opens, Why.APPEALS) for a, s in stays.items() if had.get(a, 0) >= OPEN_A_PLACE}


def _full(desk: Desk, stays: Mapping[int, Stay], places: Mapping[int, Place]) -> list[int]:
    found: list[int] = []
    mondays: dict[tuple[datetime, datetime], list[int]] = {}
    for address, stay in stays.items():
        mondays.setdefault(_week_of(stay.opens, places[address].timezone), []).append(address)
    for (since, until), these in mondays.items():
        had = weeks.animated(desk.session, these, since, until)
        found += [address for address in these if had.get(address, 0) >= ANIMATION_A_WEEK]
    return found


def _week_of(moment: datetime, timezone: str) -> tuple[datetime, datetime]:
    day = moment.astimezone(ZoneInfo(timezone)).date()
    monday = day - timedelta(days=day.weekday())
    return instant(monday, time(0), timezone), instant(monday + A_WEEK, time(0), timezone)


def _next_week(now: datetime, campaign: Campaign, manner: Manner, place: Place, stay: Stay) -> Stay:
    _since, until = _week_of(stay.opens, place.timezone)
    return stay_of(now, campaign, manner, place, until, Why.CAP)
