"""Two who come to a mission together: an invitation for one person, two seats or none, one given back or both."""

from __future__ import annotations

from actions.desk import Desk
from actions.mission_seats import come, offer, tell_left, tell_partner
from messages.mission_two import TwoOver, TwoSeated, TwoWaiting
from rules.mission_two import AT_LEAST, Invitation, lasts
from rules.missions import OF, Mission, offered_until
from rules.residents import Person
from rules.seating import Seat, SeatState
from rules.theirs import Theirs
from storage import mission_two as store
from storage import missions, parted, residents, seating, seating_two

HOUR = 3600
S = SeatState


def invite(desk: Desk, mission: Mission, by: int) -> str | None:
    """The payload of a link for one person; None when it begins too soon for them to answer."""
    span = lasts(mission.starts_at, desk.now)
    if span < AT_LEAST:
        return None
    number = store.invite(desk.session, mission.id, by, desk.now, desk.now + span)
    return desk.link("mission-two", single=False, hours=int(span.total_seconds() // HOUR), invitation=number)


def opened(desk: Desk, number: int, person: int) -> Invitation | None:
    """For the first who opens it; None for anybody else, and where the two are kept apart: nobody is told why."""
    found = store.by_id(desk.session, number)
    if found is None or not store.opened(desk.session, number, person, desk.now):
        return None
    return None if parted.apart_from_any(desk.session, person, (found.by,)) else found


def yes(desk: Desk, mission: Mission, found: Invitation, person: Person) -> Seat | None:
    """Two seats, or two turns in the list; the one that lacks when the other has theirs. None when it cannot be."""
    by = residents.by_id(desk.session, found.by)
    if by is None or not by.is_resident or not store.answered(desk.session, found.id, person.id, desk.now):
        return None
    mine, theirs = _place(desk, mission, person.id), _place(desk, mission, by.id)
    if mine is None and theirs is None:
        unless = [missions.not_for(desk.session, mission.id, one, desk.now) for one in (by.id, person.id)]
        both = seating_two.ask(desk.session, OF, mission.id, (by.id, person.id), desk.now, unless=unless)
        if both is None:
            return None
        theirs, mine = both
        for seat in both if mine.state is S.SEATED else ():
            tell_partner(desk, mission, seat)
    else:
        theirs, mine = theirs or come(desk, mission, by), mine or come(desk, mission, person)
        if mine is None or theirs is None:
            return mine
        if mine.state is theirs.state is S.SEATED:
            seating_two.join(desk.session, mine, theirs)
    _tell(desk, mission, theirs, person)
    return mine


def _place(desk: Desk, mission: Mission, person: int) -> Seat | None:
    seat = seating.of_person(desk.session, OF, mission.id, person)
    return seat if seat is not None and seat.living else None


def _tell(desk: Desk, mission: Mission, seat: Seat, other: Person) -> None:
    who, about = Theirs(other.first_name, other.id), (mission.title, mission.day, mission.at)
    if seat.state is S.SEATED:
        desk.tell(seat.person, TwoSeated(mission.id, seat.id, who, *about))
    elif seat.state is S.WAITING:
        desk.tell(seat.person, TwoWaiting(seat.id, who, *about))


def no(desk: Desk, found: Invitation, person: int) -> None:
    """It costs nothing, and nobody is told."""
    store.answered(desk.session, found.id, person, desk.now)


def leave_both(desk: Desk, mission: Mission, seat: Seat) -> bool:
    """Nobody comes: the two places go to who waits, and the other knows by whom."""
    other = seating_two.beside(desk.session, seat)
    if other is None:
        return False
    offered = seating_two.leave(desk.session, seat, other, offered_until(mission, desk.now))
    if offered is None:
        return False
    for one in offered:
        offer(desk, mission, one)
    if seat.state is S.SEATED:
        tell_left(desk, mission)
    desk.tell(other.person, TwoOver(Theirs(seat.first_name, seat.person), mission.id, mission.title, mission.day,
                                    mission.at))
    return True
