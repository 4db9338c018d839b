"""What a group is told of a project: once a stage, when it has room this week; its card follows without a sound."""

from __future__ import annotations

from datetime import datetime, timedelta

from actions.agenda import when
from actions.desk import Desk
from messages.project_carriers import ProjectWaits
from messages.projects import ProjectCard, ProjectDone, ProjectLent, ProjectOpen
from rules.civil import local_date
from rules.groups import Group
from rules.projects import LIVING, LOST, Posted, Project, ProjectState, Town
from rules.screens import Message
from rules.theirs import Theirs
from storage import groups
from storage import projects as store

POST = "projects.post"
A_DAY = timedelta(days=1)
S = ProjectState


def theirs(project: Project) -> Theirs | str:
    """What it is about, in the words of who carries it: nobody apart from them is told."""
    return Theirs(project.what, project.author) if project.author else project.what


def wanted(project: Project) -> Posted:
    """The last thing the group is to know of it. The town hall’s answer is part of the plan, when it comes before."""
    if project.state is S.DONE:
        return Posted.DONE
    if project.state is S.OPEN:
        told = project.posted in (Posted.OPEN, Posted.TOWN)
        return Posted.TOWN if told and project.town is Town.LENDS else Posted.OPEN
    return Posted.IDEA


@when(POST)
def post(desk: Desk, number: int) -> None:
    """On a working day, within the two posts of the week; else another day, and its author knows."""
    found = store.by_id(desk.session, number)
    group = groups.by_id(desk.session, found.group) if found else None
    if found is None or group is None or found.state not in (*LIVING, S.DONE) or found.author is None:
        return
    to_say = wanted(found)
    if to_say is found.posted or (to_say is Posted.IDEA and found.posted is not Posted.NOTHING):
        return
    if not said(desk, found, group, to_say):
        desk.later(POST, number, A_DAY)
        if "projects" not in group.off and desk.once(f"project:{number}", f"waits-{to_say.value}"):
            desk.tell(found.author, ProjectWaits(number, theirs(found), group.name))


def said(desk: Desk, found: Project, group: Group, to_say: Posted) -> bool:
    resting = group.paused_until is not None and group.paused_until > desk.now
    if not group.is_installed or group.is_shut or resting:
        return False
    told = desk.tell_group(group, message(found, group, to_say, desk.now), author=found.author)
    if told is None:
        return False
    kept = {} if to_say in (Posted.TOWN, Posted.DONE) else {"delivery_id": told.delivery}
    store.mark(desk.session, found.id, posted=to_say, **kept)
    return True


def message(found: Project, group: Group, to_say: Posted, now: datetime) -> Message:
    """In a group the words are the project’s: it goes on when its author is gone."""
    match to_say:
        case Posted.DONE:
            return ProjectDone(found.what, found.told)
        case Posted.TOWN:
            return ProjectLent(found.id, found.what, tuple(found.lends))
        case Posted.OPEN:
            assert found.day is not None, "a project is open from the day it has one"
            return ProjectOpen(found.id, found.what, found.day, found.slot, found.does, tuple(found.lends),
                               found.state.value)
    return ProjectCard(found.id, found.what, local_date(found.until, group.timezone), found.state.value,
                       found.state is S.IDEA and found.until <= now)


def refresh(desk: Desk, number: int) -> None:
    """The card that stands there says what is so now."""
    found = store.by_id(desk.session, number)
    group = groups.by_id(desk.session, found.group) if found else None
    if found is None or group is None or found.delivery is None or not group.is_installed:
        return
    shown = Posted.OPEN if found.posted is not Posted.IDEA and found.day else Posted.IDEA
    desk.tell_group(group, message(found, group, shown, desk.now), replaces=found.delivery)


def stop(desk: Desk, number: int) -> None:
    """Nothing more is posted; the card says that it is over."""
    desk.never(POST, number)
    found = store.by_id(desk.session, number)
    if found is not None and found.state in LOST:
        refresh(desk, number)
