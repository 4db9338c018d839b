"""A share: told to the group without a name, one part a person, ended at its hour, nothing left open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from actions.agenda import when
from actions.desk import Desk
from actions.leaving import when_they_go
from messages.shares import PATIENCE, ShareCard, ShareGivenBack, ShareOff, ShareOver, ShareTaken
from rules.food import FoodCard
from rules.groups import Group
from rules.residents import Person
from rules.shares import Share, ShareState
from rules.theirs import Theirs
from storage import groups
from storage import shares as store

END = "shares.end"
S = ShareState


@dataclass(frozen=True, slots=True)
class Offered:
    group: Group
    what: str
    parts: int
    place: str
    ends: datetime
    food: FoodCard


def share(desk: Desk, author: int, said: Offered) -> Share:
    """Its card leaves before its end or never: without a delivery, its author is told so."""
    local = said.ends.astimezone(ZoneInfo(said.group.timezone))
    number = store.add(
        desk.session, desk.now, group_id=said.group.id, author_id=author, what=said.what, parts=said.parts,
        place=said.place, day=local.date(), at=f"{local:%H:%M}", ends_at=said.ends, eat_by=said.food.eat_by,
        allergens=said.food.listed, cold=said.food.cold.value)
    desk.at(END, number, said.ends)
    made = get(desk, number)
    told = desk.tell_group(said.group, card(made), author=author, due=said.ends - PATIENCE) if hears(
        desk, said.group) else None
    if told is not None:
        store.placed(desk.session, number, told.delivery)
    return get(desk, number)


def hears(desk: Desk, group: Group) -> bool:
    resting = group.paused_until is not None and group.paused_until > desk.now
    return group.is_installed and not group.is_shut and not resting


def get(desk: Desk, number: int) -> Share:
    found = store.by_id(desk.session, number)
    assert found is not None
    return found


def what(share: Share) -> Theirs:
    return Theirs(share.what, share.author)


def card(share: Share) -> ShareCard:
    return ShareCard(share.id, share.left, share.day, share.at, share.eat_by, share.allergens, share.cold, what(share),
                     share.state.value)


def refresh(desk: Desk, number: int, *, named: bool = True) -> None:
    """The card says how it stands now, and disturbs nobody. named: in its author’s words."""
    found = store.by_id(desk.session, number)
    group = groups.by_id(desk.session, found.group) if found else None
    if found is not None and group is not None and found.delivery is not None:
        said = card(found)
        desk.tell_group(group, said if named else replace(said, what=""), replaces=found.delivery)


def take(desk: Desk, number: int, person: Person) -> bool:
    """The first ones have the parts; the statement is the judge."""
    if not store.take(desk.session, number, person.id, desk.now):
        return False
    found = get(desk, number)
    desk.tell(found.author, ShareTaken(number, Theirs(person.first_name, person.id), what(found), found.left))
    refresh(desk, number)
    return True


def give_back(desk: Desk, number: int, person: int) -> bool:
    if not store.give_back(desk.session, number, person):
        return False
    found = get(desk, number)
    desk.tell(found.author, ShareGivenBack(number, what(found)))
    refresh(desk, number)
    return True


def cancel(desk: Desk, found: Share, *, named: bool = True) -> bool:
    """Whoever was to come is told at once. named: in its author’s words, which go with them."""
    if not store.end(desk.session, found.id, S.CANCELLED):
        return False
    desk.never(END, found.id)
    for person in store.release(desk.session, found.id):
        if not named or desk.tell(person, ShareOff(what(found))) is None:
            desk.tell(person, ShareOff())
    refresh(desk, found.id, named=named)
    return True


@when(END)
def end(desk: Desk, number: int) -> None:
    """At its hour: nothing of it is left open, and who gave knows how it went."""
    found = store.by_id(desk.session, number)
    if found is None or not store.end(desk.session, number, S.OVER):
        return
    store.release(desk.session, number)
    refresh(desk, number)
    desk.tell(found.author, ShareOver(what(found), found.parts, found.taken))


@when_they_go
def let_go(desk: Desk, person: int) -> None:
    for found in store.standing(desk.session, person):
        cancel(desk, found, named=False)
    for number in store.of_person(desk.session, person):
        give_back(desk, number, person)
