"""Everywhere somebody may meet somebody else here: a new list joins by one line of MEETINGS.

Each says whether `viewer` meets `other` there now, read as production reads it. Two who blocked each other never do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from sqlalchemy import select
from sqlmodel import Session

from rules.help import RequestState
from storage import (
    asks_leaders,
    asks_month,
    asks_near,
    contacts,
    help_lists,
    moderation_cases,
    parted,
    seating,
    seats,
    thanks,
    todo,
)
from storage import help as requests
from storage.tables import HelpRequest, table
from tests.world.lilacs import NOW, TODAY, Lilacs

Meets: TypeAlias = Callable[[Session, Lilacs, int, int], bool]
_q = table(HelpRequest)


def open_of(session: Session, asker: int) -> int:
    """The newest open request of this person."""
    return int(session.connection().execute(select(_q.c.id).where(
        _q.c.asker_id == asker, _q.c.state == RequestState.OPEN).order_by(_q.c.id.desc())).scalars().first() or 0)


def is_asked(session: Session, _home: Lilacs, viewer: int, other: int) -> bool:
    request = requests.by_id(session, open_of(session, other))
    found = asks_near.candidates(session, request, "courses-et-repas", NOW) if request else []
    return viewer in {one.id for one in found}


def is_asked_beside(session: Session, home: Lilacs, viewer: int, other: int) -> bool:
    """For a help of a third person, which the other promised already."""
    number = shared(session, home)
    request = requests.by_id(session, number)
    if request is None or seats.take(session, number, other, NOW) is None:
        return False
    return viewer in {one.id for one in asks_near.candidates(session, request, "courses-et-repas", NOW)}


def helps_beside(session: Session, home: Lilacs, viewer: int, other: int) -> bool:
    number = shared(session, home)
    return bool(seats.take(session, number, other, NOW) and seats.take(session, number, viewer, NOW))


def shared(session: Session, home: Lilacs) -> int:
    number = open_of(session, home.ids["Fatou"])
    session.connection().execute(_q.update().where(_q.c.id == number).values(need=2))
    return number


def sits_beside(session: Session, _home: Lilacs, viewer: int, other: int) -> bool:
    seating.open_(session, "mission", 1, 5)
    return bool(seating.ask(session, "mission", 1, other, NOW) and seating.ask(session, "mission", 1, viewer, NOW))


def waits_beside(session: Session, home: Lilacs, viewer: int, other: int) -> bool:
    seating.open_(session, "mission", 2, 1)
    seating.ask(session, "mission", 2, home.ids["Fatou"], NOW)
    return bool(seating.ask(session, "mission", 2, other, NOW) and seating.ask(session, "mission", 2, viewer, NOW))


MEETINGS: dict[str, Meets] = {
    "needs near me": lambda s, _h, me, other: other in {one.asker for one in help_lists.near(s, me, TODAY)},
    "a seat of theirs": lambda s, _h, me, other: seats.take(s, open_of(s, other), me, NOW) is not None,
    "asked for them": is_asked,
    "asked for a third person beside them": is_asked_beside,
    "helping a third person beside them": helps_beside,
    "a seat beside them": sits_beside,
    "a waiting list beside them": waits_beside,
    "news to take of them": lambda s, _h, me, other: other in {who for who, _name in asks_month.helped_by(s, me)},
    "a word of thanks to them": lambda s, _h, me, other: other in {
        one.volunteer for one in thanks.to_thank(s, me, 9)},
    "called when nobody comes for them": lambda s, h, me, other: me in {
        one.id for one in asks_leaders.of(s, h.zone, other, NOW)},
    "their request left unserved": lambda s, h, me, other: other in {
        one.asker for one in todo.unserved(s, [h.zone], me, NOW)},
    "a report of theirs to read": lambda s, _h, me, other: moderation_cases.fit(s, me, other),
    "a word carried": lambda s, _h, me, other: not contacts.blocked(s, me, other),
    "a message that names them": lambda s, _h, me, other: not parted.apart_from_any(s, me, (other,)),
}
