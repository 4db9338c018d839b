"""A mission is what somebody is asked for in the month when nobody near needs a hand: each once, with a seat left."""

from __future__ import annotations

from actions.asks_month import SMALL
from actions.desk import Desk
from messages.missions import AskMission
from rules.missions import HOUR
from rules.residents import Person
from storage import missions as store

SOON = 12 * HOUR
A_FEW = 5


def mission(desk: Desk, person: Person, number: int) -> AskMission | None:
    """The next with a seat, that they were not asked for yet, and that is not for today."""
    for one in store.near(desk.session, person.id, desk.now + SOON, A_FEW, free=True):
        if desk.once(f"p{person.id}", f"mission-{one.id}"):
            return AskMission(number, one.id, one.title, one.partner_name, one.day, one.at, one.minutes, one.place)
    return None


SMALL.append(mission)
