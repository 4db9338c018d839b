"""A project, from the idea to its end: three neighbours who are in, who carries it, silence that ends with thanks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias

from actions import project_posts
from actions.agenda import when
from actions.desk import Desk
from actions.leaving import when_they_go
from actions.project_posts import POST, theirs
from messages.project_carriers import (
    ProjectAfter,
    ProjectBacked,
    ProjectJoined,
    ProjectLeft,
    ProjectNew,
    ProjectNudge,
    ProjectRefused,
)
from messages.projects import ProjectGoesOn, ProjectOrphan, ProjectOver
from rules.civil import instant
from rules.groups import Group
from rules.projects import (
    ASKED_AT,
    DAY,
    GATHERING,
    LIVING,
    NUDGED,
    OF,
    TASK,
    Posted,
    Project,
    ProjectState,
)
from rules.residents import Person
from rules.seating import SeatState
from rules.theirs import Theirs
from storage import asks_leaders, groups, seating
from storage import projects as store

LOOK, EVE = "projects.look", "projects.eve"
S = ProjectState
Ending: TypeAlias = Callable[[Desk, int], None]
ENDINGS: list[Ending] = []


def when_lost(end: Ending) -> Ending:
    """`end(desk, project)`: it ended before anything took place."""
    ENDINGS.append(end)
    return end


def get(desk: Desk, number: int) -> Project:
    found = store.by_id(desk.session, number)
    assert found is not None
    return found


def timezone(desk: Desk, project: Project) -> str:
    group = groups.by_id(desk.session, project.group)
    return group.timezone if group else "Europe/Paris"


def propose(desk: Desk, group: Group, author: int, what: str, *, does: str = "", needs: str = "") -> int:
    """To the group, as soon as it has room; whoever looks after the place knows, and may take it away."""
    number = store.add(desk.session, desk.now, group_id=group.id, author_id=author, what=what, does=does, needs=needs,
                       slot="journee", until=desk.now + GATHERING)
    desk.later(POST, number)
    desk.later(LOOK, number, GATHERING)
    called = asks_leaders.of(desk.session, group.zone, author, desk.now) if group.zone else []
    if called:
        desk.tell(called[0], ProjectNew(number, Theirs(what, author), group.name))
    return number


# who is in
def join(desk: Desk, project: Project, person: Person) -> bool:
    """The third one makes a project of it."""
    if store.join(desk.session, project.id, person.id, desk.now) is None:
        return False
    count = store.count_in(desk.session, project.id)
    if store.become(desk.session, project.id, [S.IDEA], store.backed(), state=S.BACKED, since=desk.now, nudged=False):
        desk.later(LOOK, project.id, NUDGED)
        project_posts.refresh(desk, project.id)
        if project.author:
            desk.tell(project.author, ProjectBacked(project.id, theirs(project)))
    elif project.author:
        desk.tell(project.author, ProjectJoined(project.id, theirs(project), Theirs(person.first_name, person.id),
                                                count))
    return True


def leave(desk: Desk, project: Project, person: int) -> bool:
    """« Je n’en suis plus »: with the missions they took. Fewer than three before there is a plan: it looks again."""
    seat = seating.of_person(desk.session, OF, project.id, person)
    done = seat is not None and seating.leave(desk.session, seat.id, SeatState.GIVEN_BACK, desk.now, person=person)[0]
    for task in store.tasks(desk.session, project.id):
        taken = seating.of_person(desk.session, TASK, task.id, person)
        if taken is not None and taken.living:
            done |= seating.leave(desk.session, taken.id, SeatState.GIVEN_BACK, desk.now, person=person)[0]
    if done:
        too_few(desk, project, person)
    return done


def too_few(desk: Desk, project: Project, person: int) -> None:
    back = store.become(desk.session, project.id, [S.BACKED], ~store.backed(), state=S.IDEA, nudged=False,
                        since=desk.now, until=desk.now + GATHERING)
    if back:
        desk.later(LOOK, project.id, GATHERING)
        project_posts.refresh(desk, project.id)
    if project.author and project.author != person and project.living:
        desk.tell(project.author, ProjectLeft(project.id, theirs(project), store.count_in(desk.session, project.id),
                                              back))


def again(desk: Desk, project: Project) -> bool:
    """Fourteen more days, and the group is asked once more."""
    if not store.become(desk.session, project.id, [S.IDEA], store.gathering_is_over(desk.now),
                        until=desk.now + GATHERING, nudged=False, posted=Posted.NOTHING):
        return False
    desk.at(LOOK, project.id, min(desk.now + GATHERING, project.ends_at(timezone(desk, project))))
    desk.later(POST, project.id)
    return True


# the end
def drop(desk: Desk, project: Project, state: ProjectState = S.CANCELLED, *, without: int | None = None) -> bool:
    """It stops before it took place: whoever was in is thanked. without: somebody who acts, and knows."""
    if not store.become(desk.session, project.id, LIVING, state=state, closed_at=desk.now):
        return False
    people = {seat.person for seat in close(desk, project)}
    if project.author:
        people.add(project.author)
    for person in sorted(people - {without}):
        desk.tell(person, ProjectOver(theirs(project), state.value))
    project_posts.stop(desk, project.id)
    for end in ENDINGS:
        end(desk, project.id)
    return True


def close(desk: Desk, project: Project) -> list[Any]:
    """Nobody has a place any more. Those who had one."""
    for what in (LOOK, EVE):
        desk.never(what, project.id)
    gone = seating.release(desk.session, OF, project.id, desk.now)
    for task in store.tasks(desk.session, project.id):
        gone += seating.release(desk.session, TASK, task.id, desk.now)
    return gone


def refuse(desk: Desk, project: Project) -> bool:
    """By whoever looks after the place: it is no project of neighbours."""
    if not drop(desk, project, S.REFUSED, without=project.author):
        return False
    if project.author:
        desk.tell(project.author, ProjectRefused(theirs(project)))
    return True


@when_they_go
def let_go(desk: Desk, person: int) -> None:
    """Theirs are handed to one of those who are in, or end with thanks; and they are in none any more."""
    for project in store.with_me(desk.session, person):
        leave(desk, project, person)
    for project in store.carried_by(desk.session, person):
        hand_over(desk, project)


def hand_over(desk: Desk, project: Project) -> None:
    """Everybody who is in is asked, the first who says yes carries it. Its first author is named nowhere."""
    if not store.become(desk.session, project.id, LIVING, author_id=None, since=desk.now, nudged=False):
        return
    people = store.people_in(desk.session, project.id)
    if not people:
        store.mark(desk.session, project.id, **store.EMPTY)
        drop(desk, get(desk, project.id))
        return
    for seat in people:
        desk.tell(seat.person, ProjectOrphan(project.id, project.what))
    desk.later(LOOK, project.id, NUDGED)


def carry(desk: Desk, project: Project, person: int) -> bool:
    """Somebody who is in goes on with it. False when another one did, or it is over."""
    seat = seating.of_person(desk.session, OF, project.id, person)
    if seat is None or seat.state is not SeatState.SEATED or not store.become(
            desk.session, project.id, LIVING, store.written_by(None), author_id=person, since=desk.now, nudged=False):
        return False
    seating.leave(desk.session, seat.id, SeatState.GIVEN_BACK, desk.now, person=person)
    for one in store.people_in(desk.session, project.id):
        desk.tell(one.person, ProjectGoesOn(project.id, project.what))
    too_few(desk, get(desk, project.id), person)
    desk.at(LOOK, project.id, next_look(desk, get(desk, project.id)))
    desk.later(POST, project.id)
    return True


# time
def next_look(desk: Desk, project: Project) -> datetime:
    zone = timezone(desk, project)
    after = project.after(zone) if project.state is S.OPEN else None
    if after and after > desk.now:
        return after
    return project.ends_at(zone) if project.nudged else min(project.nudge_at(zone), project.ends_at(zone))


@when(LOOK)
def look(desk: Desk, number: int) -> None:
    """The day after, how it went; after 14 days of silence, a word; after 45, it is put away with thanks."""
    found = store.by_id(desk.session, number)
    if found is None or not found.living:
        return
    zone = timezone(desk, found)
    if desk.now >= found.ends_at(zone) or (found.author is None and desk.now >= found.since + NUDGED):
        drop(desk, found, S.ARCHIVED)
        return
    after = found.after(zone) if found.state is S.OPEN else None
    if found.author is None:
        desk.at(LOOK, number, found.since + NUDGED)
        return
    if after and after <= desk.now < found.nudge_at(zone) and desk.once(f"project:{number}", f"after-{found.day}"):
        desk.tell(found.author, ProjectAfter(number, theirs(found)))
    elif desk.now >= found.nudge_at(zone) and store.nudge(desk.session, number):
        desk.tell(found.author, ProjectNudge(number, theirs(found), found.state.value,
                                             store.count_in(desk.session, number)))
        project_posts.refresh(desk, number)
    desk.at(LOOK, number, next_look(desk, get(desk, number)))


def eve_of(desk: Desk, project: Project) -> datetime | None:
    return instant(project.day - DAY, ASKED_AT, timezone(desk, project)) if project.day else None
