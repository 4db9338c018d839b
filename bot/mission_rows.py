"""Partners, missions and seats that a button may name, and whose they must be."""

from __future__ import annotations

from typing import Annotated, NamedTuple, TypeAlias

from actions.missions import judges
from bot.rows import Loaded
from bot.turn import Turn
from rules.missions import OF, Mission, MissionState
from rules.partners import Partner
from rules.seating import HOLDING, Seat, SeatState
from storage import missions, partners, seating


class Coming(NamedTuple):
    seat: Seat
    mission: Mission


def my_partner(turn: Turn, number: int) -> Partner | None:
    return next((one for one in partners.of_person(turn.session, turn.person.id) if one.id == number), None)


def my_mission(turn: Turn, number: int) -> Mission | None:
    """Proposed by the presser, for a structure that they act for now and whose charter they accepted."""
    found = missions.by_id(turn.session, number)
    if found is None or found.by != turn.person.id:
        return None
    partner = my_partner(turn, found.partner)
    return found if partner is not None and partner.agreed else None


def seat_of_my_mission(turn: Turn, number: int) -> Coming | None:
    """Of somebody who has a seat there: who waits is nobody's to read."""
    seat = seating.by_id(turn.session, number)
    if seat is None or seat.of != OF or seat.state is not SeatState.SEATED:
        return None
    mission = my_mission(turn, seat.subject)
    return Coming(seat, mission) if mission is not None else None


def my_seat(turn: Turn, number: int) -> Coming | None:
    seat = seating.by_id(turn.session, number)
    if seat is None or seat.of != OF or seat.person != turn.person.id:
        return None
    mission = missions.by_id(turn.session, seat.subject)
    return Coming(seat, mission) if mission is not None else None


def to_judge(turn: Turn, number: int) -> Mission | None:
    """Sent, and still waiting for a word; one's own only where nobody else could say it."""
    found = missions.by_id(turn.session, number)
    waits = found is not None and found.state is MissionState.SENT
    return found if found is not None and waits and turn.person.id in judges(turn.desk, found) else None


def open_to_me(turn: Turn, number: int) -> Mission | None:
    """What I may see: open to me, or mine to go to."""
    found = missions.by_id(turn.session, number)
    if found is None or found.by == turn.person.id:
        return None
    seat = seating.of_person(turn.session, OF, number, turn.person.id)
    if seat is not None and seat.living and found.living:
        return found
    return found if missions.is_for(turn.session, number, turn.person.id, turn.now) else None


def in_my_calendar(turn: Turn, number: int) -> Mission | None:
    """Where I have a seat, or what I propose."""
    found = missions.by_id(turn.session, number)
    if found is None:
        return None
    seat = seating.of_person(turn.session, OF, number, turn.person.id)
    mine = seat is not None and (seat.state in HOLDING or found.state is MissionState.CANCELLED)
    return found if mine or my_mission(turn, number) else None


MyPartner: TypeAlias = Annotated[Partner, Loaded(my_partner)]
MyMission: TypeAlias = Annotated[Mission, Loaded(my_mission)]
SeatOfMyMission: TypeAlias = Annotated[Coming, Loaded(seat_of_my_mission)]
MySeat: TypeAlias = Annotated[Coming, Loaded(my_seat)]
ToJudge: TypeAlias = Annotated[Mission, Loaded(to_judge)]
OpenToMe: TypeAlias = Annotated[Mission, Loaded(open_to_me)]
InMyCalendar: TypeAlias = Annotated[Mission, Loaded(in_my_calendar)]
