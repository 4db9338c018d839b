"""A group linked to the town by its own admin: what the town may do with it, and how it sorts it."""

from __future__ import annotations

from actions import console
from actions.agenda import when
from actions.desk import Desk
from messages.console_links import GroupAsleep
from rules.civil import UNDO
from rules.console import SILENT
from rules.console_codes import candidates
from rules.groups import Group
from storage import agenda, groups, people
from storage import console_links as store


def link(desk: Desk, group: Group, code: str) -> bool:
    """From now on the town may write there. It reads nothing, as before."""
    if not store.link(desk.session, group.id, desk.by, desk.now, code):
        return False
    console.note(desk, "linked", group=group.id, said=code)
    return True


def unlink(desk: Desk, group: Group) -> bool:
    """At once: what the town had for it never leaves, it is in no audience any more."""
    if not store.unlink(desk.session, group.id):
        return False
    console.note(desk, "unlinked", group=group.id)
    return True


def make_code(desk: Desk, name: str, commune: str) -> str | None:
    made = store.give_code(desk.session, commune, candidates(
        name, lambda below: int.from_bytes(desk.random(8), "big") % below), desk.by, desk.now)
    if made is not None:
        console.note(desk, "code made", said=made)
    return made


def drop_code(desk: Desk, code: str) -> bool:
    """Groups already linked stay so."""
    if not store.drop_code(desk.session, code):
        return False
    console.note(desk, "code dropped", said=code)
    return True


def name_quarter(desk: Desk, group: Group, name: str) -> int:
    """The line of the journal, by which it is undone."""
    was = store.quarter(desk.session, group.id)
    store.set_quarter(desk.session, group.id, name)
    return console.note(desk, "quarter", group=group.id, said=name, was=was)


def put_tag(desk: Desk, group: Group, tag: str, *, wanted: bool) -> None:
    if store.set_tag(desk.session, group.id, tag, wanted=wanted):
        console.note(desk, "tagged" if wanted else "untagged", group=group.id, said=tag)


def wake(desk: Desk) -> int:
    """A word to those who run each silent group, in a minute, unless it is taken back: how many groups."""
    found = store.silent(desk.session, desk.now - SILENT)
    desk.at_each("console.wake", dict.fromkeys(found, desk.now + UNDO))
    if found:
        console.note(desk, "woken", said=str(len(found)))
    return len(found)


def let_sleep(desk: Desk) -> None:
    """Within the minute: nobody is told anything."""
    agenda.drop_all(desk.session, "console.wake")
    console.note(desk, "let sleep")


@when("console.wake")
def say_a_word(desk: Desk, number: int) -> None:
    """Once a month a group, whoever asked for it."""
    group = groups.by_id(desk.session, number)
    if group is None or not group.is_installed or not store.wake(desk.session, number, desk.now - SILENT, desk.now):
        return
    for admin in people.admins_of(desk.session, number):
        desk.tell(admin.id, GroupAsleep(group.id, group.name, desk.town.name))
