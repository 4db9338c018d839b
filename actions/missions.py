"""A mission of a partner: proposed, allowed by a coordinator, changed, copied, closed, cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from actions import console, mission_cards
from actions.agenda import when
from actions.desk import Desk
from actions.mission_seats import LOOK, offer, release
from messages.mission_partners import MissionJudged, MissionToJudge, MissionUnjudged
from messages.missions import Ends, MissionChanged
from rules.civil import instant
from rules.hours import HourKind
from rules.missions import (
    LIVING,
    NUDGED,
    OF,
    SHOWN,
    TOLD,
    UNDER_WAY,
    Mission,
    MissionState,
    Public,
    Why,
    lacks,
    offered_until,
)
from rules.partners import Partner, PartnerKind
from rules.seating import SeatState
from storage import asks_leaders, partners, residents, seating
from storage import console as roles
from storage import missions as store

S = MissionState
UNJUDGED = "missions.unjudged"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a partner wrote."""

    kind: HourKind
    title: str
    day: date
    at: str
    minutes: int
    place: str
    seats: int
    contact: str
    age: int
    insurer: str
    public: Public
    honour: bool = False
    zone: int | None = None


def propose(desk: Desk, partner: Partner, person: int, said: Proposal) -> Mission:
    """Sent to who may allow it, unless something is missing: then it stays a draft."""
    zone = residents.by_id(desk.session, person)
    timezone = zone.timezone if zone else "Europe/Paris"
    number = store.add(
        desk.session, desk.now, partner_id=partner.id, by_id=person, kind=said.kind, title=said.title, day=said.day,
        at=said.at, minutes=said.minutes, place=said.place, contact=said.contact, age=said.age, insurer=said.insurer,
        public=said.public, honour=said.honour, zone_id=said.zone, state=S.DRAFT, timezone=timezone,
        tag=partner.tag if partner.kind is PartnerKind.LANDLORD else "",
        starts_at=instant(said.day, said.at, timezone))
    seating.open_(desk.session, OF, number, said.seats)
    return send(desk, number)


def send(desk: Desk, number: int) -> Mission:
    """To who may allow it, where nothing is missing."""
    mission = get(desk, number)
    if lacks(mission) is None and mission.starts_at > desk.now and store.become(
            desk.session, number, S.SENT, (S.DRAFT, S.REFUSED), sent_at=desk.now):
        ask_judges(desk, mission)
        desk.at(UNJUDGED, number, min(desk.now + NUDGED, mission.starts_at))
    return get(desk, number)


def get(desk: Desk, number: int) -> Mission:
    found = store.by_id(desk.session, number)
    assert found is not None
    return found


def judges(desk: Desk, mission: Mission) -> list[int]:
    """The référent of its place and every coordinator, the first decides; the author where nobody else could."""
    known = roles.coordinators(desk.session)
    zones = [] if mission.zone is None else [mission.zone]
    leads = asks_leaders.referent_of(desk.session, zones, mission.by, desk.now)
    found = dict.fromkeys([*([leads[0].id] if leads else []), *(one for one in known if one != mission.by)])
    return list(found) or known


def ask_judges(desk: Desk, mission: Mission, *, late: bool = False) -> None:
    for judge in judges(desk, mission):
        desk.tell(judge, to_judge(mission, late=late))


def to_judge(mission: Mission, *, late: bool = False) -> MissionToJudge:
    return MissionToJudge(mission.id, mission.sequence, mission.title, mission.partner_name, mission.day, mission.at,
                          mission.minutes, mission.place, mission.public.value, late, mission.zone_label)


def approve(desk: Desk, mission: Mission) -> bool:
    """Open to everybody who may see it. False when somebody decided already, or its hour is past."""
    if mission.starts_at <= desk.now or not store.become(desk.session, mission.id, S.OPEN, (S.SENT,)):
        return False
    desk.never(UNJUDGED, mission.id)
    console.note(desk, "mission published", mission.by, said=mission.title)
    desk.tell(mission.by, MissionJudged(mission.id, mission.title))
    desk.later(LOOK, mission.id)
    desk.later(mission_cards.POST, mission.id)
    return True


def refuse(desk: Desk, mission: Mission, why: Why) -> bool:
    if not store.become(desk.session, mission.id, S.REFUSED, (S.SENT,)):
        return False
    desk.never(UNJUDGED, mission.id)
    console.note(desk, f"mission refused {why}", mission.by, said=mission.title)
    desk.tell(mission.by, MissionJudged(mission.id, mission.title, why))
    return True


def change(desk: Desk, mission: Mission, field: str, value: Any) -> bool:
    """One thing of it. A new day, hour or place is told to those who said yes; nothing else is. False when it cannot
    be: over, past, or fewer seats than are taken.
    """
    if mission.state not in (*UNDER_WAY, S.REFUSED):
        return False
    if field == "seats":
        return resize(desk, mission, int(value))
    if getattr(mission, field) == value:
        return True
    what: dict[str, Any] = {field: value}
    moment = instant(value if field == "day" else mission.day, value if field == "at" else mission.at, mission.timezone)
    if field in ("day", "at"):
        if moment <= desk.now or (desk.now >= mission.starts_at and mission.living):
            return False
        what["starts_at"] = moment
    if field in SHOWN:
        what["sequence"] = mission.sequence + 1
    store.change(desk.session, mission.id, **what)
    if mission.living:
        tell_change(desk, mission.id, field)
    elif mission.state is not S.SENT:
        send(desk, mission.id)
    elif field in SHOWN:
        ask_judges(desk, get(desk, mission.id))
    return True


def resize(desk: Desk, mission: Mission, seats: int) -> bool:
    offered = seating.resize(desk.session, OF, mission.id, seats, offered_until(mission, desk.now))
    for seat in offered or ():
        offer(desk, mission, seat)
    return offered is not None


def tell_change(desk: Desk, number: int, field: str) -> None:
    mission = get(desk, number)
    if field in TOLD:
        for seat in seating.everybody(desk.session, OF, number):
            desk.tell(seat.person, MissionChanged(number, seat.id, mission.title, mission.day, mission.at,
                                                  mission.place, seat.state is not SeatState.SEATED))
        desk.later(LOOK, number)
    if field in SHOWN:
        mission_cards.refresh(desk, mission)


def copy(desk: Desk, mission: Mission, day: date) -> Mission:
    """The same, another day."""
    known, partner = seating.find(desk.session, OF, mission.id), partners.by_id(desk.session, mission.partner)
    assert known is not None
    assert partner is not None
    return propose(desk, partner, mission.by, Proposal(
        mission.kind, mission.title, day, mission.at, mission.minutes, mission.place, known.seats, mission.contact,
        mission.age, mission.insurer, mission.public, mission.honour, mission.zone))


def close(desk: Desk, mission: Mission) -> bool:
    """Nobody new: those who come come, those who wait are told."""
    if not store.become(desk.session, mission.id, S.CLOSED, (S.OPEN,)):
        return False
    release(desk, mission, Ends.FULL, (SeatState.WAITING, SeatState.OFFERED))
    mission_cards.refresh(desk, get(desk, mission.id))
    return True


def cancel(desk: Desk, mission: Mission, why: str = Ends.CANCELLED) -> bool:
    """At any moment before its end; everybody who has a place is told."""
    if not store.become(desk.session, mission.id, S.CANCELLED, (*UNDER_WAY, S.REFUSED), closed_at=desk.now):
        return False
    for what in (LOOK, UNJUDGED, mission_cards.POST):
        desk.never(what, mission.id)
    release(desk, mission, why)
    if mission.state in LIVING:
        mission_cards.refresh(desk, get(desk, mission.id))
    return True


@console.when_role_ends
def partner_gone(desk: Desk, person: int) -> None:
    """The structure is no partner any more: its missions are off, and whoever said yes is told."""
    standing = {one.id for one in partners.of_person(desk.session, person)}
    for mission in store.of_person(desk.session, person, (*UNDER_WAY, S.REFUSED)):
        if mission.partner not in standing:
            cancel(desk, mission, Ends.GONE)


@when(UNJUDGED)
def unjudged(desk: Desk, number: int) -> None:
    """Two days without a word, and the coordinators are asked again; at its hour it is over, shown to nobody."""
    mission = store.by_id(desk.session, number)
    if mission is None or mission.state is not S.SENT:
        return
    if desk.now >= mission.starts_at:
        if cancel(desk, mission):
            desk.tell(mission.by, MissionUnjudged(mission.title))
        return
    desk.at(UNJUDGED, number, mission.starts_at)
    if desk.once(f"mission:{number}", f"late-{mission.sent_at:%Y%m%d%H}"):
        ask_judges(desk, mission, late=True)
