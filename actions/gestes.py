"""Gestes: the one of the day comes by itself, at its hour, on open days, to those who want it, once a date; what people
answer to it; the ideas they propose.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from actions import geste_day
from actions.agenda import rings, when
from actions.desk import Desk, holidays
from messages.gestes import GESTE, GesteCalmer, GesteCard, IdeaAnswered, IdeaProposed
from rules.deliveries import Window
from rules.geste_owners import UNTOUCHED, Owner, said_count
from rules.groups import Group, GroupRhythm
from rules.manners import Reader, is_shut, leaves
from rules.schedules import Due, Rung
from rules.theirs import Theirs
from storage import geste_plans, gestes, groups, ideas, schedules
from storage.ideas import Idea

FOLLOW = timedelta(hours=1)


@when("gestes.plans", every=FOLLOW)
def follow(desk: Desk, _house: int) -> None:
    """Plans follow what groups and people choose as soon as they do; all are gone through again within the hour."""
    schedules.mend(desk.session, desk.now)
    desk.later("gestes.groups", 0)
    desk.later("gestes.people", 0)


@when("gestes.groups")
def follow_groups(desk: Desk, after: int) -> None:
    last = geste_plans.follow_groups(desk.session, after, desk.now)
    if last:
        desk.later("gestes.groups", last)


@when("gestes.people")
def follow_people(desk: Desk, after: int) -> None:
    last = geste_plans.follow_people(desk.session, after, desk.now)
    if last:
        desk.later("gestes.people", last)


@rings(geste_plans.KIND)
def ring(desk: Desk, found: Due) -> None:
    owner = gestes.owner_of(desk.session, found.plan.owner, desk.now)
    window = owner and leave_between(owner, found, desk.now)
    state = Rung.LATE if found.late else Rung.SKIPPED if owner is None or not window else Rung.DONE
    if not schedules.ring(desk.session, found.plan.id, found.day, state, desk.now) or not (owner and window):
        return
    if owner.is_group and calm_down(desk, owner.number, found):
        return
    chosen = geste_day.fix(desk.session, desk.content, owner, found.day, desk.now)
    message = geste_day.card(desk.session, desk.content, owner, found.day, chosen[0]) if chosen and chosen[1] else None
    if message is not None:
        desk.tell_all([owner.address], message, due=found.at)
        if owner.is_group:
            gestes.one_more_untouched(desk.session, owner.number)


def leave_between(owner: Owner, found: Due, now: datetime) -> Window | None:
    """When it may leave: from the first open minute, for four hours at most, never into quiet hours."""
    if found.late or not owner.willing:
        return None
    place = Reader(owner.timezone, owner.quiet_from, owner.quiet_to, holidays(owner.commune, owner.timezone))
    window = leaves(GESTE, now, place, found.at)
    return None if is_shut(window, now) else window


def calm_down(desk: Desk, number: int, found: Due) -> bool:
    """Ten gestes and not one tap: once a week from now on, and the admin is told. True when today is left out."""
    row = groups.row(desk.session, number)
    if row.untouched < UNTOUCHED or row.geste_rhythm is not GroupRhythm.WEEKDAYS:
        return False
    groups.change(desk.session, number, geste_rhythm=GroupRhythm.WEEKLY, untouched=0)
    geste_plans.follow_group(desk.session, number, desk.now)
    if row.installed_by:
        desk.tell(row.installed_by, GesteCalmer(number, row.name))
    return found.day.weekday() != 0


def show(desk: Desk, group: Group, message: GesteCard) -> None:
    """In a group, because somebody there asked for it."""
    desk.tell_group(group, message, asked=True)
    gestes.one_more_untouched(desk.session, group.id)


def did(desk: Desk, person: int, before: GesteCard, group: Group | None, seen: int | None) -> bool:
    """« Fait »: counted once a person; the group's card (`seen` there) says how many. False when it was already."""
    first = gestes.tap(desk.session, person, before.geste, before.day, "done", before.owner, desk.now)
    after = replace(before, done=before.done + 1)
    if group is not None:
        gestes.touched(desk.session, group.id)
        if first and seen is not None and said_count(after.done) != said_count(before.done):
            gestes.drop_older_edits(desk.session, group.address, seen, desk.now)
            desk.rewrite(group.address, seen, after)
    return first


def keep(desk: Desk, person: int, card: GesteCard, group: Group | None) -> None:
    """« Cette semaine »: shown again under /geste until it is done."""
    gestes.tap(desk.session, person, card.geste, card.day, "week", card.owner, desk.now)
    if group is not None:
        gestes.touched(desk.session, group.id)


def propose(desk: Desk, person: int, group: Group, text: str, admin: int) -> int | None:
    """An idea goes to who runs the group: its number. None when this person proposed several this week."""
    number = ideas.propose(desk.session, person, group.id, text, desk.now)
    if number is not None:
        desk.tell(admin, IdeaProposed(number, group.name, Theirs(text, person)))
    return number


def decide(desk: Desk, idea: Idea, group: Group, *, adopted: bool) -> bool:
    """Adopted or not, once; its author is told."""
    if not ideas.decide(desk.session, idea.id, group.id, adopted):
        return False
    if idea.person:
        desk.tell(idea.person, IdeaAnswered(adopted, group.name, idea.text))
    return True
