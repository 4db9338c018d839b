"""What a group has of its own: it comes in its turn, it may be shared with the town, it may be taken away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from actions import reading
from actions.agenda import when
from actions.desk import Desk
from actions.todo import Todo, waits
from messages.local import LocalJudged, LocalRitual, LocalToRead, RitualLeftOut
from rules.console import TownRole
from rules.groups import Group
from rules.local import MOST, UNDO_FOR, Local, LocalKind, LocalState, next_ritual
from rules.residents import Person
from rules.screens import tap
from rules.words import _
from storage import asks_leaders, console, groups
from storage import local as store

RITUAL, FORGET = "local.ritual", "local.forget"
S = LocalState
OURS = (S.HERE, S.ASKED, S.TOWN)


def add(desk: Desk, group: Group, author: int, kind: LocalKind, text: str, weekday: int | None, hour: str) -> bool:
    """False when the group has as many as it may."""
    if len(store.of_group(desk.session, group.id)) >= MOST:
        return False
    number = store.add(desk.session, group.id, author, kind, desk.now, text=text, weekday=weekday, hour=hour)
    plan(desk, number)
    return True


def change(desk: Desk, one: Local, text: str, weekday: int | None, hour: str) -> bool:
    """What others read of it was read as it was: changed, it is the group's alone until it is shared anew."""
    done = store.become(desk.session, one.id, OURS, S.HERE, desk.now, text=text, weekday=weekday, hour=hour)
    plan(desk, one.id)
    return done


def plan(desk: Desk, number: int) -> None:
    one = store.by_id(desk.session, number)
    group = groups.by_id(desk.session, one.group) if one else None
    if one and group and one.kind is LocalKind.RITUAL and one.weekday is not None:
        desk.at(RITUAL, number, next_ritual(desk.now, one.weekday, one.hour, group.timezone))


def drop(desk: Desk, one: Local) -> bool:
    desk.never(RITUAL, one.id)
    desk.later(FORGET, one.id, UNDO_FOR)
    return store.become(desk.session, one.id, OURS, S.GONE, desk.now)


def bring_back(desk: Desk, one: Local) -> bool:
    """The group's alone again: what it shared is shared anew."""
    if len(store.of_group(desk.session, one.group)) >= MOST or not store.become(
            desk.session, one.id, [S.GONE], S.HERE, desk.now):
        return False
    desk.never(FORGET, one.id)
    plan(desk, one.id)
    return True


@when(FORGET)
def forget(desk: Desk, number: int) -> None:
    store.forget(desk.session, number)


@when(RITUAL)
def ring(desk: Desk, number: int) -> None:
    """At its hour, within what the group hears in a week; what does not leave is said to who wrote it."""
    one = store.by_id(desk.session, number)
    group = groups.by_id(desk.session, one.group) if one else None
    if one is None or group is None or one.state not in OURS or one.weekday is None:
        return
    due = next_ritual(desk.now - timedelta(days=7), one.weekday, one.hour, group.timezone)
    plan(desk, number)
    resting = group.paused_until is not None and group.paused_until > desk.now
    if not group.is_installed or group.is_shut or resting or "local" in group.off:
        return
    told = desk.tell_group(group, LocalRitual(one.text), due=due)
    if told is None and one.author is not None and desk.once(f"p{one.author}", f"ritual-{number}-{desk.now:%Y-%m}"):
        desk.tell(one.author, RitualLeftOut(number, group.name))


# sharing it
def share(desk: Desk, one: Local, group: Group) -> bool:
    """False when nobody may read it yet."""
    reader = reading.reader(desk, group.zone, one.author or 0)
    if reader is None:
        return False
    if store.become(desk.session, one.id, [S.HERE], S.ASKED, desk.now):
        desk.tell(reader, LocalToRead(one.id))
    return True


def to_judge(desk: Desk, person: int) -> list[Local]:
    return store.waiting(desk.session, asks_leaders.led_by(desk.session, person, desk.now), person,
                         whole_town=TownRole.COORDINATOR in console.roles_of(desk.session, person))


@waits
def to_read(desk: Desk, leader: Person) -> Sequence[Todo]:
    return [Todo(reading.author(desk, one.author), _("Un geste à partager avec la ville"), tap("local.read", one.id),
                 one.changed_at, _("👉 Relire")) for one in to_judge(desk, leader.id)]


def judge(desk: Desk, one: Local, *, shared: bool) -> bool:
    if not store.become(desk.session, one.id, [S.ASKED], S.TOWN if shared else S.HERE, desk.now):
        return False
    if one.author is not None:
        desk.tell(one.author, LocalJudged(one.text, shared))
    return True
