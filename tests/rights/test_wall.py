"""The wall between the town and its neighbours: whoever has a role writes every order, presses every button and forges
every other; nothing of a neighbour is shown, and nothing of theirs changes. All people are fictional.

The orders and buttons are those that features declare for a role: a new one is tried without being named here.
"""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from bot.handlers import HOUSE
from rules.console import TownRole
from rules.rights import STAFF
from storage import console, console_links
from tests.bot.scenes import dump, faults
from tests.pilots import Pilot
from tests.rights.test_forged import forged, ids, lived, press_all, shown_of_others
from tests.rights.test_replay import of_others
from tests.world.peupliers import Peupliers
from tests.world.rows import a_person, a_role

MOST_PRESSED = 60
# Buttons of a conversation, and those after which there is no role or no group to look at: forged below, each anew.
ENDS = ("talk.", "someone", "c:", "role.left", "role.ended", "group.gone")
# What these roles are there to change.
THEIRS = frozenset({"town_link", "group_tag", "town_code", "town_role", "town_audit", "agenda", "campaign",
                    "campaign_event", "campaign_tap", "run", "alert", "conversation", "once", "link"})
ROLES = [(TownRole.COORDINATOR, ""), (TownRole.PARTNER, "bailleur"), (TownRole.REFERENT, "")]


@pytest.mark.parametrize(("role", "tag"), ROLES, ids=[role.value for role, _tag in ROLES])
def test_nothing_of_a_neighbour_passes_the_wall(sqlite_engine: Engine, role: TownRole, tag: str) -> None:
    world = lived(sqlite_engine)
    street, ana = world.street, world.street.person("Ana")
    with street.session() as session:
        me = a_person(session, ana.id, first_name="Ana")
    before = of_others(dump(street), me)
    read = {one.id: one.texts for one in (world.odile, world.lucas, world.karim)}
    for name, order in sorted(HOUSE.orders.items()):
        if order.role in STAFF:
            for words in ("", " rue des Peupliers", " 1"):
                stand(world, me, role, tag)
                street.later(seconds=5)
                ana.say(f"/{name}{words}")
                press_around(ana)
                assert shown_of_others(world, ana) == [], name
                ana.say("/annuler")
    numbers = ids(world)
    for action, button in sorted(HOUSE.taps.items()):
        if button.role in STAFF:
            stand(world, me, role, tag)
            press_all(world, [ana], list(forged(action, numbers, street.now.date())), None)
            assert shown_of_others(world, ana) == [], action
            ana.phone.messages.clear()
            ana.say("/annuler")
    after = of_others(dump(street), me)
    assert {table for table in after if after[table] != before[table]} <= THEIRS
    assert {one.id: [text for text in one.texts if text in read[one.id]] for one in (
        world.odile, world.lucas, world.karim)} == read
    assert not faults(street)


def stand(world: Peupliers, person: int, role: TownRole, tag: str) -> None:
    """The role is held and the group is linked, whatever was pressed before."""
    group = world.chat.group
    with world.street.session() as session:
        console_links.link(session, group.id, None, world.street.now)
        console_links.set_tag(session, group.id, "bailleur", wanted=True)
        if not console.roles_of(session, person):
            a_role(session, person, role, tag=tag, zone_id=group.zone if role is TownRole.REFERENT else None)


def press_around(ana: Pilot) -> None:
    """Every button of the newest screen, each once."""
    pressed: set[str] = set()
    for _turn in range(MOST_PRESSED):
        shown = [button.tap for row in ana.newest.rows for _label, button in row if button.tap]
        left = [tap for tap in shown if tap not in pressed and not tap.startswith(ENDS)]
        if not left:
            return
        pressed.add(left[0])
        ana.street.later(seconds=5)
        ana.tap(left[0], ana.newest.id)
