"""The rhythm of a group’s year: once a local day, at an hour of its own, the first occasion that has something true to
say. An occasion declares itself, and costs nothing where it is not:

    @occasion("idea", _("💡 Le 10 : une idée"), monthly(10, 19))
    def idea(desk: Desk, group: Group, today: date) -> Message | None: ...

None when there is nothing to say: the next one has its turn. `@tells("idea")` brings another thing to say in the place
of an occasion, before the one that is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeAlias

from actions.agenda import when
from actions.desk import Desk, holidays
from rules.civil import DAY, local_date
from rules.geste_owners import Owner, group_key
from rules.groups import Group
from rules.manners import Hours, Reader, next_open
from rules.rhythm import RHYTHM, WEEK, Lived, When, day_begins, is_due
from rules.screens import Message
from rules.words import Words
from storage import gestes, groups
from storage import rhythm as store

LOOK, PAGE, DAYS = "rhythm.look", "rhythm.page", "rhythm.days"
A_PAGE = 200
Tell: TypeAlias = Callable[[Desk, Group, date], "Message | None"]
OnDay: TypeAlias = Callable[[Desk, Group], None]


@dataclass(frozen=True, slots=True)
class Occasion:
    """label: its line in the settings of a group. tellers: the first that has something to say says it."""

    word: str
    label: Words
    when: When
    tellers: list[Tell] = field(default_factory=list)


OCCASIONS: dict[str, Occasion] = {}
FIRST: dict[str, list[Tell]] = {}
EACH_DAY: list[OnDay] = []
"""What else is looked at in each group, once a day, while it may be spoken to."""


def occasion(word: str, label: Words, when: When) -> Callable[[Tell], Tell]:
    def register(tell: Tell) -> Tell:
        assert word not in OCCASIONS, f"the occasion {word} is declared twice"
        OCCASIONS[word] = Occasion(word, label, when, [tell])
        return tell

    return register


def tells(word: str) -> Callable[[Tell], Tell]:
    def register(tell: Tell) -> Tell:
        FIRST.setdefault(word, []).append(tell)
        return tell

    return register


@when(DAYS, every=timedelta(hours=6))
def days(desk: Desk, _house: int) -> None:
    """Each group has a look of its own, and after it the next: those that have none get one."""
    desk.later(PAGE, 0)


@when(PAGE)
def page(desk: Desk, after: int) -> None:
    listed = groups.installed_after(desk.session, after, A_PAGE)
    looked = store.looked_at(desk.session, LOOK, listed)
    desk.at_each(LOOK, {number: desk.now for number in listed if number not in looked})
    if len(listed) == A_PAGE:
        desk.later(PAGE, listed[-1])


@when(LOOK)
def look(desk: Desk, number: int) -> None:
    owner = gestes.owner_of(desk.session, group_key(number), desk.now)
    group = groups.by_id(desk.session, number)
    if owner is None or group is None or not group.is_installed:
        return
    due = due_today(desk, owner)
    if due is not None and due > desk.now:
        desk.at(LOOK, number, due)
        return
    desk.at(LOOK, number, day_begins(local_date(desk.now, owner.timezone) + DAY, owner.timezone))
    if due is not None and owner.willing and RHYTHM not in group.off:
        for also in EACH_DAY:
            also(desk, group)
        speak(desk, owner, group)


def due_today(desk: Desk, owner: Owner) -> datetime | None:
    """When this group may be spoken to today; None on a Sunday, on a holiday, or when its evening has come."""
    place = Reader(owner.timezone, owner.quiet_from, owner.quiet_to, holidays(owner.commune, owner.timezone))
    today = local_date(desk.now, owner.timezone)
    opens = next_open(Hours.WORKDAYS, max(desk.now, day_begins(today, owner.timezone)), place)
    return opens if local_date(opens, owner.timezone) == today else None


def lived(desk: Desk, owner: Owner, group: Group) -> Lived:
    today = local_date(desk.now, owner.timezone)
    monday = today - today.weekday() * DAY
    known, heard = store.setting(desk.session, group.id), store.said(desk.session, group.id, today)
    return Lived(today, known.silence, known.off, frozenset((word, period) for word, period, _day in heard),
                 store.posts_of_week(desk.session, owner.address, monday, owner.timezone),
                 sum(day >= monday for _word, _period, day in heard))


def speak(desk: Desk, owner: Owner, group: Group) -> None:
    now, closed = lived(desk, owner, group), holidays(owner.commune, owner.timezone)
    for one in ordered():
        if is_due(one.word, one.when, now, closed) and say(desk, one, group, now.day):
            return


def ordered() -> list[Occasion]:
    """What a week without anything gets comes last."""
    return sorted(OCCASIONS.values(), key=lambda one: one.word == WEEK)


def say(desk: Desk, one: Occasion, group: Group, today: date) -> bool:
    """Once a local day, and once in its time: False when there is nothing to say, or no room for it."""
    message = next((found for tell in (*FIRST.get(one.word, ()), *one.tellers)
                    if (found := tell(desk, group, today)) is not None), None)
    period = one.when(today)
    if message is None or period is None:
        return False
    marked = store.mark(desk.session, group.id, today, one.word, period, desk.now)
    if marked is None:
        return False
    if desk.tell_group(group, message) is None:
        store.unmark(desk.session, marked)
        return False
    return True
