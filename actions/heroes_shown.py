"""A hero « À l’honneur » in the group, one to three a month; and taken back, everywhere, for good."""

from __future__ import annotations

from datetime import timedelta

from actions.agenda import when
from actions.desk import Desk
from messages.heroes import HeroAppears, HeroCard, HeroDelayed, HeroShown
from rules.asks import month_of
from rules.groups import Group
from rules.heroes import A_MONTH, OPEN, Hero, HeroState, named
from storage import groups, residents, zones
from storage import heroes as store

LOOK, PUBLISH = "heroes.look", "heroes.publish"
A_DAY = timedelta(days=1)
S = HeroState


@when(PUBLISH)
def publish(desk: Desk, number: int) -> None:
    """On a working day when the group has room for it, this week and this month; else another day."""
    found = store.by_id(desk.session, number)
    group = groups.by_id(desk.session, found.group) if found else None
    if found is None or group is None or found.state is not S.AGREED:
        return
    if not has_room(desk, group) or not said(desk, found, group):
        desk.later(PUBLISH, number, A_DAY)
        if found.author is not None and desk.once(f"p{found.author}", f"hero-waits-{number}"):
            desk.tell(found.author, HeroDelayed(group.name))


def has_room(desk: Desk, group: Group) -> bool:
    resting = group.paused_until is not None and group.paused_until > desk.now
    return group.is_installed and not group.is_shut and not resting and (
        store.shown_since(desk.session, group.id, month_of(desk.now, group.timezone)) < A_MONTH)


def said(desk: Desk, found: Hero, group: Group) -> bool:
    """False when the group has had its animation for the week: then nothing changed."""
    if found.nominee is None or not store.become(desk.session, found.id, [S.AGREED], S.SHOWN, desk.now):
        return False
    told = desk.tell_group(group, card(desk, found))
    if told is None:
        store.become(desk.session, found.id, [S.SHOWN], S.AGREED, desk.now)
        return False
    store.mark(desk.session, found.id, delivery_id=told.delivery, chat=group.chat, shown_at=told.at)
    store.remember_shown(desk.session, found.id, desk.now)
    desk.tell(found.nominee, HeroShown(found.id, group.name))
    if found.author is not None:
        desk.tell(found.author, HeroAppears(group.name))
    return True


def card(desk: Desk, found: Hero) -> HeroCard:
    person = residents.by_id(desk.session, found.nominee or 0)
    assert person is not None, "a hero goes with the person it is about"
    theirs = zones.of_person(desk.session, person.id)
    name, street = named(found, person, theirs[0].label if theirs else "")
    return HeroCard(found.id, found.what, name, street)


def withdraw(desk: Desk, number: int, *, marked: bool = True) -> bool:
    """Nothing of it is left. True when its message may be out of our reach: the group moved since, or an old backup
    was put back after it appeared.

    marked: an older backup does not bring it back.
    """
    before = store.by_id(desk.session, number)
    said_there = store.take_back(desk.session, number, desk.now)
    if marked:
        store.remember(desk.session, number, desk.now)
    for what in (LOOK, PUBLISH):
        desk.never(what, number)
    if said_there is None:
        return before is not None and before.state is S.SHOWN
    return said_there.moved


def leave_all(desk: Desk, person: int, *, marked: bool = True) -> None:
    """Somebody goes: what was told of them is taken back, and what they told that nobody agreed to yet ends."""
    for number in store.standing(desk.session, person):
        withdraw(desk, number, marked=marked)
    for number in store.told_by(desk.session, person, [one for one in OPEN if one is not S.AGREED]):
        withdraw(desk, number, marked=marked)
