"""The plan of a project: who supports it, four answers, missions with places, what the town hall lends, how it went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from actions import console, project_posts, projects
from actions.agenda import when
from actions.desk import Desk
from actions.project_posts import POST, theirs
from actions.projects import EVE, LOOK
from actions.todo import Todo, waits
from messages.project_carriers import ProjectAnswered, ProjectAsked, ProjectTaken
from messages.projects import ProjectDay
from rules.help import Slot
from rules.projects import MOST_TASKS, OF, TASK, Loan, Project, ProjectState, Support, Town
from rules.residents import Person
from rules.screens import tap
from rules.seating import SeatState
from rules.theirs import Theirs
from rules.words import _
from storage import console as roles
from storage import groups, seating
from storage import projects as store
from storage.projects import Task

S = ProjectState
PLANNED = (S.BACKED, S.OPEN)


def support(desk: Desk, project: Project, found: Sequence[Support]) -> bool:
    """Who may support it; the town hall sees it from then on, and only then."""
    if not store.become(desk.session, project.id, PLANNED, supports=" ".join(found), since=desk.now, nudged=False):
        return False
    if Support.TOWN in found:
        ask_town(desk, project)
    desk.at(LOOK, project.id, projects.next_look(desk, projects.get(desk, project.id)))
    return True


def ask_town(desk: Desk, project: Project) -> None:
    group = groups.by_id(desk.session, project.group)
    if group is not None and store.become(desk.session, project.id, PLANNED, store.town_is(Town.NOT_ASKED),
                                          town=Town.ASKED):
        for one in roles.coordinators(desk.session):
            desk.tell(one, ProjectAsked(project.id, theirs(project), group.name))


def plan(desk: Desk, project: Project, does: str, day: date, slot: str, needs: str, insured: str) -> bool:
    """Kept as it is said; it opens once it is insured, and three neighbours are still in."""
    store.hold(desk.session, project.id)
    said = {"does": does, "day": day, "slot": Slot(slot), "needs": needs, "insured": insured}
    if not store.become(desk.session, project.id, PLANNED, store.backed(), **said, since=desk.now, nudged=False):
        return False
    if insured and store.become(desk.session, project.id, [S.BACKED], store.backed(), state=S.OPEN):
        for seat in store.people_in(desk.session, project.id):
            desk.tell(seat.person, day_of(projects.get(desk, project.id)))
        desk.later(POST, project.id)
    elif project.state is S.OPEN and (project.day, project.slot) != (day, slot):
        for seat in store.people_in(desk.session, project.id):
            desk.tell(seat.person, day_of(projects.get(desk, project.id)))
        project_posts.refresh(desk, project.id)
    after = projects.get(desk, project.id)
    desk.at(LOOK, project.id, projects.next_look(desk, after))
    eve = projects.eve_of(desk, after)
    if after.state is S.OPEN and eve and eve > desk.now:
        desk.at(EVE, project.id, eve)
    return True


def day_of(project: Project, *, eve: bool = False) -> ProjectDay:
    assert project.day is not None
    return ProjectDay(project.id, theirs(project), project.day, project.slot.value, eve)


@when(EVE)
def on_the_eve(desk: Desk, number: int) -> None:
    found = store.by_id(desk.session, number)
    if found is None or found.state is not S.OPEN or found.day is None:
        return
    for seat in store.people_in(desk.session, number):
        desk.tell(seat.person, day_of(found, eve=True))


# missions
def add_task(desk: Desk, project: Project, what: str, places: int) -> bool:
    if project.state is not S.OPEN or len(store.tasks(desk.session, project.id)) >= MOST_TASKS:
        return False
    store.add_task(desk.session, project.id, what, places)
    return True


def drop_task(desk: Desk, task: Task) -> bool:
    """Only while nobody took it."""
    if seating.everybody(desk.session, TASK, task.id):
        return False
    seating.release(desk.session, TASK, task.id, desk.now)
    store.drop_task(desk.session, task.id)
    return True


def take(desk: Desk, project: Project, task: Task, person: Person) -> bool:
    """Who takes a mission is in. False when it is full, over, or not theirs."""
    if person.id != project.author:
        seat = seating.of_person(desk.session, OF, project.id, person.id)
        if (seat is None or seat.state is not SeatState.SEATED) and not projects.join(desk, project, person):
            return False
    if store.take(desk.session, task, person.id, desk.now) is None:
        return False
    if project.author and project.author != person.id:
        desk.tell(project.author, ProjectTaken(project.id, Theirs(person.first_name, person.id), task.what))
    return True


def give_back(desk: Desk, task: Task, person: int) -> bool:
    seat = seating.of_person(desk.session, TASK, task.id, person)
    return seat is not None and seating.leave(desk.session, seat.id, SeatState.GIVEN_BACK, desk.now, person=person)[0]


# the town hall
@waits
def asks_of_the_town(desk: Desk, leader: Person) -> Sequence[Todo]:
    if leader.id not in roles.coordinators(desk.session):
        return []
    return [Todo("", _("Un projet de voisinage demande l’appui de la mairie"), tap("project.town", one.id), one.since)
            for one in store.asking_the_town(desk.session)]


def answer(desk: Desk, project: Project, lends: Sequence[Loan], word: str) -> bool:
    """One answer: to who carries it in private, to the group what is lent. False when somebody answered already."""
    said = Town.LENDS if lends else Town.CANNOT
    if not store.become(desk.session, project.id, PLANNED, store.town_is(Town.ASKED), town=said, word=word,
                        lends=" ".join(lends)):
        return False
    console.note(desk, f"project {said.value}", group=project.group, said=" ".join(lends))
    if project.author:
        desk.tell(project.author, ProjectAnswered(project.id, theirs(project), tuple(lends), word))
    desk.later(POST, project.id)
    return True


# how it went
def done(desk: Desk, project: Project, came: str, told: str) -> bool:
    if not store.become(desk.session, project.id, [S.OPEN], state=S.DONE, came=came, told=told, closed_at=desk.now):
        return False
    projects.close(desk, project)
    desk.later(POST, project.id)
    return True
