"""Good practices: told by a neighbour, read first by whoever looks after the place, then copied, once a group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from actions import projects, reading
from actions.agenda import when
from actions.desk import Desk
from actions.leaving import when_they_go
from actions.projects import when_lost
from actions.todo import Todo, waits
from messages.practices import PracticeAdopted, PracticeOften, PracticePublished, PracticeRefused, PracticeWaits
from rules.geste_owners import IDEA, group_key
from rules.groups import Group
from rules.practices import BY, OFTEN, UNREAD, Practice, PracticeState, Told
from rules.projects import LONGEST_PLAN
from rules.residents import Person
from rules.screens import tap
from rules.words import _
from storage import asks_leaders, groups, ideas
from storage import console as roles
from storage import practices as store

LOOK, WEEKS, PAGE = "practices.look", "practices.weeks", "practices.page"
A_PAGE, A_MINUTE = 20, timedelta(minutes=1)
S = PracticeState


# told, and read first
def tell(desk: Desk, author: int, group: Group, **what: Any) -> bool | None:
    """True when it is sent to be read; False when nobody may read it; None when it was told already."""
    called = asks_leaders.of(desk.session, group.zone, author, desk.now) if group.zone else []
    readers = [one.id for one in called[:1]] or [one for one in roles.coordinators(desk.session) if one != author]
    if not readers:
        return False
    number = store.add(desk.session, desk.now, author_id=author, group_id=group.id, **what)
    if number is None:
        return None
    for reader in readers:
        desk.tell(reader, PracticeWaits(number))
    desk.later(LOOK, number, UNREAD)
    return True


def to_read(desk: Desk, reader: int) -> list[Told]:
    """In the places they look after; everywhere for who coordinates."""
    return store.to_read(desk.session, asks_leaders.led_by(desk.session, reader, desk.now), reader,
                         everywhere=reader in roles.coordinators(desk.session))


@waits
def waiting(desk: Desk, leader: Person) -> Sequence[Todo]:
    return [Todo(reading.author(desk, one.author), _("Une bonne pratique à relire"), tap("practice.read", one.id),
                 desk.now, _("👉 Relire")) for one in to_read(desk, leader.id)]


def publish(desk: Desk, told: Told, judge: int) -> bool:
    if not store.become(desk.session, told.id, [S.SENT], S.PUBLISHED, desk.now, judge_id=judge):
        return False
    desk.never(LOOK, told.id)
    if told.author:
        desk.tell(told.author, PracticePublished(told.id, told.practice.title))
    return True


def refuse(desk: Desk, told: Told, judge: int | None = None) -> bool:
    """judge: none when nobody read it."""
    state = S.REFUSED if judge else S.LAPSED
    if not store.become(desk.session, told.id, [S.SENT], state, desk.now, judge_id=judge, **store.GONE):
        return False
    desk.never(LOOK, told.id)
    if told.author:
        desk.tell(told.author, PracticeRefused(told.practice.title, judge is None))
    return True


def withdraw(desk: Desk, told: Told) -> bool:
    """By who told it: nobody reads it any more; what was made of it elsewhere goes on."""
    desk.never(LOOK, told.id)
    return store.become(desk.session, told.id, [S.SENT, S.PUBLISHED], S.WITHDRAWN, desk.now, **store.GONE)


@when(LOOK)
def look(desk: Desk, number: int) -> None:
    found = store.by_id(desk.session, number)
    if found is not None and found.state is S.SENT:
        refuse(desk, found)


@when_they_go
def let_go(desk: Desk, person: int) -> None:
    """What nobody read yet goes; what other groups may copy stays, and names no group."""
    for told in store.of_author(desk.session, person, [S.SENT]):
        withdraw(desk, told)
    store.hush(desk.session, person)


# copied
def find(desk: Desk, code: str, viewer: int) -> Practice | None:
    """Ours, or one that a neighbour told and that stands."""
    ours = {one.code: one for one in desk.content.brought["practices"]}
    if code in ours:
        found: Practice = ours[code]
        return found
    number = code[1:]
    told = store.by_id(desk.session, int(number)) if code[:1] == "n" and number.isascii() and number.isdigit() else None
    return told.practice if told and store.stands_for(desk.session, told.id, viewer) else None


def whole(steps: Sequence[str], longest: int) -> str:
    """As many of these sentences as fit."""
    said = ""
    for step in steps:
        if len(said) + len(step) < longest:
            said = f"{said} {step}".strip()
    return said


def copy(desk: Desk, practice: Practice, group: Group, person: int) -> tuple[int, bool]:
    """The project of this group, and whether it is new: one copy a group, whoever is first."""
    if not store.copy(desk.session, practice.code, group.id, desk.now):
        return store.copied(desk.session, practice.code, group.id) or 0, False
    does = whole(practice.steps, LONGEST_PLAN)
    number = projects.propose(desk, group, person, practice.title, does=does, needs=practice.needs)
    store.opens(desk.session, practice.code, group.id, number)
    if practice.author and practice.author != person:
        count = store.adopted(desk.session, [practice.code]).get(practice.code, 1)
        desk.tell(practice.author, PracticeAdopted(practice.title, count))
    return number, True


@when_lost
def lost(desk: Desk, project: int) -> None:
    """The copy ended before anything took place: this group may copy it again."""
    store.uncopy(desk.session, project)


# born of a geste that comes back
@when(WEEKS, every=timedelta(days=7))
def weeks(desk: Desk, _house: int) -> None:
    desk.later(PAGE, 0)


@when(PAGE)
def page(desk: Desk, after: int) -> None:
    """Each group’s own gestes: who had the idea of one that is done often is asked, once."""
    numbers = groups.installed_after(desk.session, after, A_PAGE)
    for number in numbers:
        for idea in ideas.adopted(desk.session, number):
            often(desk, idea)
    if len(numbers) == A_PAGE:
        desk.later(PAGE, numbers[-1], A_MINUTE)


def often(desk: Desk, number: int) -> None:
    idea = ideas.by_id(desk.session, number)
    group = groups.by_id(desk.session, idea.group) if idea else None
    if idea is None or group is None or not idea.person:
        return
    times, people = store.done(desk.session, group_key(group.id), f"{IDEA}{number}")
    if times >= OFTEN and people >= BY and desk.once(
            f"g{group.id}", f"practice-idea-{number}"):
        desk.tell(idea.person, PracticeOften(number, idea.text, group.name))

