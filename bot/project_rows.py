"""Projects and missions that a button may name, and whose they must be."""

from __future__ import annotations

from typing import Annotated, NamedTuple, TypeAlias

from bot.rows import Loaded
from bot.turn import Turn
from rules.projects import LIVING, OF, TASK, Project, ProjectState, Town
from rules.seating import SeatState
from storage import asks_leaders, contacts, groups, ideas, seating
from storage import projects as store
from storage.ideas import Idea
from storage.projects import Task


class Mission(NamedTuple):
    task: Task
    project: Project


def mine(turn: Turn, number: int) -> Project | None:
    """Carried by the presser."""
    found = store.by_id(turn.session, number)
    return found if found is not None and found.author == turn.person.id else None


def mine_living(turn: Turn, number: int) -> Project | None:
    found = mine(turn, number)
    return found if found is not None and found.living else None


def seen(turn: Turn, number: int) -> Project | None:
    """Theirs, one they are in, or one of their group that nobody apart from them is in."""
    found = store.by_id(turn.session, number)
    if found is None:
        return None
    ours = found.author == turn.person.id or is_in(turn, number)
    return found if ours or (found.living and store.shown_to(turn.session, number, turn.person.id)) else None


def is_in(turn: Turn, number: int) -> bool:
    seat = seating.of_person(turn.session, OF, number, turn.person.id)
    return seat is not None and seat.state is SeatState.SEATED


def with_me(turn: Turn, number: int) -> Project | None:
    return store.by_id(turn.session, number) if is_in(turn, number) else None


def without_carrier(turn: Turn, number: int) -> Project | None:
    found = with_me(turn, number)
    return found if found is not None and found.author is None and found.living else None


def mission(turn: Turn, number: int) -> Mission | None:
    task = store.task(turn.session, number)
    project = seen(turn, task.project) if task else None
    return Mission(task, project) if task and project and project.state is ProjectState.OPEN else None


def mission_of_mine(turn: Turn, number: int) -> Mission | None:
    found = mission(turn, number)
    return found if found and found.project.author == turn.person.id else None


def holds(turn: Turn, task: int) -> bool:
    seat = seating.of_person(turn.session, TASK, task, turn.person.id)
    return seat is not None and seat.state is SeatState.SEATED


def to_refuse(turn: Turn, number: int) -> Project | None:
    """An idea of a place that the presser looks after, by somebody else whom they may meet."""
    found = store.by_id(turn.session, number)
    group = groups.by_id(turn.session, found.group) if found and found.state in LIVING else None
    if found is None or group is None or found.author == turn.person.id:
        return None
    led = asks_leaders.led_by(turn.session, turn.person.id, turn.now)
    apart = found.author is not None and contacts.blocked(turn.session, found.author, turn.person.id)
    return found if group.zone in led and not apart else None


def to_answer(turn: Turn, number: int) -> Project | None:
    """It asks for the town hall’s support, and has no answer yet."""
    found = store.by_id(turn.session, number)
    return found if found is not None and found.living and found.town is Town.ASKED else None


def idea_of_mine(turn: Turn, number: int) -> Idea | None:
    found = ideas.by_id(turn.session, number)
    return found if found is not None and found.person == turn.person.id else None


MyProject: TypeAlias = Annotated[Project, Loaded(mine)]
MyLiving: TypeAlias = Annotated[Project, Loaded(mine_living)]
SeenProject: TypeAlias = Annotated[Project, Loaded(seen)]
ProjectWithMe: TypeAlias = Annotated[Project, Loaded(with_me)]
Uncarried: TypeAlias = Annotated[Project, Loaded(without_carrier)]
OpenMission: TypeAlias = Annotated[Mission, Loaded(mission)]
MissionOfMine: TypeAlias = Annotated[Mission, Loaded(mission_of_mine)]
ToRefuse: TypeAlias = Annotated[Project, Loaded(to_refuse)]
ToAnswer: TypeAlias = Annotated[Project, Loaded(to_answer)]
IdeaOfMine: TypeAlias = Annotated[Idea, Loaded(idea_of_mine)]
