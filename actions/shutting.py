"""A place that takes no message: who runs it and who wrote what waits are told, when they may be disturbed."""

from __future__ import annotations

from actions.agenda import when
from actions.desk import Desk
from messages.deliveries import NeverShown, ShownAtLast, WaitsOutside
from messages.groups import GroupSilent, TopicLost
from rules.groups import GroupState
from rules.screens import Message
from storage import groups, people
from storage import shutting as store


@when(store.GROUP_SHUT)
def shut(desk: Desk, number: int) -> None:
    silent(desk, number)


@when(store.TOPICS_SHUT)
def topics_shut(desk: Desk, number: int) -> None:
    silent(desk, number, topic=True)


def silent(desk: Desk, number: int, *, topic: bool = False) -> None:
    group = groups.by_id(desk.session, number)
    if group is not None and once_a_day(desk, number, "shut"):
        tell_admins(desk, number, GroupSilent(group.name, removed=False, topic=topic))


@when(store.GROUP_LOST)
def lost(desk: Desk, number: int) -> None:
    """Something will never be said there."""
    group = groups.by_id(desk.session, number)
    if group is not None and once_a_day(desk, number, "lost"):
        tell_admins(desk, number, GroupSilent(group.name, removed=False, lost=True))


@when(store.TOPIC_LOST)
def topic_lost(desk: Desk, number: int) -> None:
    group = groups.by_id(desk.session, number)
    if group is not None and once_a_day(desk, number, "topic"):
        tell_admins(desk, number, TopicLost(group.name))


@when(store.GONE)
def gone(desk: Desk, number: int) -> None:
    """The bot is no longer there, as its own message taught."""
    group = groups.by_id(desk.session, number)
    if group is not None and group.state is GroupState.REMOVED:
        tell_admins(desk, number, GroupSilent(group.name, removed=True))


@when(store.WAITS)
def waits(desk: Desk, delivery: int) -> None:
    if author := store.author(desk.session, delivery):
        desk.tell(author[0], WaitsOutside(author[1]))


@when(store.SHOWN)
def shown(desk: Desk, delivery: int) -> None:
    if author := store.author(desk.session, delivery):
        desk.tell(author[0], ShownAtLast(author[1]))


@when(store.NEVER)
def never(desk: Desk, delivery: int) -> None:
    if author := store.author(desk.session, delivery):
        desk.tell(author[0], NeverShown(author[1]))


def once_a_day(desk: Desk, number: int, what: str) -> bool:
    return desk.once(f"g{number}", f"{what}-{desk.now.date()}")


def tell_admins(desk: Desk, number: int, message: Message) -> None:
    for admin in people.admins_of(desk.session, number):
        desk.tell(admin.id, message)
