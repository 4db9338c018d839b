"""What a group sees and may be reported, beside a request: a feature that shows something says how it is found, hidden
and shown again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from actions import heroes_shown, mission_cards
from actions.desk import Desk
from messages.heroes import HeroHidden
from rules.groups import Group
from rules.heroes import HeroState
from rules.missions import MissionState
from storage import groups, moderation_things
from storage import heroes as told
from storage import missions as store


@dataclass(frozen=True, slots=True)
class Shown:
    """whose: who answers for it; everywhere: it is told beyond this group and its place."""

    whose: int
    title: str
    day: date | None
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """at: which of them a message of a group is. within: whether that group shows it. look: None when it is over.
    hide, show: False when nothing changed."""

    at: Callable[[Desk, Group, int], int | None]
    within: Callable[[Desk, Group, int], bool]
    look: Callable[[Desk, int], Shown | None]
    hide: Callable[[Desk, int], bool]
    show: Callable[[Desk, int], bool]


THINGS: dict[str, Thing] = {}


def spelled(word: str, number: int) -> str:
    return f"{word}:{number}"


def of(thing: str) -> tuple[Thing, int] | None:
    """Of "mission:12"; None when no feature of this version shows such a thing."""
    word, _colon, number = thing.partition(":")
    return (THINGS[word], int(number)) if word in THINGS and number.isdecimal() else None


def at(desk: Desk, group: Group, message: int) -> str:
    """What this message of a group shows, as "mission:12"; empty when it is none of these."""
    for word, thing in THINGS.items():
        number = thing.at(desk, group, message)
        if number is not None and thing.look(desk, number) is not None:
            return spelled(word, number)
    return ""


def is_in(desk: Desk, thing: str, group: Group) -> bool:
    found = of(thing)
    return found is not None and found[0].within(desk, group, found[1])


def look(desk: Desk, thing: str) -> Shown | None:
    found = of(thing)
    return found[0].look(desk, found[1]) if found else None


def hide(desk: Desk, thing: str) -> bool:
    found = of(thing)
    return found is not None and found[0].hide(desk, found[1])


def show(desk: Desk, thing: str) -> bool:
    found = of(thing)
    return found is not None and found[0].show(desk, found[1])


# missions
def mission_at(desk: Desk, group: Group, message: int) -> int | None:
    return moderation_things.mission_at(desk.session, group, message)


def mission_in(desk: Desk, group: Group, number: int) -> bool:
    return moderation_things.mission_in(desk.session, group.id, number)


def mission(desk: Desk, number: int) -> Shown | None:
    found = store.by_id(desk.session, number)
    if found is None or not found.living:
        return None
    return Shown(found.by, found.title, found.day, found.zone is None)


def close_mission(desk: Desk, number: int) -> bool:
    """Nobody new; those who have a seat keep it."""
    return _mission_becomes(desk, number, MissionState.OPEN, MissionState.CLOSED)


def reopen_mission(desk: Desk, number: int) -> bool:
    found = store.by_id(desk.session, number)
    if found is None or found.starts_at <= desk.now:
        return False
    desk.later(mission_cards.POST, number)
    return _mission_becomes(desk, number, MissionState.CLOSED, MissionState.OPEN)


def _mission_becomes(desk: Desk, number: int, before: MissionState, state: MissionState) -> bool:
    done = store.become(desk.session, number, state, (before,))
    found = store.by_id(desk.session, number)
    if done and found is not None:
        mission_cards.refresh(desk, found)
    return done


# thanks told aloud in the group
def hero_at(desk: Desk, group: Group, message: int) -> int | None:
    return moderation_things.hero_at(desk.session, group, message)


def hero_in(desk: Desk, group: Group, number: int) -> bool:
    found = told.by_id(desk.session, number)
    return found is not None and found.group == group.id


def hero(desk: Desk, number: int) -> Shown | None:
    """Who told it answers for its words; once they have gone, whom it is about."""
    found = told.by_id(desk.session, number)
    whose = (found.author or found.nominee) if found else None
    if found is None or whose is None or found.state not in (HeroState.SHOWN, HeroState.HIDDEN):
        return None
    return Shown(whose, "", None)


def hide_hero(desk: Desk, number: int) -> bool:
    if not told.become(desk.session, number, [HeroState.SHOWN], HeroState.HIDDEN, desk.now):
        return False
    _hero_says(desk, number, hidden=True)
    return True


def show_hero(desk: Desk, number: int) -> bool:
    if not told.become(desk.session, number, [HeroState.HIDDEN], HeroState.SHOWN, desk.now):
        return False
    _hero_says(desk, number, hidden=False)
    return True


def _hero_says(desk: Desk, number: int, *, hidden: bool) -> None:
    found, said = told.by_id(desk.session, number), told.card(desk.session, number)
    group = groups.by_id(desk.session, found.group) if found else None
    if found is not None and said is not None and group is not None:
        desk.tell_group(group, HeroHidden() if hidden else heroes_shown.card(desk, found), replaces=said.delivery)


THINGS["mission"] = Thing(mission_at, mission_in, mission, close_mission, reopen_mission)
THINGS["hero"] = Thing(hero_at, hero_in, hero, hide_hero, show_hero)
