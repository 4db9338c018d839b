"""A hand each week by the same two people: asked of each in turn, made two days ahead, left out or ended in one tap.

No week is made without both: who is away, apart, gone or no longer known is never sent anywhere.
"""

from __future__ import annotations

from datetime import date

from actions.agenda import when
from actions.desk import Desk, holidays
from actions.vouches import may_help
from messages.weekly import (
    WeeklyAgreed,
    WeeklyAsk,
    WeeklyEnded,
    WeeklyLeftOut,
    WeeklyNext,
    WeeklyProposed,
    WeeklyRefused,
    WeeklySkipped,
)
from rules.civil import UNDO, local_date
from rules.help import LIFE, MOST_OPEN, Acceptance, AcceptanceState, CloseReason, Request, RequestState, Side
from rules.screens import Message
from rules.weekly import (
    AFTER_THE_THANKS,
    KINDS,
    MISSED_IN_A_ROW,
    MOST,
    UNANSWERED,
    WEEK,
    LeftOut,
    WeeklyState,
    following,
    ready_at,
)
from storage import consents, parted, readers, residents, seats
from storage import help as help_store
from storage import weekly as store
from storage.once import first_time
from storage.weekly import Weekly

NEXT, END, ASK = "weekly.next", "weekly.end", "weekly.ask"
S = WeeklyState


def after_a_help(desk: Desk, found: Acceptance, request: Request) -> None:
    """Once it is done, and thanked for: an hour later, not on top of the rest. Not for somebody else, whose own yes
    was for that day.
    """
    if request.kind in KINDS and request.need == 1 and consents.of(desk.session, request.id) is None:
        desk.later(ASK, found.id, AFTER_THE_THANKS)


@when(ASK)
def ask(desk: Desk, number: int) -> None:
    """Of who was helped: once for these two, and only while both have room for one more."""
    found = help_store.acceptance(desk.session, number)
    request = help_store.by_id(desk.session, found.request) if found else None
    if found is None or request is None or found.state is not AcceptanceState.DONE or not both_free(desk, found):
        return
    if first_time(desk.session, f"p{found.asker}", f"weekly-{found.volunteer}-{request.kind}", desk.now,
                  other=found.volunteer):
        desk.tell(found.asker, WeeklyAsk(found.id, found.volunteer_name, title(desk, request.kind), request.day,
                                         request.slot))


def both_free(desk: Desk, found: Acceptance) -> bool:
    pair = found.asker, found.volunteer
    return not store.between(desk.session, *pair) and all(store.count(desk.session, one) < MOST for one in pair) and (
        not parted.apart_from_any(desk.session, found.asker, (found.volunteer,)))


def title(desk: Desk, kind: str) -> str:
    return desk.content.kind(kind).title


def propose(desk: Desk, found: Acceptance, request: Request) -> bool:
    """The one says yes: the other is asked. False when it is too late for it."""
    if found.state is not AcceptanceState.DONE or request.kind not in KINDS or not both_free(desk, found):
        return False
    day = following(request.day, local_date(desk.now, request.timezone))
    number = store.propose(desk.session, request, found.volunteer, day, desk.now)
    if number is None:
        return False
    desk.later(NEXT, number, UNANSWERED)
    desk.tell(found.volunteer, WeeklyProposed(number, request.asker_name, title(desk, request.kind), day, request.slot))
    return True


def agree(desk: Desk, found: Weekly) -> bool:
    if not store.step(desk.session, found.id, S.PROPOSED, S.ACTIVE):
        return False
    plan(desk, found, following(found.next_day, local_date(desk.now, found.timezone)), missed=0)
    now = store.by_id(desk.session, found.id)
    assert now is not None
    for person in (found.asker, found.helper):
        desk.tell(person, WeeklyAgreed(found.id, found.other_name(person), title(desk, found.kind), now.next_day,
                                       found.slot))
    return True


def refuse(desk: Desk, found: Weekly) -> bool:
    if found.state is not S.PROPOSED or not store.end(desk.session, found.id):
        return False
    desk.tell(found.asker, WeeklyRefused(title(desk, found.kind)))
    return True


def plan(desk: Desk, found: Weekly, day: date, *, missed: int) -> None:
    store.onward(desk.session, found.id, day, missed=missed)
    desk.at(NEXT, found.id, ready_at(day, found.timezone))


@when(NEXT)
def prepare(desk: Desk, number: int) -> None:
    """Two days before its day: made and told, or left out and told; or it has ended."""
    found = store.by_id(desk.session, number)
    if found is None or found.state is S.ENDING:
        return
    if found.state is S.PROPOSED:
        refuse(desk, found)
        return
    today = local_date(desk.now, found.timezone)
    if gone(desk, found):
        finish(desk, found)
    elif found.next_day <= today:  # nobody kept the time: the weeks that passed are not made up
        plan(desk, found, following(found.next_day, today), missed=found.missed)
    elif (why := left_out(desk, found)) is not None:
        leave_out(desk, found, why)
    else:
        make(desk, found)


def gone(desk: Desk, found: Weekly) -> bool:
    """One of the two is here no more, or they are kept apart."""
    both = [residents.by_id(desk.session, one) for one in (found.asker, found.helper)]
    return any(one is None or not one.is_resident for one in both) or (
        parted.apart_from_any(desk.session, found.asker, (found.helper,)))


def left_out(desk: Desk, found: Weekly) -> LeftOut | None:
    for number in (found.asker, found.helper):
        person = residents.by_id(desk.session, number)
        assert person is not None
        away = person.paused_until is not None and local_date(person.paused_until, person.timezone) > found.next_day
        if person.stopped or away or not store.reached(desk.session, number):
            return LeftOut.AWAY
        place = readers.of(desk.session, [person.address]).get(person.address)
        if holidays(place.commune if place else None, person.timezone)(found.next_day):
            return LeftOut.HOLIDAY
    return LeftOut.FULL if help_store.open_count(desk.session, found.asker) >= MOST_OPEN else None


def leave_out(desk: Desk, found: Weekly, why: LeftOut) -> None:
    missed = found.missed + (why is not LeftOut.HOLIDAY)
    if missed >= MISSED_IN_A_ROW:
        finish(desk, found)
        return
    plan(desk, found, found.next_day + WEEK, missed=missed)
    tell_both(desk, found, WeeklyLeftOut(found.id, title(desk, found.kind), found.next_day, why,
                                         found.next_day + WEEK))


def make(desk: Desk, found: Weekly) -> None:
    """The request of this week, agreed on already: a new code, the two reminders, as any other."""
    number = help_store.create(desk.session, help_store.NewRequest(
        found.asker, found.zone, found.kind, found.next_day, found.slot, found.minutes, "", desk.digits(),
        desk.now + LIFE), desk.now)
    request = help_store.by_id(desk.session, number)
    assert request is not None
    hand = seats.take(desk.session, number, found.helper, desk.now) if may_help(desk, found.helper, request) else None
    if hand is None:
        call_off(desk, request)
        leave_out(desk, found, LeftOut.UNKNOWN if not may_help(desk, found.helper, request) else LeftOut.AWAY)
        return
    seats.confirm(desk.session, hand, found.asker, desk.digits(), desk.now)
    for person, side in ((found.asker, Side.ASKER), (found.helper, Side.VOLUNTEER)):
        desk.tell(person, WeeklyNext(found.id, hand, side, found.other_name(person), title(desk, found.kind),
                                     found.next_day, found.slot))
    plan(desk, found, found.next_day + WEEK, missed=0)


def skip(desk: Desk, found: Weekly, person: int) -> date | None:
    """« Pas cette semaine »: the hand that was made ends, the other side is told. None when there is none."""
    coming = store.coming(desk.session, found)
    if not coming:
        return None
    for request, _hand in coming:
        call_off(desk, request)
    next_day = found.next_day
    desk.tell(found.other(person), WeeklySkipped(found.other_name(found.other(person)), title(desk, found.kind),
                                                 coming[0][0].day, next_day))
    return next_day


def stop(desk: Desk, found: Weekly) -> bool:
    """In one tap, by either; the other is told a minute later, unless it is taken back."""
    if not store.step(desk.session, found.id, S.ACTIVE, S.ENDING):
        return False
    desk.later(END, found.id, UNDO)
    return True


def resume(desk: Desk, found: Weekly) -> bool:
    if not store.step(desk.session, found.id, S.ENDING, S.ACTIVE):
        return False
    desk.never(END, found.id)
    return True


@when(END)
def ended(desk: Desk, number: int) -> None:
    found = store.by_id(desk.session, number)
    if found is not None and found.state is S.ENDING:
        finish(desk, found)


def finish(desk: Desk, found: Weekly) -> None:
    """What was made of it ends too; both have a word of it, without a name."""
    for request, _hand in store.coming(desk.session, found):
        call_off(desk, request)
    desk.never(NEXT, found.id)
    desk.never(END, found.id)
    if store.end(desk.session, found.id):
        tell_both(desk, found, WeeklyEnded(title(desk, found.kind)))


def call_off(desk: Desk, request: Request) -> None:
    """It was on no card: nobody else is told."""
    help_store.close(desk.session, request.id, RequestState.CANCELLED, CloseReason.CANCELLED, desk.now)


def tell_both(desk: Desk, found: Weekly, message: Message) -> None:
    for person in (found.asker, found.helper):
        desk.tell(person, message)


def part(desk: Desk, one: int, other: int) -> None:
    """These two wish to meet no more."""
    for found in store.between(desk.session, one, other):
        finish(desk, found)


def leave_all(desk: Desk, person: int) -> None:
    """They go: whoever counted on them knows it."""
    for found in store.of_person(desk.session, person):
        finish(desk, found)
