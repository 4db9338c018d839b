"""A hero, from what somebody tells to what the person it is about decides. Nothing is said before their tap."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from actions import reading
from actions.agenda import when
from actions.desk import Desk
from actions.heroes_shown import LOOK, PUBLISH
from actions.todo import Todo, waits
from messages.heroes import HeroAsked, HeroKept, HeroLetter, HeroRefused, HeroToPass, HeroWaits
from rules.groups import Group
from rules.heroes import ONCE_MORE, SILENT, UNREAD, Degree, Hero, HeroState
from rules.residents import Person
from rules.screens import tap
from rules.theirs import Theirs
from rules.words import _
from storage import asks_leaders, groups
from storage import heroes as store

S = HeroState
LINK_HOURS = int(SILENT.total_seconds() // 3600)


@dataclass(frozen=True, slots=True)
class Nomination:
    """nominee: somebody the bot knows; else whole is a name, or the link says who."""

    group: Group
    nominee: int | None
    whole: str
    what: str


def reader(desk: Desk, group: Group, author: int, nominee: int | None) -> Person | None:
    """Whoever looks after the place reads it first: never who tells it, nor whom it is about."""
    if group.zone is None:
        return None
    called = asks_leaders.of(desk.session, group.zone, author, desk.now)
    return next((one for one in called if one.id != nominee), None)


def nominate(desk: Desk, told: Nomination, author: int) -> bool:
    """False when nobody may read it there yet."""
    leader = reader(desk, told.group, author, told.nominee)
    if leader is None:
        return False
    token = base64.urlsafe_b64encode(desk.random(16)).decode().rstrip("=")
    number = store.add(desk.session, desk.now, token=token, group_id=told.group.id, author_id=author,
                       nominee_id=told.nominee, whole=told.whole, what=told.what)
    desk.tell(leader, HeroWaits(number))
    desk.later(LOOK, number, UNREAD)
    return True


@waits
def to_read(desk: Desk, leader: Person) -> Sequence[Todo]:
    zones = asks_leaders.led_by(desk.session, leader.id, desk.now)
    return [Todo(reading.author(desk, one.author), _("Un récit « À l’honneur » à relire"), tap("hero.read", one.id),
                 one.changed_at, _("👉 Relire")) for one in store.waiting(desk.session, zones, leader.id)]


def approve(desk: Desk, hero: Hero, judge: int) -> bool:
    if not store.become(desk.session, hero.id, [S.SENT], S.ASKED, desk.now, judge_id=judge):
        return False
    desk.later(LOOK, hero.id, ONCE_MORE)
    if hero.nominee is not None:
        ask(desk, hero)
    elif hero.author is not None:
        pass_on(desk, hero)
    return True


def ask(desk: Desk, hero: Hero, *, again: bool = False) -> None:
    group = groups.by_id(desk.session, hero.group)
    if hero.nominee is not None and group is not None:
        desk.tell(hero.nominee, question(hero, group, again=again))


def question(hero: Hero, group: Group, *, again: bool = False) -> HeroAsked:
    """Whoever is kept apart from its author is not asked."""
    what = Theirs(hero.what, hero.author) if hero.author else hero.what
    return HeroAsked(hero.id, what, group.name, hero.whole, again)


def pass_on(desk: Desk, hero: Hero, *, again: bool = False) -> None:
    assert hero.author is not None
    link = desk.link("hero", single=False, hours=LINK_HOURS, hero=hero.id)
    desk.tell(hero.author, HeroToPass(again))
    desk.tell(hero.author, HeroLetter(link))


def refuse(desk: Desk, hero: Hero, judge: int) -> bool:
    return over(desk, hero, [S.SENT], S.REFUSED, judge=judge)


def agree(desk: Desk, hero: Hero, degree: Degree) -> bool:
    """Theirs to change until the day it appears."""
    if not store.become(desk.session, hero.id, [S.ASKED, S.AGREED], S.AGREED, desk.now, degree=degree):
        return False
    desk.never(LOOK, hero.id)
    desk.later(PUBLISH, hero.id, timedelta(hours=1))
    return True


def decline(desk: Desk, hero: Hero) -> bool:
    return over(desk, hero, [S.ASKED, S.AGREED], S.DECLINED)


def over(desk: Desk, hero: Hero, before: Sequence[HeroState], state: HeroState, judge: int | None = None) -> bool:
    """It ends without appearing: its words go, and who told it is thanked without a name."""
    columns = {"judge_id": judge} if judge else {}
    if not store.become(desk.session, hero.id, before, state, desk.now, **store.GONE, **columns):
        return False
    for what in (LOOK, PUBLISH):
        desk.never(what, hero.id)
    if hero.author is not None:
        desk.tell(hero.author, HeroRefused() if state is S.REFUSED else HeroKept())
    return True


@when(LOOK)
def look(desk: Desk, number: int) -> None:
    """Who never answers is asked once more, then it is archived."""
    found = store.by_id(desk.session, number)
    if found is None or found.state not in (S.SENT, S.ASKED):
        return
    if found.state is S.ASKED and store.remind(desk.session, number):
        if found.nominee is not None:
            ask(desk, found, again=True)
        elif found.author is not None:
            pass_on(desk, found, again=True)
        desk.later(LOOK, number, SILENT - ONCE_MORE)
        return
    over(desk, found, [found.state], S.LAPSED)
