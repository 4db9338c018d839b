"""The ladder of silence: after two weeks, a question to whoever runs the group; after a month, an invitation to print;
after two, one post a month. The first sign of life puts everything back. In January, whoever looks after a street is
thanked.
"""

from __future__ import annotations

from datetime import date, datetime, time

from actions.desk import Desk
from actions.rhythm import EACH_DAY
from actions.todo import ON_MONDAYS
from messages.rhythm import JanuaryThanks, QuietFortnight, QuietLong, QuietMonth
from messages.todo import WEEKLY_PATIENCE
from rules.civil import instant
from rules.groups import Group, GroupRhythm
from rules.residents import Person
from rules.rhythm import SILENCE, Silence, next_step
from rules.screens import Message
from storage import asks_leaders, belonging, geste_plans, groups, stand_ins
from storage import rhythm as store

A_WEEK = 7


def look(desk: Desk, group: Group) -> None:
    known = store.setting(desk.session, group.id)
    if SILENCE in known.off:
        return
    step = next_step(known.silence, known.since, store.quiet_for(desk.session, group.id, desk.now), desk.now)
    if step is not known.silence and store.climb(desk.session, group.id, known.silence, step, desk.now):
        changed(desk, group, known.silence, step)


def changed(desk: Desk, group: Group, before: Silence, step: Silence) -> None:
    match step:
        case Silence.NONE:
            wake_up(desk, group)
        case Silence.ASK:
            tell_admins(desk, group, QuietFortnight(group.id, group.name))
        case Silence.KIT:
            tell_admins(desk, group, QuietMonth(group.name))
        case Silence.MONTHLY:
            fall_asleep(desk, group)
            tell_admins(desk, group, QuietLong(group.id, group.name))


def tell_admins(desk: Desk, group: Group, message: Message) -> None:
    for admin in belonging.runners(desk.session, group.id):
        desk.tell(admin.id, message)


def calm(desk: Desk, group: Group) -> bool:
    """Whoever runs a silent group would rather hear less of it, now. False when it lives again."""
    known = store.setting(desk.session, group.id)
    if known.silence not in (Silence.ASK, Silence.KIT) or not store.climb(
            desk.session, group.id, known.silence, Silence.MONTHLY, desk.now):
        return False
    fall_asleep(desk, group)
    return True


def fall_asleep(desk: Desk, group: Group) -> None:
    was = groups.row(desk.session, group.id).geste_rhythm
    if was is not GroupRhythm.NEVER:
        store.change(desk.session, group.id, geste_was=was)
        groups.change(desk.session, group.id, geste_rhythm=GroupRhythm.NEVER, untouched=0)
        geste_plans.follow_group(desk.session, group.id, desk.now)


def wake_up(desk: Desk, group: Group) -> None:
    """The geste comes back as it did, unless somebody chose otherwise meanwhile."""
    was = store.setting(desk.session, group.id).geste_was
    if was and groups.row(desk.session, group.id).geste_rhythm is GroupRhythm.NEVER:
        groups.change(desk.session, group.id, geste_rhythm=GroupRhythm(was), untouched=0)
        geste_plans.follow_group(desk.session, group.id, desk.now)
    store.change(desk.session, group.id, geste_was="")


def january(desk: Desk, person: Person, monday: date, due: datetime) -> None:
    """On the first Monday of the year: once, for the year that is over."""
    if monday.month != 1 or monday.day > A_WEEK or desk.now >= due + WEEKLY_PATIENCE:
        return
    start, end = (instant(date(year, 1, 1), time(0), person.timezone) for year in (monday.year - 1, monday.year))
    led = asks_leaders.led_by(desk.session, person.id, desk.now)
    if led and desk.once(f"p{person.id}", f"lead-january-{monday.year}"):
        desk.tell(person, JanuaryThanks(stand_ins.done_in(desk.session, led, start, end), monday.year - 1), due=due)


EACH_DAY.append(look)
ON_MONDAYS.append(january)
