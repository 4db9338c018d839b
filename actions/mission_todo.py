"""Missions that wait for a coordinator, or for the référent of a place, stand in their « 3 choses à faire »."""

from __future__ import annotations

from collections.abc import Sequence

from actions.desk import Desk
from actions.missions import judges
from actions.todo import Todo, waits
from rules.console import TownRole
from rules.residents import Person
from rules.screens import tap
from rules.words import _, quoted
from storage import asks_leaders
from storage import console as roles
from storage import missions as store


@waits
def missions(desk: Desk, leader: Person) -> Sequence[Todo]:
    town = TownRole.COORDINATOR in roles.roles_of(desk.session, leader.id)
    led = () if town else asks_leaders.led_by(desk.session, leader.id, desk.now)
    if not town and not led:
        return ()
    return [Todo("", _("Une mission à valider : {what}", what=quoted(one.title)), tap("mission.judge", one.id),
                 one.sent_at or desk.now)
            for one in store.waiting(desk.session) if (town or one.zone in led) and leader.id in judges(desk, one)]
