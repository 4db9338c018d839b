"""« 3 choses à faire »: what waits for whoever looks after a street, in one list, once a week or when they ask.

A feature whose decisions wait for a référent, an organiser or somebody of the town hall registers what waits:

    @waits
    def reports(desk: Desk, leader: Person) -> Sequence[Todo]: ...

`asks_leaders.led_by` tells which places are this leader’s at this moment, `console.roles_of` what the town trusted
them with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from actions.agenda import when
from actions.desk import Desk, reader
from messages.todo import WEEKLY_PATIENCE, WeeklyList
from rules.civil import DAY, instant
from rules.manners import Hours, next_open
from rules.residents import Person
from rules.theirs import Theirs
from rules.words import Words, _
from storage import parted, readers, residents, stand_ins
from storage import todo as store

WEEKS, PAGE, LOOK = "todo.weeks", "todo.page", "todo.look"
A_WEEK, A_PAGE, MOST = timedelta(days=7), 100, 3
EAST = timedelta(hours=14)
SEE = _("👉 Voir")


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that waits. who: the first name it concerns, as `Theirs`, or nobody's; whoever is apart from them is
    not told. sentence: one line, without a name. tap: where a press leads, `tap("report.see", 12)`. since: the
    oldest come first.
    """

    who: Theirs | str
    sentence: Words
    tap: str
    since: datetime
    button: Words = SEE


Waiting: TypeAlias = Callable[[Desk, Person], Sequence[Todo]]
TODO: list[Waiting] = []
OnMonday: TypeAlias = Callable[[Desk, Person, date, datetime], None]
ON_MONDAYS: list[OnMonday] = []
"""What else whoever looks after a place is told that morning: (them, the Monday, their hour)."""


def waits(waiting: Waiting) -> Waiting:
    TODO.append(waiting)
    return waiting


def waiting(desk: Desk, leader: Person) -> list[Todo]:
    """Everything that waits for this person, the oldest first; nothing of somebody they are kept apart from."""
    found = [one for ask in TODO for one in ask(desk, leader)]
    return sorted((one for one in found if not parted.apart_from_any(desk.session, leader.id, whose(one))),
                  key=lambda one: one.since)


def whose(one: Todo) -> frozenset[int]:
    return frozenset({one.who.person}) if isinstance(one.who, Theirs) and one.who else frozenset()


def listed(found: Sequence[Todo], page: int = 0) -> WeeklyList:
    """Three of them on one screen."""
    pages = max(1, -(-len(found) // MOST))
    shown = found[page % pages * MOST:][:MOST]
    return WeeklyList(tuple(one.who for one in shown), tuple(one.sentence for one in shown),
                      tuple(one.tap for one in shown), tuple(one.button for one in shown), len(found),
                      (page + 1) % pages)


@when(WEEKS, every=A_WEEK)
def weeks(desk: Desk, _house: int) -> None:
    """When a Monday begins in the easternmost zone, everybody who looks after a place gets a look of their own."""
    desk.later(PAGE, 0)
    desk.at(WEEKS, 0, instant(monday(desk) + A_WEEK, time(0), "UTC") - EAST)


def monday(desk: Desk) -> date:
    today = (desk.now + EAST).date()
    return today - today.weekday() * DAY


@when(PAGE)
def page(desk: Desk, after: int) -> None:
    found = store.leaders_after(desk.session, after, desk.now, A_PAGE)
    desk.at_each(LOOK, dict.fromkeys(found, desk.now))
    if len(found) == A_PAGE:
        desk.later(PAGE, found[-1])


@when(LOOK)
def look(desk: Desk, number: int) -> None:
    """At the first hour of theirs from Monday on, holidays apart; a day late, not at all; nothing when nothing waits.
    """
    person = residents.by_id(desk.session, number)
    if person is None or person.stopped or store.is_off(desk.session, number):
        return
    there = reader(readers.of(desk.session, [person.address]).get(person.address))
    week = monday(desk)
    due = next_open(Hours.WORKDAYS, instant(week, time(0), there.timezone), there)
    if due > desk.now:
        desk.at(LOOK, number, due)
    elif desk.now < due + WEEKLY_PATIENCE and not resting(desk, person):
        for also in ON_MONDAYS:
            also(desk, person, week, due)
        found = waiting(desk, person)
        if found and desk.once(f"p{number}", f"todo-{week}"):
            desk.tell(person, listed(found), due=due)


def resting(desk: Desk, person: Person) -> bool:
    """Paused, or on holiday: somebody stands in for them."""
    away = stand_ins.of(desk.session, person.id).away(desk.now)
    return away or bool(person.paused_until and person.paused_until > desk.now)
