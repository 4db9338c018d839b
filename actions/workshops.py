"""An atelier: proposed, read over by whoever looks after the street, told to the group, filled, ended with thanks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from actions import reading
from actions.agenda import when
from actions.desk import Desk
from actions.leaving import when_they_go
from actions.todo import Todo, waits
from actions.workshops_told import STEP, announce, refresh
from messages.workshops import (
    WorkshopAsked,
    WorkshopJudged,
    WorkshopNudge,
    WorkshopOff,
    WorkshopOver,
    WorkshopUnread,
    WorkshopWaits,
)
from rules.civil import instant
from rules.groups import Group
from rules.residents import Person
from rules.screens import tap
from rules.theirs import Theirs
from rules.words import _
from rules.workshops import ASKED, ENDS, NUDGED, Workshop, WorkshopState
from storage import asks_leaders
from storage import workshops as store

LOOK = "workshops.look"
S = WorkshopState


@dataclass(frozen=True, slots=True)
class Proposal:
    group: Group
    what: str
    goal: int
    place: str
    day: date


def propose(desk: Desk, said: Proposal, author: int) -> Workshop | None:
    """Open at once where who proposes it looks after the place; None where nobody does yet."""
    if said.group.zone is None:
        return None
    leader = next(iter(asks_leaders.of(desk.session, said.group.zone, author, desk.now)), None)
    leads = said.group.zone in asks_leaders.led_by(desk.session, author, desk.now)
    if leader is None and not leads:
        return None
    ends = instant(said.day, ENDS, said.group.timezone)
    number = store.add(desk.session, desk.now, goal=said.goal, state=S.SENT, group_id=said.group.id, author_id=author,
                       what=said.what, place=said.place, day=said.day, ends_at=ends)
    desk.at(LOOK, number, ends)
    made = get(desk, number)
    if leads:
        approve(desk, made, author)
    elif leader is not None:
        desk.tell(leader, WorkshopWaits(number))
    return get(desk, number)


def get(desk: Desk, number: int) -> Workshop:
    found = store.by_id(desk.session, number)
    assert found is not None
    return found


def what(workshop: Workshop) -> Theirs:
    return Theirs(workshop.what, workshop.author)


@waits
def to_read(desk: Desk, leader: Person) -> Sequence[Todo]:
    zones = asks_leaders.led_by(desk.session, leader.id, desk.now)
    return [Todo(reading.author(desk, one.author), _("Un atelier à relire"), tap("workshop.read", one.id),
                 one.changed_at, _("👉 Relire")) for one in store.waiting(desk.session, zones, leader.id)]


def approve(desk: Desk, workshop: Workshop, judge: int) -> bool:
    if workshop.ends_at <= desk.now or not store.become(
            desk.session, workshop.id, [S.SENT], S.OPEN, desk.now, judge_id=judge):
        return False
    told = announce(desk, workshop.id)
    desk.at(LOOK, workshop.id, next_look(workshop, desk.now))
    if judge != workshop.author:
        desk.tell(workshop.author, WorkshopJudged(workshop.id, what(workshop), workshop.goal, True, not told))
    return True


def refuse(desk: Desk, workshop: Workshop, judge: int) -> bool:
    if not store.become(desk.session, workshop.id, [S.SENT], S.REFUSED, desk.now, judge_id=judge):
        return False
    desk.never(LOOK, workshop.id)
    desk.tell(workshop.author, WorkshopJudged(workshop.id, what(workshop), workshop.goal, False))
    return True


# who brings
def bring(desk: Desk, workshop: Workshop, person: int, amount: int) -> bool:
    """Instead of what they said before. False when that many are not wanted any more."""
    if not store.pledge(desk.session, workshop.id, person, amount, desk.now):
        return False
    desk.later(STEP, workshop.id)
    return True


def withdraw(desk: Desk, workshop: Workshop, person: int) -> bool:
    """It is wanted again; the group is told nothing of it."""
    return workshop.state is S.OPEN and store.withdraw(desk.session, workshop.id, person)


def deposit(desk: Desk, workshop: Workshop, person: int, *, there: bool) -> bool:
    return workshop.state is S.OPEN and store.deposit(desk.session, workshop.id, person, there=there)


# its end
def next_look(workshop: Workshop, now: datetime) -> datetime:
    due = (workshop.ends_at - NUDGED, workshop.ends_at - ASKED, workshop.ends_at)
    return next((moment for moment in due if moment > now), workshop.ends_at)


@when(LOOK)
def look(desk: Desk, number: int) -> None:
    found = store.by_id(desk.session, number)
    if found is None or found.state not in (S.SENT, S.OPEN):
        return
    if desk.now >= found.ends_at:
        end(desk, found)
        return
    if found.state is S.OPEN and desk.now >= found.ends_at - ASKED:
        ask_bringers(desk, found)
    elif found.state is S.OPEN and found.pledged < found.goal and store.nudge(desk.session, number):
        desk.tell(found.author, WorkshopNudge(number, what(found), found.goal - found.pledged, found.day))
    desk.at(LOOK, number, next_look(found, desk.now))


def ask_bringers(desk: Desk, workshop: Workshop) -> None:
    """« Est-ce déposé ? », once; who said it is there is left in peace."""
    if not desk.once(f"workshop:{workshop.id}", "asked"):
        return
    for one in store.pledges(desk.session, workshop.id):
        if not one.deposited:
            desk.tell(one.person, WorkshopAsked(workshop.id, what(workshop), one.amount, workshop.place, workshop.day))


def end(desk: Desk, workshop: Workshop) -> None:
    """With thanks to each; the group reads it where its card is, and hears nothing."""
    if workshop.state is S.SENT:
        if store.become(desk.session, workshop.id, [S.SENT], S.LAPSED, desk.now):
            desk.tell(workshop.author, WorkshopUnread(what(workshop)))
        return
    if not store.become(desk.session, workshop.id, [S.OPEN], S.DONE, desk.now):
        return
    desk.never(STEP, workshop.id)
    refresh(desk, workshop.id)
    people = [one.person for one in store.pledges(desk.session, workshop.id) if one.person != workshop.author]
    for person in people:
        desk.tell(person, over(workshop))
    desk.tell(workshop.author, over(workshop, author=True))


def over(workshop: Workshop, *, author: bool = False) -> WorkshopOver:
    return WorkshopOver(what(workshop), workshop.goal, workshop.pledged, author)


def cancel(desk: Desk, workshop: Workshop, *, named: bool = True) -> bool:
    """By who launched it, or because they leave: whoever had promised is told at once, with thanks. named: in its
    author’s words, which go with them; nor are they read by whoever is kept apart from them.
    """
    if not store.become(desk.session, workshop.id, [S.SENT, S.OPEN], S.CANCELLED, desk.now):
        return False
    for look_ in (LOOK, STEP):
        desk.never(look_, workshop.id)
    refresh(desk, workshop.id, named=named)
    for one in store.pledges(desk.session, workshop.id):
        if not one.deposited and one.person != workshop.author:
            bare = WorkshopOff(one.amount)
            if not named or desk.tell(one.person, WorkshopOff(one.amount, what(workshop))) is None:
                desk.tell(one.person, bare)
    return True


@when_they_go
def let_go(desk: Desk, person: int) -> None:
    """What they launched stops, what they were to bring is wanted again; what they brought is there."""
    for workshop in store.standing(desk.session, person):
        cancel(desk, workshop, named=False)
    for one in store.of_person(desk.session, person):
        store.withdraw(desk.session, one.workshop, person)
