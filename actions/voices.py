"""A question a month in the groups linked to the town, what is missing there, and what the town hall answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta

from actions import reading
from actions.agenda import when
from actions.desk import Desk
from actions.todo import Todo, waits
from messages.voices import AnswerLeftOut, NeedJudged, NeedToRead, VoiceFromTown, VoiceQuestion
from rules.civil import DAY, instant, local_date
from rules.console import TownRole
from rules.groups import Group
from rules.residents import Person
from rules.screens import tap
from rules.voices import (
    MID_MONTH,
    TRIED,
    WAITS_FOR,
    Asked,
    Need,
    NeedState,
    Question,
    Theme,
    month_code,
    question_of,
)
from rules.words import _
from storage import asks_leaders, console, groups
from storage import voices as store

MONTHS, PAGE, ASK, ANSWER = "voices.months", "voices.page", "voices.ask", "voices.answer"
A_PAGE = 100
MORNING = time(10)


def questions(desk: Desk) -> Sequence[Question]:
    found: Sequence[Question] = desk.content.brought["voices"]
    return found


def question(desk: Desk, found: Asked) -> Question | None:
    return next((one for one in questions(desk) if one.id == found.question), None)


@when(MONTHS, every=timedelta(days=31))
def months(desk: Desk, _house: int) -> None:
    """In the middle of the month, every linked group gets a look of its own."""
    today = local_date(desk.now, desk.town.timezone)
    here = today.replace(day=MID_MONTH)
    following = (here + timedelta(days=31)).replace(day=MID_MONTH)
    if today < here:
        following = here
    elif today < here + TRIED:
        desk.later(PAGE, 0)
    desk.at(MONTHS, 0, instant(following, MORNING, desk.town.timezone))


@when(PAGE)
def page(desk: Desk, after: int) -> None:
    found = store.linked_after(desk.session, after, A_PAGE)
    desk.at_each(ASK, dict.fromkeys(found, desk.now))
    if len(found) == A_PAGE:
        desk.later(PAGE, found[-1])


@when(ASK)
def ask(desk: Desk, number: int) -> None:
    """Once a month; a week that has its posts already waits for the next day, ten days at most."""
    group = groups.by_id(desk.session, number)
    if group is None or not group.is_installed or not store.is_linked(desk.session, number):
        return
    today = local_date(desk.now, group.timezone)
    if today >= today.replace(day=MID_MONTH) + TRIED:
        return
    month = month_code(today)
    chosen = question_of(month, questions(desk))
    asked = store.ask(desk.session, number, month, chosen.id, desk.now)
    if asked is None:
        return
    if is_resting(desk, group) or desk.tell_group(
            group, VoiceQuestion(asked, chosen.text, chosen.options)) is None:
        store.unask(desk.session, asked)
        if "voices" not in group.off:
            desk.later(ASK, number, DAY)


def is_resting(desk: Desk, group: Group) -> bool:
    return group.is_shut or (group.paused_until is not None and group.paused_until > desk.now)


# what is missing
def say(desk: Desk, person: Person, group: Group, theme: Theme, text: str) -> bool:
    """False when nobody may read it there yet: nothing is kept."""
    reader = reading.reader(desk, group.zone, person.id)
    if reader is None:
        return False
    desk.tell(reader, NeedToRead(store.say(desk.session, group.id, person.id, theme, text, desk.now)))
    return True


def to_judge(desk: Desk, person: int) -> list[Need]:
    return store.waiting(desk.session, asks_leaders.led_by(desk.session, person, desk.now), person,
                         whole_town=TownRole.COORDINATOR in console.roles_of(desk.session, person))


@waits
def to_read(desk: Desk, leader: Person) -> Sequence[Todo]:
    """Nobody is named: it was said without their name."""
    return [Todo("", _("Ce qui manque, à relire"), tap("voice.read", one.id), one.at, _("👉 Relire"))
            for one in to_judge(desk, leader.id)]


def judge(desk: Desk, one: Need, *, kept: bool) -> bool:
    if not store.judge(desk.session, one.id, NeedState.KEPT if kept else NeedState.REFUSED):
        return False
    desk.tell(one.person, NeedJudged(kept))
    return True


# the town hall answers
def answer(desk: Desk, month: str, text: str, by: int) -> int:
    """In the very groups that were asked, each within what it hears in a week: how many they are."""
    store.answer(desk.session, month, text, by, desk.now)
    where = store.asked_in(desk.session, month)
    desk.at_each(ANSWER, dict.fromkeys(where, desk.now))
    return len(where)


@when(ANSWER)
def answered(desk: Desk, number: int) -> None:
    asked = store.asked(desk.session, number)
    group = groups.by_id(desk.session, asked.group) if asked else None
    said = store.newest_answer(desk.session, asked.month) if asked else None
    if asked is None or group is None or said is None or not group.is_installed or not store.is_linked(
            desk.session, group.id) or "voices" in group.off:
        return
    if not is_resting(desk, group) and desk.tell_group(group, VoiceFromTown(desk.town.name, said.text)) is not None:
        return
    if desk.now < said.at + WAITS_FOR:
        desk.later(ANSWER, number, DAY)
    elif said.by is not None:
        desk.tell(said.by, AnswerLeftOut(group.name))


def question_in(desk: Desk, month: str) -> Question | None:
    """What was asked that month: the same in every street."""
    where = store.asked_in(desk.session, month)
    found = store.asked(desk.session, where[0]) if where else None
    return question(desk, found) if found else None
