"""The card of a mission in linked groups: within their two posts a week, a few groups at a time, changed in place."""

from __future__ import annotations

from actions.agenda import when
from actions.desk import Desk
from messages.missions import MissionCard
from rules.missions import Mission, MissionState
from storage import groups, help_cards
from storage import missions as store

POST = "missions.post"
A_FEW = 20


@when(POST)
def post(desk: Desk, number: int) -> None:
    """The next groups; those that had their two posts of the week are passed over."""
    mission = store.by_id(desk.session, number)
    if mission is None or mission.state is not MissionState.OPEN or mission.starts_at <= desk.now:
        return
    those = store.groups_after(desk.session, mission, A_FEW)
    for one in those:
        group = groups.by_id(desk.session, one)
        told = desk.tell_group(group, card(mission)) if group is not None and group.is_installed else None
        if told is not None:
            store.keep_card(desk.session, number, one, told.delivery)
    if those:
        store.change(desk.session, number, posted=those[-1])
    if len(those) == A_FEW:
        desk.later(POST, number)


def card(mission: Mission) -> MissionCard:
    return MissionCard(mission.id, mission.title, mission.partner_name, mission.day, mission.at, mission.minutes,
                       mission.place, mission.state is not MissionState.OPEN)


def refresh(desk: Desk, mission: Mission) -> None:
    """Every card says how it stands now. One that has not left says so when it leaves, or never leaves."""
    for number, delivery, gone in store.cards(desk.session, mission.id):
        group = groups.by_id(desk.session, number)
        if group is None:
            continue
        if gone:
            desk.tell_group(group, card(mission), replaces=delivery)
            continue
        help_cards.take_back(desk.session, delivery, desk.now)
        told = desk.tell_group(group, card(mission)) if mission.state is MissionState.OPEN else None
        if told is not None:
            store.move_card(desk.session, mission.id, number, told.delivery)
