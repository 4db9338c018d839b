"""After a mission: who came, as each side says; the hour, noted by a tap and confirmed by the structure."""

from __future__ import annotations

from actions import hours
from actions.desk import Desk
from messages.missions import MissionHour
from rules.hours import Entry, rounded
from rules.missions import LIVING, OF, Mission, MissionState
from rules.seating import Seat, SeatState
from storage import hours as log
from storage import missions as store
from storage import seating

ANSWERABLE = (*LIVING, MissionState.DONE)


def came(desk: Desk, mission: Mission, seat: Seat, *, yes: bool) -> None:
    """The structure says whether they came: what they noted is confirmed, or the hour is ready for them to note."""
    if seat.came is yes:
        return
    seating.note(desk.session, seat.id, came=yes)
    if not yes:
        return
    entry = noted(desk, seat)
    if entry is not None:
        hours.confirm(desk, entry, mission.partner_name)
    elif seat.hour is None and desk.once(f"mission:{mission.id}", f"hour-{seat.id}"):
        desk.tell(seat.person, MissionHour(seat.id, mission.title, mission.partner_name, minutes(mission)))


def note(desk: Desk, mission: Mission, seat: Seat, first_name: str) -> Entry | None:
    """Their hour, once; confirmed at once where the structure has said that they came. None when it was noted."""
    if seat.hour is not None:
        return None
    number = hours.note(desk, seat.person, first_name, mission.kind, minutes(mission), mission.day)
    seating.note(desk.session, seat.id, hour_id=number, says=True)
    entry = log.stands(desk.session, number)
    if entry is not None and seat.came:
        hours.confirm(desk, entry, mission.partner_name)
    return entry


def noted(desk: Desk, seat: Seat) -> Entry | None:
    return log.stands(desk.session, seat.hour) if seat.hour is not None else None


def minutes(mission: Mission) -> int:
    return rounded(mission.minutes)


def missed(desk: Desk, mission: Mission) -> bool:
    """The structure says that it did not take place: nobody came, nobody notes an hour for it."""
    if not store.become(desk.session, mission.id, MissionState.DONE, LIVING, closed_at=desk.now):
        return False
    for seat in seating.everybody(desk.session, OF, mission.id, (SeatState.SEATED,)):
        seating.note(desk.session, seat.id, came=False)
    return True
