"""Everywhere somebody may meet somebody else here: a new list joins by one line of MEETINGS.

Each says whether `viewer` meets `other` there now, read as production reads it. Two who blocked each other never do.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeAlias

from sqlalchemy import insert, select
from sqlmodel import Session

from actions import errand_trips, weekly
from actions.desk import Desk
from rules.campaigns import CampaignKind
from rules.console import RoleState, TownRole
from rules.help import RequestState, Slot
from rules.hours import HourKind
from rules.missions import OF, MissionState, Public
from rules.partners import PartnerKind
from rules.practices import Cost, Crowd, PracticeState, Takes
from rules.rounds import HelperState, RoundStreet
from rules.tours import TourRole, TourState
from rules.workshops import WorkshopState
from storage import (
    asks_leaders,
    asks_month,
    asks_near,
    campaigns,
    circles,
    contacts,
    errands,
    help_lists,
    ladder,
    missions,
    moderation_cases,
    parted,
    partners,
    people,
    practices,
    projects,
    residents,
    round_helpers,
    rounds,
    seating,
    seats,
    shares,
    thanks,
    todo,
    tours,
    workshops,
)
from storage import help as requests
from storage.tables import HelpAcceptance, HelpRequest, RoleHeld, Vouch, table
from storage.tables.circles import CircleMember
from tests.world.lilacs import NOW, TODAY, Lilacs

Meets: TypeAlias = Callable[[Session, Lilacs, int, int], bool]
_q, _acc = table(HelpRequest), table(HelpAcceptance)
DAY, MONTH = timedelta(days=1), NOW.replace(day=1)


def open_of(session: Session, asker: int) -> int:
    """The newest open request of this person."""
    return int(session.connection().execute(select(_q.c.id).where(
        _q.c.asker_id == asker, _q.c.state == RequestState.OPEN).order_by(_q.c.id.desc())).scalars().first() or 0)


def is_asked(session: Session, _home: Lilacs, viewer: int, other: int) -> bool:
    request = requests.by_id(session, open_of(session, other))
    found = asks_near.candidates(session, request, "courses-et-repas", NOW, MONTH) if request else []
    return viewer in {one.id for one in found}


def is_asked_beside(session: Session, home: Lilacs, viewer: int, other: int) -> bool:
    """For a help of a third person, which the other promised already."""
    number = shared(session, home)
    request = requests.by_id(session, number)
    if request is None or seats.take(session, number, other, NOW) is None:
        return False
    return viewer in {one.id for one in asks_near.candidates(session, request, "courses-et-repas", NOW, MONTH)}


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


def a_mission(session: Session, by: int, seats: int = 5) -> int:
    """Open, of the structure for which this person acts."""
    role = session.connection().execute(insert(table(RoleHeld)).values(
        role=TownRole.PARTNER, state=RoleState.ACTIVE, person_id=by, name="", since=NOW).returning(
            table(RoleHeld).c.id)).scalar_one()
    number = missions.add(
        session, NOW, partner_id=partners.add(session, role, PartnerKind.ASSOCIATION, "Les Jardins"), by_id=by,
        kind=HourKind.ASSOCIATION, title="Trier les livres", day=TODAY + 7 * DAY, at="14:00", minutes=120,
        place="salle des fêtes", contact="Ali", age=18, insurer="Mutuelle", public=Public.ALL, honour=False, tag="",
        state=MissionState.OPEN, timezone="Europe/Paris", starts_at=NOW + 7 * DAY)
    seating.open_(session, OF, number, seats)
    return number


def is_shown_theirs(session: Session, _home: Lilacs, viewer: int, other: int) -> bool:
    return a_mission(session, other) in {one.id for one in missions.near(session, viewer, NOW)}


def is_shown_beside(session: Session, home: Lilacs, viewer: int, other: int, seats: int = 5) -> bool:
    """The other sits there, or waits behind its last seat."""
    number = a_mission(session, home.ids["Karim"], seats)
    if seats == 1:
        seating.ask(session, OF, number, home.ids["Fatou"], NOW)
    seating.ask(session, OF, number, other, NOW)
    return number in {one.id for one in missions.near(session, viewer, NOW)}


def a_circle(session: Session, viewer: int, other: int) -> int:
    """Of these two, whoever let them in."""
    number = circles.create(session, "Les proches", viewer, NOW)
    assert number is not None
    session.connection().execute(insert(table(CircleMember)).values(circle_id=number, person_id=other, since=NOW))
    return number


def goes_along(session: Session, home: Lilacs, viewer: int, other: int) -> bool:
    """With the other, new, to somebody of the place."""
    return may_go_along(session, viewer, shared(session, home), other)


def is_given_a_companion(session: Session, home: Lilacs, viewer: int, other: int) -> bool:
    """The other is helped by somebody new, with this one beside."""
    return may_go_along(session, viewer, open_of(session, other), home.ids["Fatou"])


def may_go_along(session: Session, person: int, number: int, helper: int) -> bool:
    request, hand = requests.by_id(session, number), seats.take(session, number, helper, NOW)
    found = requests.acceptance(session, hand) if hand else None
    ladder.choose(session, person, wanted=True, now=NOW)
    return request is not None and found is not None and person in {
        one for one, _address in ladder.companions(session, found, request, NOW)}


def each_week(session: Session, home: Lilacs, viewer: int, other: int) -> bool:
    hand = session.connection().execute(select(_acc.c.id).join(_q, _q.c.id == _acc.c.request_id).where(
        _q.c.asker_id == other, _acc.c.volunteer_id == viewer)).scalars().first()
    found = requests.acceptance(session, hand) if hand else None
    return found is not None and weekly.both_free(Desk(session, NOW, home.street.content), found)


def their_trip(session: Session, home: Lilacs, viewer: int, other: int) -> bool:
    number = errands.go(session, other, home.zone, "la halle", TODAY + DAY, Slot.MORNING, 2, NOW, NOW + DAY)
    trip = errands.trip(session, number)
    return trip is not None and errand_trips.may_ask(Desk(session, NOW, home.street.content), trip, viewer)


def told_of_their_trip(session: Session, home: Lilacs, viewer: int, other: int) -> bool:
    errands.choose(session, viewer, wanted=True, now=NOW)
    person = residents.by_id(session, viewer)
    return person is not None and person.address in errands.readers(session, home.zone, other)


def their_share(session: Session, home: Lilacs, viewer: int, other: int) -> bool:
    number = shares.add(session, NOW, group_id=home.group, author_id=other, what="soupe", parts=2, place="la loge",
                        day=TODAY, at="20:00", ends_at=NOW + DAY, eat_by=TODAY, allergens="", cold="sec")
    seen = number in {one.id for one in shares.near(session, viewer, NOW)}
    assert seen == shares.take(session, number, viewer, NOW)
    return seen


def their_atelier(session: Session, home: Lilacs, viewer: int, other: int) -> bool:
    number = workshops.add(session, NOW, goal=20, state=WorkshopState.OPEN, group_id=home.group, author_id=other,
                           what="masques", place="la mairie", day=TODAY + DAY, ends_at=NOW + DAY)
    seen = number in {one.id for one in workshops.near(session, viewer, NOW)}
    assert seen == workshops.pledge(session, number, viewer, 1, NOW)
    return seen
def a_project(session: Session, home: Lilacs, author: int, *there: int) -> int:
    for person in (author, *there):
        people.take_part(session, person, home.group, NOW)
    return projects.add(session, NOW, group_id=home.group, author_id=author, what="Fleurir la cour", slot=Slot.ANY,
                        until=NOW + 14 * DAY)


def carries_a_project(session: Session, home: Lilacs, viewer: int, other: int) -> bool:
    number = a_project(session, home, other, viewer)
    return number in {one.id for one in projects.of_groups(session, [home.group], viewer)}


def is_in_a_project(session: Session, home: Lilacs, viewer: int, other: int) -> bool:
    number = a_project(session, home, home.ids["Fatou"], viewer, other)
    return bool(projects.join(session, number, other, NOW)) and (
        number in {one.id for one in projects.of_groups(session, [home.group], viewer)}
        or projects.join(session, number, viewer, NOW) is not None)
def a_doorstep(session: Session, home: Lilacs, of: int) -> RoundStreet:
    alert = campaigns.add(session, CampaignKind.ALERT, f"R{of}", of, NOW, theme="t", title="", text="", audience={})
    number = rounds.open_(session, alert, of, NOW)
    assert number is not None
    street = rounds.street(session, rounds.street_of(session, number, home.zone))
    assert street is not None
    rounds.add(session, street.id, NOW, who="Sonnette 4", asker_id=of)
    return street


def their_doorstep(session: Session, home: Lilacs, viewer: int, other: int) -> bool:
    street = a_doorstep(session, home, other)
    helper = round_helpers.say(session, street, viewer, HelperState.YES, NOW)
    return rounds.claim(session, helper, NOW) is not None


def asked_to_their_doorstep(session: Session, home: Lilacs, viewer: int, other: int) -> bool:
    session.connection().execute(insert(table(Vouch)).values(person_id=viewer, by_id=home.ids["Fatou"], at=NOW))
    street = a_doorstep(session, home, other)
    return viewer in dict(round_helpers.candidates(session, street, NOW, 50))


def reads_a_practice(session: Session, home: Lilacs, viewer: int, other: int) -> bool:
    number = practices.add(session, NOW, group_id=home.group, author_id=other, title="Un café", grounds="immeuble",
                           cost=Cost.FREE, crowd=Crowd.FEW, takes=Takes.HOUR, steps="Un thermos, des verres.")
    assert number is not None
    waits = number in {one.id for one in practices.to_read(session, [home.zone], viewer)}
    practices.become(session, number, [PracticeState.SENT], PracticeState.PUBLISHED, NOW)
    return waits or number in {one.id for one in practices.published(session, viewer)}


def a_tour(session: Session, by: int) -> int:
    role = session.connection().execute(insert(table(RoleHeld)).values(
        role=TownRole.PARTNER, state=RoleState.ACTIVE, person_id=by, name="", since=NOW).returning(
            table(RoleHeld).c.id)).scalar_one()
    return tours.add(
        session, NOW, {TourRole.BRING: 5}, by_id=by, what="repas", day=TODAY + DAY, at="10:00", starts_at=NOW + DAY,
        partner_id=partners.add(session, role, PartnerKind.ASSOCIATION, "Les Jardins"), timezone="Europe/Paris",
        place="salle des fêtes", contact="Ali", eat_by=TODAY, allergens="", cold="sec", tag="", state=TourState.OPEN)


def their_tour(session: Session, _home: Lilacs, viewer: int, other: int) -> bool:
    number = a_tour(session, other)
    seen = number in {one.id for one in tours.near(session, viewer, NOW)}
    assert seen == (tours.sit(session, number, TourRole.BRING, viewer, NOW) is not None)
    return seen


def tours_beside(session: Session, home: Lilacs, viewer: int, other: int) -> bool:
    number = a_tour(session, home.ids["Karim"])
    tours.sit(session, number, TourRole.BRING, other, NOW)
    return tours.sit(session, number, TourRole.BRING, viewer, NOW) is not None


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
    "a mission they propose": is_shown_theirs,
    "a mission they go to": is_shown_beside,
    "a mission they wait for": lambda s, h, me, other: is_shown_beside(s, h, me, other, seats=1),
    "a project they carry": carries_a_project,
    "a project they are in": is_in_a_project,
    "a good practice they told": reads_a_practice,
    "the people of a circle": lambda s, _h, me, other: other in {
        one.person for one in circles.members(s, a_circle(s, me, other), me)},
    "asked in a circle": lambda s, _h, me, other: me in circles.reachable(s, a_circle(s, me, other), other, NOW),
    "going along with them": goes_along,
    "going along to them": is_given_a_companion,
    "a hand each week": each_week,
    "their doorstep, during an alert": their_doorstep,
    "asked to go to their doorstep": asked_to_their_doorstep,
    "their shopping trip": their_trip,
    "food that they share": their_share,
    "an atelier that they launch": their_atelier,
    "a round of theirs": their_tour,
    "a round beside them": tours_beside,
    "told of their shopping trip": told_of_their_trip,
    "a message that names them": lambda s, _h, me, other: not parted.apart_from_any(s, me, (other,)),
}
