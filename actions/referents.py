"""Who stands in for whoever looks after a place: asked, accepted, at work during a holiday, thanked at its end."""

from __future__ import annotations

from datetime import date, time

from actions.agenda import when
from actions.desk import Desk
from messages.referents import BackAgain, DeputyAnswered, Released, StandsIn
from rules.civil import DAY, instant, local_date
from rules.residents import Person
from rules.theirs import Theirs
from storage import residents
from storage import stand_ins as store

BACK = "referents.back"


def answer(desk: Desk, leader: int, asked: Person, *, yes: bool) -> bool:
    """The one who was asked says yes or no. False when they are asked no more."""
    before = store.of(desk.session, leader)
    if not store.answer(desk.session, leader, asked.id, desk.now, yes=yes):
        return False
    desk.tell(leader, DeputyAnswered(Theirs(asked.first_name, asked.id), yes))
    if yes and before.deputy not in (None, asked.id):
        released(desk, leader, before.deputy or 0)
    if yes and before.away_until and before.away_until > desk.now:
        stands_in(desk, leader)
    return True


def stands_in(desk: Desk, leader: int) -> None:
    """The deputy reads from when to when."""
    cover, person = store.of(desk.session, leader), residents.by_id(desk.session, leader)
    if person and cover.deputy and cover.away_from and cover.away_until:
        desk.tell(cover.deputy, StandsIn(leader, Theirs(person.first_name, leader),
                                         local_date(cover.away_from, person.timezone),
                                         local_date(cover.away_until, person.timezone) - DAY))


def go_away(desk: Desk, leader: Person, first: date, last: date) -> bool:
    """From midnight to midnight of theirs. False without anybody to stand in."""
    start, end = instant(first, time(0), leader.timezone), instant(last + DAY, time(0), leader.timezone)
    if not store.go_away(desk.session, leader.id, start, end):
        return False
    stands_in(desk, leader.id)
    desk.at(BACK, leader.id, end)
    return True


@when(BACK)
def back(desk: Desk, leader: int) -> None:
    """By itself, on the day after the last."""
    cover = store.of(desk.session, leader)
    if cover.away_until and cover.away_until > desk.now:
        desk.at(BACK, leader, cover.away_until)
    elif store.come_back(desk.session, leader):
        desk.tell(leader, BackAgain())
        person = residents.by_id(desk.session, leader)
        if cover.deputy is not None and person:
            desk.tell(cover.deputy, BackAgain(Theirs(person.first_name, leader)))


def stay(desk: Desk, leader: Person) -> bool:
    """Back before the day, or not leaving after all. False when no holiday was set."""
    cover = store.of(desk.session, leader.id)
    if not store.come_back(desk.session, leader.id):
        return False
    desk.never(BACK, leader.id)
    if cover.deputy is not None:
        released(desk, leader.id, cover.deputy)
    return True


def give_up(desk: Desk, leader: int, deputy: Person) -> bool:
    """The deputy can no more: whoever they stood in for knows at once."""
    if not store.release(desk.session, leader, deputy.id):
        return False
    desk.tell(leader, DeputyAnswered(Theirs(deputy.first_name, deputy.id), yes=False))
    return True


def released(desk: Desk, leader: int, deputy: int) -> None:
    person = residents.by_id(desk.session, leader)
    if person:
        desk.tell(deputy, Released(Theirs(person.first_name, leader)))
