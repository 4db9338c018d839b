"""No mission is left to itself: one look each, set again by whatever happens to it: a seat nobody answers for, a
structure that says nothing, the two reminders, the hour itself, the evening after, the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from actions.agenda import when
from actions.desk import Desk
from actions.mission_cards import refresh
from actions.mission_seats import LOOK, leave, release
from actions.missions import judges
from messages.mission_partners import MissionNudge, PartnerSilent, PresenceAsked
from messages.missions import Ends, MissionAfter, MissionReminder, SeatLapsed
from rules.missions import (
    CALLED,
    LIVING,
    NUDGED,
    OF,
    SETTLED,
    Mission,
    MissionState,
    after_at,
    reminders,
)
from rules.seating import Seat, SeatState
from storage import missions as store
from storage import seating

S = SeatState
LATE, FRESH = timedelta(hours=3), timedelta(hours=1)


@when(LOOK)
def look(desk: Desk, number: int) -> None:
    mission = store.by_id(desk.session, number)
    if mission is None or not mission.living:
        return
    if desk.now >= after_at(mission) + SETTLED:
        settle(desk, mission)
        return
    lapse(desk, mission)
    seats = seating.everybody(desk.session, OF, number)
    sitting = [seat for seat in seats if seat.state is S.SEATED]
    if desk.now >= mission.starts_at:
        begin(desk, mission)
        if desk.now >= after_at(mission):
            ask_after(desk, mission, sitting)
    else:
        remind(desk, mission, sitting)
        chase(desk, mission, sitting)
    desk.at(LOOK, number, min(moment for moment in ahead(mission, seats) if moment > desk.now))


def ahead(mission: Mission, seats: Sequence[Seat]) -> Iterator[datetime]:
    """The hours at which something may be due, past ones included."""
    yield from (*reminders(mission).values(), mission.starts_at, after_at(mission), after_at(mission) + SETTLED)
    for seat in seats:
        if seat.state is S.OFFERED and seat.until is not None:
            yield seat.until
        elif seat.state is S.SEATED and seat.answered_at is None:
            yield from (seat.at + NUDGED, seat.at + CALLED)


def lapse(desk: Desk, mission: Mission) -> None:
    """A seat kept for somebody who did not answer goes to the next."""
    for seat in seating.everybody(desk.session, OF, mission.id, (S.OFFERED,)):
        if seat.until is not None and desk.now >= seat.until and leave(desk, mission, seat, S.LAPSED):
            desk.tell(seat.person, SeatLapsed(mission.id, mission.title))


def remind(desk: Desk, mission: Mission, sitting: Sequence[Seat]) -> None:
    """Each reminder once for a day and a person, unless it is late or they have only just said yes."""
    for name, due in reminders(mission).items():
        if not due <= desk.now < min(due + LATE, mission.starts_at):
            continue
        for seat in sitting:
            if seat.at <= due - FRESH and desk.once(f"mission:{mission.id}", f"{name}-{mission.day}-{seat.id}"):
                desk.tell(seat.person, MissionReminder(mission.id, seat.id, mission.title, mission.day, mission.at,
                                                       mission.place, mission.contact))


def chase(desk: Desk, mission: Mission, sitting: Sequence[Seat]) -> None:
    """Nobody who said yes waits for a word for ever: 48 h, and the structure is asked; five days, and a coordinator."""
    silent = [seat for seat in sitting if seat.answered_at is None]
    late = [seat for seat in silent if desk.now >= seat.at + NUDGED]
    fresh = [seat for seat in late if desk.once(f"mission:{mission.id}", f"nudge-{seat.id}-{seat.turn}")]
    if fresh:
        desk.tell(mission.by, MissionNudge(mission.id, mission.title, len(late)))
    if any(desk.now >= seat.at + CALLED for seat in silent) and desk.once(f"mission:{mission.id}", "called"):
        for judge in judges(desk, mission):
            desk.tell(judge, PartnerSilent(mission.title, mission.partner_name, mission.day, mission.at))


def begin(desk: Desk, mission: Mission) -> None:
    """Its hour has come: nobody new, and those who waited are free."""
    if store.become(desk.session, mission.id, MissionState.CLOSED, (MissionState.OPEN,)):
        refresh(desk, mission)
    release(desk, mission, Ends.FULL, (S.WAITING, S.OFFERED))


def ask_after(desk: Desk, mission: Mission, sitting: Sequence[Seat]) -> None:
    """« Cela a-t-il eu lieu ? », once, of both sides."""
    if not sitting or not desk.once(f"mission:{mission.id}", f"after-{mission.day}"):
        return
    desk.tell(mission.by, PresenceAsked(mission.id, mission.title))
    for seat in sitting:
        desk.tell(seat.person, MissionAfter(seat.id, mission.title, mission.partner_name))


def settle(desk: Desk, mission: Mission) -> None:
    """A week after, whatever was said of it is what is known; who came keeps their seat in the account of it."""
    if store.become(desk.session, mission.id, MissionState.DONE, LIVING, closed_at=desk.now):
        seating.release(desk.session, OF, mission.id, desk.now, (S.WAITING, S.OFFERED))
