"""Two neighbours of the comité, drawn by lot among who is willing. The seed and the numbers are in the journal."""

from __future__ import annotations

from actions import committees, journal
from actions.agenda import when
from actions.desk import Desk
from actions.leaving import when_they_go
from messages.committees import DrawnByLot, NoneLeft, SeatTaken
from rules.committees import ANSWER, FEWEST_WILLING, SEATS, Ticket, TicketState, order
from rules.journal import Entry
from rules.theirs import Theirs
from storage import committee_draws as store
from storage import console as roles
from storage import residents

ANSWERED = "committees.drawn"
S = TicketState


def draw(desk: Desk) -> bool:
    """False when too few are willing."""
    hat = [one.number for one in store.in_hat(desk.session)]
    if len(hat) < FEWEST_WILLING:
        return False
    seed = desk.random(8).hex()
    drawn = order(seed, hat)
    store.rank(desk.session, drawn)
    journal.note(desk, Entry.DRAWN, seed=seed, tickets=", ".join(map(str, hat)), order=", ".join(map(str, drawn)))
    fill(desk)
    return True


def fill(desk: Desk) -> None:
    """Ask the next of the draw, for each seat that is free."""
    while store.held(desk.session) < SEATS:
        ticket = store.next_drawn(desk.session)
        if ticket is None:
            journal.note(desk, Entry.EMPTY)
            for person in roles.coordinators(desk.session):
                desk.tell(person, NoneLeft())
            return
        store.become(desk.session, ticket.number, S.ASKED, [S.WILLING], desk.now)
        desk.tell(ticket.person, DrawnByLot(ticket.number))
        desk.later(ANSWERED, ticket.number, ANSWER)


def accept(desk: Desk, ticket: Ticket) -> bool:
    if not store.become(desk.session, ticket.number, S.SEATED, [S.ASKED], desk.now):
        return False
    desk.never(ANSWERED, ticket.number)
    journal.note(desk, Entry.SEATED, ticket=str(ticket.number))
    group, person = committees.place(desk), residents.by_id(desk.session, ticket.person)
    if group is not None and person is not None:
        desk.tell_group(group, SeatTaken(Theirs(person.first_name, person.id)))
    return True


def decline(desk: Desk, ticket: Ticket) -> bool:
    """They pass, give their seat back, or never answered: the next one is asked."""
    if not store.become(desk.session, ticket.number, S.DECLINED, [S.ASKED, S.SEATED], desk.now):
        return False
    desk.never(ANSWERED, ticket.number)
    journal.note(desk, Entry.DECLINED, ticket=str(ticket.number))
    fill(desk)
    return True


@when(ANSWERED)
def unanswered(desk: Desk, number: int) -> None:
    ticket = store.by_number(desk.session, number)
    if ticket is not None and ticket.state is S.ASKED:
        decline(desk, ticket)


@when_they_go
def let_go(desk: Desk, person: int) -> None:
    leave(desk, person)


def leave(desk: Desk, person: int) -> None:
    """Out of the hat; a seat that was theirs, or offered to them, goes to the next."""
    ticket = store.of_person(desk.session, person)
    if ticket is None:
        return
    if ticket.state in (S.ASKED, S.SEATED):
        decline(desk, ticket)
    store.leave(desk.session, person)
