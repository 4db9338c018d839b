"""A group: added, installed, removed, back; left when nobody installs it, forgotten when it is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from actions import console_links
from actions.agenda import when
from actions.desk import Desk
from actions.shutting import shut
from messages.groups import GroupBack, GroupCard, GroupGoodbye, GroupHello, GroupSilent, LeaveChat
from rules.deliveries import AddressState
from rules.groups import Group, GroupState
from rules.privacy import GROUPS_KEPT
from storage import geste_plans, groups, people, residents, shutting

PATIENCE = timedelta(days=7)
MONTH = 30 * 24
A_MOMENT = timedelta(seconds=20)


def greet(desk: Desk, group: Group, *, replaces: int | None = None) -> None:
    """The first message, or in place of the card of an installation that was undone; left to itself a week at most."""
    hello = GroupHello(desk.link("install", single=False, hours=MONTH, group=group.id))
    desk.tell_group(group, hello, replaces=replaces)
    desk.later("groups.leave", group.id, PATIENCE)


def arrive(desk: Desk, chat: int, title: str, thread: int) -> Group:
    """The bot was added to a chat it did not know."""
    fresh = groups.add(desk.session, chat, title, "fr", thread, desk.by, desk.now)
    residents.set_address_state(desk.session, fresh.address, AddressState.OPEN, desk.now)
    greet(desk, fresh)
    return fresh


def come_back(desk: Desk, known: Group) -> None:
    """It may write there again; removed in between, it says so, and remembers everything."""
    residents.set_address_state(desk.session, known.address, AddressState.OPEN, desk.now)
    shutting.reopen(desk.session, known.chat, desk.now)
    if known.state is not GroupState.REMOVED:
        return
    was_installed = groups.row(desk.session, known.id).installed_at is not None
    groups.change(desk.session, known.id, removed_at=None, added_at=desk.now,
                  state=GroupState.INSTALLED if was_installed else GroupState.ADDED)
    if was_installed:
        desk.tell_group(known, GroupBack(known.id, known.name))
    else:
        greet(desk, known)


def fall_silent(desk: Desk, group: Group) -> None:
    residents.set_address_state(desk.session, group.address, AddressState.MUTED, desk.now)
    shut(desk, group.id)


def remove(desk: Desk, group: Group) -> None:
    """Schedules stop with the group's state; what waits for it is never sent; thirty days later it is forgotten."""
    if group.state is GroupState.REMOVED:
        return
    groups.change(desk.session, group.id, state=GroupState.REMOVED, removed_at=desk.now)
    residents.set_address_state(desk.session, group.address, AddressState.DETACHED, desk.now)
    for admin in people.admins_of(desk.session, group.id):
        desk.tell(admin.id, GroupSilent(group.name, removed=True))


def install(desk: Desk, group: Group, person: int, settings: dict[str, Any]) -> bool:
    """The settings chosen; the first time (True), with the card that invites to take part."""
    first = {} if group.is_installed else {"installed_by": person, "installed_at": desk.now}
    groups.change(desk.session, group.id, state=GroupState.INSTALLED, **settings, **first)
    people.take_part(desk.session, person, group.id, desk.now, admin=True)
    geste_plans.follow_group(desk.session, group.id, desk.now)
    if not group.is_installed:
        desk.tell_group(group, GroupCard(group.id, settings["name"]))
    return not group.is_installed


def undo(desk: Desk, group: Group) -> None:
    """As if nothing had been set: the card is the first message again."""
    groups.change(desk.session, group.id, state=GroupState.ADDED, zone_id=None, installed_by=None, installed_at=None)
    console_links.unlink(desk, group)
    greet(desk, group, replaces=groups.card_of(desk.session, group))


@when("groups.ends", every=timedelta(hours=1))
def ends(desk: Desk, _house: int) -> None:
    """Those that wait since a week for somebody to install them, and those removed since a month."""
    for what, state, since in (("groups.leave", GroupState.ADDED, PATIENCE),
                               ("groups.wipe", GroupState.REMOVED, GROUPS_KEPT)):
        found = groups.by_states(desk.session, state, desk.now - since)
        desk.at_each(what, {group.id: desk.now for group in found})


@when("groups.leave")
def leave(desk: Desk, number: int) -> None:
    """Never installed: goodbye."""
    group = groups.by_id(desk.session, number)
    if group is None or group.state is not GroupState.ADDED:
        return
    due = groups.row(desk.session, number).added_at + PATIENCE
    if due > desk.now:
        desk.at("groups.leave", number, due)
        return
    desk.tell_group(group, GroupGoodbye(), asked=True)
    desk.tell_group(group, LeaveChat(), at=desk.now + A_MOMENT)
    groups.change(desk.session, number, state=GroupState.REMOVED, removed_at=desk.now)


@when("groups.wipe")
def wipe(desk: Desk, number: int) -> None:
    group = groups.by_id(desk.session, number)
    removed_at = groups.row(desk.session, number).removed_at if group else None
    if group and group.state is GroupState.REMOVED and removed_at and removed_at <= desk.now - GROUPS_KEPT:
        groups.wipe(desk.session, number)
