"""What a group reads of an atelier: its card, and four steps, each once, within its two posts a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from actions.agenda import when
from actions.desk import Desk
from messages.workshops import WorkshopCard, WorkshopLater, WorkshopStep
from rules.groups import Group
from rules.theirs import Theirs
from rules.workshops import Workshop, WorkshopState, step
from storage import groups
from storage import workshops as store

POST, STEP = "workshops.post", "workshops.step"
A_DAY = timedelta(days=1)
S = WorkshopState


@when(POST)
def post(desk: Desk, number: int) -> None:
    announce(desk, number)


def announce(desk: Desk, number: int) -> bool:
    """False when the group has no room this week: another day then."""
    found = store.by_id(desk.session, number)
    group = groups.by_id(desk.session, found.group) if found else None
    if found is None or group is None or found.state is not S.OPEN or found.delivery is not None:
        return False
    told = desk.tell_group(group, card(found), author=found.author) if hears(desk, group) else None
    if told is None:
        desk.later(POST, number, A_DAY)
        return False
    store.placed(desk.session, number, told.delivery)
    return True


def hears(desk: Desk, group: Group) -> bool:
    resting = group.paused_until is not None and group.paused_until > desk.now
    return group.is_installed and not group.is_shut and not resting


def card(workshop: Workshop) -> WorkshopCard:
    return WorkshopCard(workshop.id, Theirs(workshop.what, workshop.author), workshop.goal, workshop.day,
                        workshop.state.value)


def refresh(desk: Desk, number: int, *, named: bool = True) -> None:
    """The card says how it stands now, and disturbs nobody. named: in its author’s words."""
    found = store.by_id(desk.session, number)
    group = groups.by_id(desk.session, found.group) if found else None
    if found is None or group is None:
        return
    desk.never(POST, number)
    if found.delivery is not None:
        said = card(found)
        desk.tell_group(group, said if named else replace(said, what=""), replaces=found.delivery)


@when(STEP)
def tell_step(desk: Desk, number: int) -> None:
    """The last step that is reached, if nobody told it; kept for another day when the group has no room."""
    found = store.by_id(desk.session, number)
    group = groups.by_id(desk.session, found.group) if found else None
    reached = step(found.pledged, found.goal) if found else 0
    if found is None or group is None or "workshops" in group.off or not store.tell(desk.session, number, reached):
        return
    told = desk.tell_group(group, drawn(desk, found, group)) if hears(desk, group) else None
    if told is not None:
        return
    store.untell(desk.session, number, reached, found.told)
    desk.later(STEP, number, A_DAY)
    if desk.once(f"workshop:{number}", f"later-{reached}"):
        desk.tell(found.author, WorkshopLater(number, Theirs(found.what, found.author), found.percent))


def drawn(desk: Desk, found: Workshop, group: Group) -> WorkshopStep:
    today = desk.now.astimezone(ZoneInfo(group.timezone)).date()
    return WorkshopStep(found.id, Theirs(found.what, found.author), found.goal, found.pledged, found.day, today,
                        "en" if group.language == "en" else "fr")
