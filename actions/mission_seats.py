"""Who comes to a mission: a seat or a turn in the list, a word from the structure, a seat given back that goes to who
waited first.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from actions.desk import Desk
from messages.mission_partners import MissionComing, MissionLeft
from messages.mission_two import TwoLeft
from messages.missions import Ends, MissionEnded, MissionWelcome, SeatOffered
from rules.missions import OF, Mission, MissionState, offered_until
from rules.residents import Person
from rules.seating import HOLDING, LIVING, Seat, SeatState
from rules.theirs import Theirs
from storage import missions as store
from storage import seating, seating_two

LOOK = "missions.look"
S = SeatState


def come(desk: Desk, mission: Mission, person: Person) -> Seat | None:
    """A seat, or the end of the list; None when it is not theirs to take, or no longer."""
    seat = seating.ask(desk.session, OF, mission.id, person.id, desk.now,
                       unless=store.not_for(desk.session, mission.id, person.id, desk.now))
    if seat is not None and seat.state is S.SEATED:
        tell_partner(desk, mission, seat)
    return seat


def tell_partner(desk: Desk, mission: Mission, seat: Seat) -> None:
    """The structure has 48 hours for a word."""
    desk.tell(mission.by, MissionComing(seat.id, Theirs(seat.first_name, seat.person), mission.title, mission.day,
                                        mission.at))
    desk.later(LOOK, mission.id)


def accept(desk: Desk, mission: Mission, seat: Seat) -> bool:
    """Who waited takes the seat that was kept for them."""
    if not seating.accept(desk.session, seat.id, seat.person, desk.now):
        return False
    tell_partner(desk, mission, seat)
    return True


def leave(desk: Desk, mission: Mission, seat: Seat, into: SeatState = S.GIVEN_BACK) -> bool:
    """Their own word, or their silence: it costs nothing."""
    only = (S.OFFERED,) if into is S.LAPSED else LIVING
    until = offered_until(mission, desk.now)
    done, given = seating.leave(desk.session, seat.id, into, until, only=only)
    if done:
        hand_on(desk, mission, given)
        alone(desk, mission, seat, until)
    if done and seat.state is S.SEATED and mission.living:
        tell_left(desk, mission)
    return done


def hand_on(desk: Desk, mission: Mission, given: Seat | None) -> None:
    """To who waited; to both, when they wait to come together."""
    if given is None:
        return
    offer(desk, mission, given)
    if given.beside is not None and (other := seating.by_id(desk.session, given.beside)) and other.state is S.OFFERED:
        offer(desk, mission, other)


def alone(desk: Desk, mission: Mission, seat: Seat, until: datetime) -> None:
    """Whoever was to come with them comes alone, or waits alone; a seat that was of no use to two is offered."""
    other = seating_two.beside(desk.session, seat)
    if other is None:
        return
    offered = seating_two.part(desk.session, seat, until)
    if other.state is not S.OFFERED and mission.living:
        desk.tell(other.person, TwoLeft(mission.id, other.id, mission.title, mission.day, mission.at,
                                        other.state is S.WAITING))
    for one in offered:
        offer(desk, mission, one)


def tell_left(desk: Desk, mission: Mission) -> None:
    known = seating.find(desk.session, OF, mission.id)
    if known is not None:
        coming = len(seating.everybody(desk.session, OF, mission.id, (S.SEATED,)))
        desk.tell(mission.by, MissionLeft(mission.id, mission.title, coming, known.seats))


def offer(desk: Desk, mission: Mission, seat: Seat) -> None:
    assert seat.until is not None
    local = seat.until.astimezone(ZoneInfo(mission.timezone))
    desk.tell(seat.person, SeatOffered(seat.id, mission.title, mission.day, mission.at, local.date(), f"{local:%H:%M}"))
    desk.later(LOOK, mission.id)


def welcome(desk: Desk, mission: Mission, seat: Seat) -> bool:
    """The structure has a word for who comes. False when it had one already, or they come no more."""
    if seat.state is not S.SEATED or seat.answered_at is not None:
        return False
    seating.note(desk.session, seat.id, answered_at=desk.now)
    desk.tell(seat.person, MissionWelcome(mission.id, seat.id, mission.title, mission.partner_name, mission.contact))
    return True


def greet(desk: Desk, mission: Mission) -> int:
    """Everybody who waits for a word."""
    return sum(welcome(desk, mission, seat) for seat in seating.everybody(desk.session, OF, mission.id, (S.SEATED,)))


def decline(desk: Desk, mission: Mission, seat: Seat) -> bool:
    """The structure cannot have them: they are told with tact, once and for all, and the next is asked."""
    done, given = seating.leave(desk.session, seat.id, S.DECLINED, offered_until(mission, desk.now))
    if not done:
        return False
    seating.note(desk.session, seat.id, answered_at=desk.now)
    desk.tell(seat.person, MissionEnded(mission.title, mission.day, mission.at, Ends.DECLINED))
    hand_on(desk, mission, given)
    alone(desk, mission, seat, offered_until(mission, desk.now))
    return True


def let_go(desk: Desk, person: int) -> None:
    """Somebody leaves, is erased, or reads the bot no more: their seats go to who waits."""
    for seat in seating.mine(desk.session, OF, person):
        mission = store.by_id(desk.session, seat.subject)
        if mission is not None and desk.now < mission.starts_at:
            leave(desk, mission, seat)


def release(desk: Desk, mission: Mission, why: str, states: tuple[SeatState, ...] = LIVING) -> None:
    """These have no place any more, and are told why."""
    for seat in seating.release(desk.session, OF, mission.id, desk.now, states):
        desk.tell(seat.person, MissionEnded(mission.title, mission.day, mission.at, why))


def holds_one(desk: Desk, mission: int, person: int) -> Seat | None:
    """A seat kept for this person, or theirs."""
    seat = seating.of_person(desk.session, OF, mission, person)
    return seat if seat is not None and seat.state in HOLDING else None


OVER = (MissionState.DONE, MissionState.CANCELLED, MissionState.REFUSED)
