"""A round of a partner: proposed, allowed by a coordinator, posted, joined role by role, ended with thanks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from actions import console, tour_stops
from actions.agenda import when
from actions.desk import Desk
from actions.leaving import when_they_go
from messages.tours import TourCard, TourComing, TourJudged, TourOff, TourOver, TourReminder, TourStopsLeft, TourToJudge
from rules.civil import instant
from rules.food import FoodCard
from rules.partners import Partner, PartnerKind
from rules.residents import Person
from rules.seating import SeatState
from rules.theirs import Theirs
from rules.tours import ENDS, OFS, REMINDED, UNOPENED, Tour, TourRole, TourState, of
from storage import console as roles
from storage import groups, partners, seating
from storage import tour_stops as stops
from storage import tours as store

LOOK, POST = "tours.look", "tours.post"
A_FEW = 20
S = TourState


@dataclass(frozen=True, slots=True)
class Planned:
    what: str
    day: date
    at: str
    place: str
    contact: str
    places: Mapping[TourRole, int]
    stops: tuple[str, ...]
    food: FoodCard


def plan(desk: Desk, partner: Partner, person: Person, said: Planned) -> Tour:
    starts = instant(said.day, said.at, person.timezone)
    number = store.add(
        desk.session, desk.now, said.places, partner_id=partner.id, by_id=person.id, what=said.what, day=said.day,
        at=said.at, starts_at=starts, timezone=person.timezone, place=said.place, contact=said.contact,
        eat_by=said.food.eat_by, allergens=said.food.listed, cold=said.food.cold.value, state=S.SENT,
        tag=partner.tag if partner.kind is PartnerKind.LANDLORD else "")
    stops.add(desk.session, number, said.stops)
    made = get(desk, number)
    for judge in judges(desk, made):
        desk.tell(judge, TourToJudge(number, made.what, made.partner_name, made.day, made.at, made.place))
    desk.at(LOOK, number, starts)
    return made


def get(desk: Desk, number: int) -> Tour:
    found = store.by_id(desk.session, number)
    assert found is not None
    return found


def judges(desk: Desk, tour: Tour) -> list[int]:
    """Every coordinator, the first decides; the author where nobody else could."""
    known = roles.coordinators(desk.session)
    return [one for one in known if one != tour.by] or known


def approve(desk: Desk, tour: Tour) -> bool:
    if tour.starts_at <= desk.now or not store.become(desk.session, tour.id, [S.SENT], S.OPEN):
        return False
    console.note(desk, "tour published", tour.by, said=tour.what)
    desk.tell(tour.by, TourJudged(tour.id, tour.what, True))
    desk.later(POST, tour.id)
    look_again(desk, tour)
    return True


def refuse(desk: Desk, tour: Tour) -> bool:
    if not store.become(desk.session, tour.id, [S.SENT], S.REFUSED):
        return False
    over(desk, tour)
    console.note(desk, "tour refused", tour.by, said=tour.what)
    desk.tell(tour.by, TourJudged(tour.id, tour.what, False))
    return True


def over(desk: Desk, tour: Tour) -> None:
    """Nothing of its stops is left, here or on a telephone."""
    for what in (LOOK, POST):
        desk.never(what, tour.id)
    tour_stops.wipe(desk, tour)


# groups
@when(POST)
def post(desk: Desk, number: int) -> None:
    """The next groups; those that had their two posts of the week are passed over."""
    tour = store.by_id(desk.session, number)
    if tour is None or tour.state is not S.OPEN or tour.starts_at <= desk.now:
        return
    those = store.groups_after(desk.session, tour, A_FEW)
    for one in those:
        group = groups.by_id(desk.session, one)
        told = desk.tell_group(group, card(desk, tour)) if group is not None and group.is_installed else None
        if told is not None:
            store.keep_card(desk.session, number, one, told.delivery)
    if those:
        store.posted(desk.session, number, those[-1])
    if len(those) == A_FEW:
        desk.later(POST, number)


def card(desk: Desk, tour: Tour) -> TourCard:
    free = [role.value for role, (count, _seats) in store.places(desk.session, tour.id).items() if count > 0]
    return TourCard(tour.id, tour.what, tour.partner_name, tour.day, tour.at, tour.place, tour.eat_by, tour.allergens,
                    tour.cold, " ".join(free), tour.state is not S.OPEN or tour.starts_at <= desk.now)


def refresh(desk: Desk, number: int) -> None:
    said = card(desk, get(desk, number))
    for one, delivery in store.cards(desk.session, number):
        group = groups.by_id(desk.session, one)
        if group is not None:
            desk.tell_group(group, said, replaces=delivery)


# who comes
def come(desk: Desk, tour: Tour, role: TourRole, person: Person) -> bool:
    if store.sit(desk.session, tour.id, role, person.id, desk.now) is None:
        return False
    desk.tell(tour.by, TourComing(tour.id, Theirs(person.first_name, person.id), role.value, tour.what))
    if not store.places(desk.session, tour.id)[role][0]:
        refresh(desk, tour.id)
    return True


def leave(desk: Desk, tour: Tour, person: int) -> bool:
    """Every role they had; a stop in their hand is for another."""
    mine = store.seats_of(desk.session, tour.id, person)
    for seat in mine.values():
        seating.leave(desk.session, seat.id, SeatState.GIVEN_BACK, desk.now)
    if mine:
        tour_stops.free(desk, tour, person)
        refresh(desk, tour.id)
    return bool(mine)


def cancel(desk: Desk, tour: Tour) -> bool:
    if not store.become(desk.session, tour.id, [S.SENT, S.OPEN], S.CANCELLED):
        return False
    over(desk, tour)
    for person in release(desk, tour):
        desk.tell(person, TourOff(tour.what, tour.day, tour.at))
    refresh(desk, tour.id)
    return True


def release(desk: Desk, tour: Tour) -> list[int]:
    """Nobody has a seat any more: who had one, each once."""
    freed = [seat.person for role in TourRole
             for seat in seating.release(desk.session, of(role), tour.id, desk.now)]
    return list(dict.fromkeys(freed))


@console.when_role_ends
def partner_gone(desk: Desk, person: int) -> None:
    standing = {one.id for one in partners.of_person(desk.session, person)}
    for tour in store.of_person(desk.session, person):
        if tour.partner not in standing:
            cancel(desk, tour)


@when_they_go
def let_go(desk: Desk, person: int) -> None:
    for tour in store.of_person(desk.session, person):
        cancel(desk, tour)
    for word in OFS:
        for seat in seating.mine(desk.session, word, person):
            found = store.by_id(desk.session, seat.subject)
            if found is not None and found.state is S.OPEN:
                leave(desk, found, person)


# its hours
def look_again(desk: Desk, tour: Tour) -> None:
    due = (tour.starts_at - REMINDED, tour.starts_at, tour.starts_at + UNOPENED, tour.starts_at + ENDS)
    desk.at(LOOK, tour.id, next((moment for moment in due if moment > desk.now), desk.now))


@when(LOOK)
def look(desk: Desk, number: int) -> None:
    tour = store.by_id(desk.session, number)
    if tour is None or not tour.living:
        return
    if tour.state is S.SENT:  # nobody decided in time
        cancel(desk, tour)
        desk.tell(tour.by, TourJudged(number, tour.what, False))
    elif desk.now >= tour.starts_at + ENDS:
        end(desk, tour)
    else:
        if desk.now < tour.starts_at:
            remind(desk, tour)
        elif desk.now >= tour.starts_at + UNOPENED:
            tell_left(desk, tour)
        elif desk.once(f"tour:{number}", "began"):
            refresh(desk, number)
        look_again(desk, tour)


def remind(desk: Desk, tour: Tour) -> None:
    people = {seat.person for seats in store.coming(desk.session, tour.id).values() for seat in seats}
    for person in sorted(people):
        if desk.once(f"tour:{tour.id}", f"reminded-{person}"):
            desk.tell(person, TourReminder(tour.id, tour.what, tour.day, tour.at, tour.place, tour.contact))


def tell_left(desk: Desk, tour: Tour) -> None:
    """Stops that nobody opened or finished: the structure has the list, and knows which."""
    numbers = stops.numbers(desk.session, tour.id)
    if numbers and desk.once(f"tour:{tour.id}", "left"):
        desk.tell(tour.by, TourStopsLeft(tour.id, tour.what, ", ".join(map(str, numbers))))


def end(desk: Desk, tour: Tour) -> None:
    if not store.become(desk.session, tour.id, [S.OPEN], S.DONE):
        return
    over(desk, tour)
    for person in release(desk, tour):
        desk.tell(person, TourOver(tour.what))
