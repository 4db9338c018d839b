"""No request dies in silence. One look a request, set again by whatever happens to it: a silent asker, nobody who
comes, the last days, the reminders, « Est-ce que cela s’est fait ? », the end, and what goes three days later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from actions import asks, help_cards
from actions.agenda import when
from actions.asks_call import called
from actions.desk import Desk
from actions.matching import proposed
from actions.seats import leave
from messages.help_care import (
    HelpEnded,
    HelpExpiring,
    HelpFreed,
    HelpReminder,
    HelpReminders,
    HelpUnserved,
)
from messages.thanks import HelpAfter, HelpUnanswered
from rules.deliveries import DeliveryState
from rules.help import (
    KEPT_AFTER,
    LAST_DAYS,
    SILENT_DAYS,
    Acceptance,
    AcceptanceState,
    CloseReason,
    Request,
    RequestState,
    Side,
    after_at,
    is_over,
    last_day,
    over_at,
    reminders,
    silent_at,
    starts_at,
    unserved_at,
)
from storage import contacts, help_due, seats, thanks
from storage import help as store
from storage import help_cards as cards

ON_THE_WAY = (DeliveryState.READY, DeliveryState.WAITING, DeliveryState.PAUSED, DeliveryState.SENDING)
LATE = timedelta(hours=3)
SOON = timedelta(minutes=10)
LOOK = store.LOOK


@when(LOOK)
def look(desk: Desk, number: int) -> None:
    request = store.by_id(desk.session, number)
    if request is None:
        return
    if not request.living:
        forget(desk, request)
        return
    helpers = store.helpers(desk.session, number)
    coming = sorted(moment for moment in ahead(request, helpers) if moment > desk.now)
    if coming:
        desk.at(LOOK, number, coming[0])
    agreed = [helper for helper in helpers if helper.state is AcceptanceState.CONFIRMED]
    if request.state is RequestState.OPEN:
        wait(desk, request, helpers)
    for helper in helpers:
        if helper.state is AcceptanceState.PROPOSED:
            unanswered(desk, request, helper)
    if agreed:
        follow(desk, request, agreed)


def ahead(request: Request, helpers: Sequence[Acceptance]) -> Iterator[datetime]:
    """The hours at which something may be due, past ones included."""
    if request.state is RequestState.OPEN:
        yield from (unserved_at(request), request.expires_at - LAST_DAYS, request.expires_at, over_at(request))
    for helper in helpers:
        if helper.state is AcceptanceState.PROPOSED:
            yield silent_at(helper, request)
        else:
            yield from reminders(request.day, request.slot, request.timezone).values()
            yield from (after_at(request), after_at(request) + SILENT_DAYS)


def forget(desk: Desk, request: Request) -> None:
    """What two neighbours gave each other goes 72 hours after the end."""
    goes = (request.closed_at or desk.now) + KEPT_AFTER
    if desk.now < goes:
        desk.at(LOOK, request.id, goes)
    else:
        contacts.wipe(desk.session, request, desk.now)


def wait(desk: Desk, request: Request, helpers: Sequence[Acceptance]) -> None:
    """A seat is left: the request has ended, is about to, or waits for too long. With some, it goes on with them."""
    title, last = help_cards.title(desk, request), last_day(request)
    over = is_over(request, desk.now)
    if helpers and (over or desk.now >= request.expires_at):
        seats.settle(desk.session, request.id, closed=True)
        help_cards.refresh(desk, request.id)
    elif over:
        end(desk, request, RequestState.CLOSED, CloseReason.NOBODY)
    elif desk.now >= request.expires_at:
        end(desk, request, RequestState.EXPIRED, CloseReason.EXPIRED)
    elif not helpers and desk.now >= request.expires_at - LAST_DAYS and request.day >= last:
        if desk.once(f"help:{request.id}", f"expiring-{last}"):
            desk.tell(request.asker, HelpExpiring(request.id, title, last))
    elif desk.now >= unserved_at(request) and not asks.under_way(desk, request) and called(desk, request, title):
        desk.tell(request.asker, HelpUnserved(request.id, title, cards.placed(desk.session, request.id) > 0,
                                              len(helpers), request.need))


def end(desk: Desk, request: Request, state: RequestState, reason: CloseReason) -> None:
    what = "unserved" if reason is CloseReason.NOBODY else "expired"
    if thanks.came(desk.session, request.id):
        if store.close(desk.session, request.id, RequestState.DONE, CloseReason.DONE, desk.now, what="done"):
            help_cards.refresh(desk, request.id)
    elif store.close(desk.session, request.id, state, reason, desk.now, only=(RequestState.OPEN,), what=what):
        desk.tell(request.asker, HelpEnded(help_cards.title(desk, request), reason))
        help_cards.refresh(desk, request.id)


def unanswered(desk: Desk, request: Request, helper: Acceptance) -> None:
    """Nobody is silent who was not asked: the time counts from the arrival of the question, asked again if lost."""
    if desk.now < silent_at(helper, request):
        return
    asked = help_due.asked(desk.session, helper)
    if asked is None or is_over(request, desk.now):
        free(desk, request, helper)
    elif asked.state is DeliveryState.SENT:
        if desk.now >= silent_at(helper, request, asked.changed_at):
            free(desk, request, helper)
        else:
            desk.at(LOOK, request.id, silent_at(helper, request, asked.changed_at))
    elif asked.state in ON_THE_WAY:
        desk.later(LOOK, request.id, SOON)
    elif desk.once(f"help:{request.id}", f"asked-{helper.id}-{helper.at:%m%d%H%M}"):
        desk.tell(helper.asker, proposed(desk, helper.id, request, helper.volunteer_name))
        desk.later(LOOK, request.id, SOON)
    else:
        free(desk, request, helper, asked=False)


def free(desk: Desk, request: Request, helper: Acceptance, *, asked: bool = True) -> None:
    """The asker did not answer: the helper's day is their own again, and the request is open.

    asked: False when the question never reached them; nothing is held against them.
    """
    if not leave(desk, helper, AcceptanceState.FREED, only=(AcceptanceState.PROPOSED,)):
        return
    title = help_cards.title(desk, request)
    desk.tell(helper.volunteer, HelpFreed(Side.VOLUNTEER, request.id, title))
    if asked and not is_over(request, desk.now):
        again = cards.placed(desk.session, request.id) > 0
        desk.tell(request.asker, HelpFreed(Side.ASKER, request.id, title, helper.volunteer_name, again))
        if desk.now >= unserved_at(request) - LATE:
            called(desk, request, title)
    help_cards.refresh(desk, request.id)
    asks.reopen(desk, request)


def follow(desk: Desk, request: Request, agreed: Sequence[Acceptance]) -> None:
    """Those who agreed: reminded, then asked whether it was done; a week without an answer, and it is closed."""
    if desk.now >= after_at(request) + SILENT_DAYS:
        never_said(desk, request, agreed)
    elif desk.now >= after_at(request):
        ask_after(desk, request, agreed)
    else:
        remind(desk, request, agreed)


def never_said(desk: Desk, request: Request, agreed: Sequence[Acceptance]) -> None:
    """Done if somebody said so of another, else closed: nobody answered of these."""
    done = thanks.came(desk.session, request.id)
    state, reason = ((RequestState.DONE, CloseReason.DONE) if done else
                     (RequestState.CLOSED, CloseReason.NO_REPLY))
    if store.close(desk.session, request.id, state, reason, desk.now,
                   what="done" if done else "unanswered"):
        for person in (request.asker, *(helper.volunteer for helper in agreed)):
            desk.tell(person, HelpUnanswered(help_cards.title(desk, request)))
        help_cards.refresh(desk, request.id)


def ask_after(desk: Desk, request: Request, agreed: Sequence[Acceptance]) -> None:
    """« Est-ce que cela s’est fait ? », once a day asked for, of both sides of each hand."""
    title = help_cards.title(desk, request)
    for helper in agreed:
        mark = f"after-{request.day}" if request.need == 1 else f"after-{request.day}-{helper.id}"
        if desk.once(f"help:{request.id}", mark):
            desk.tell(request.asker, HelpAfter(helper.id, Side.ASKER, helper.volunteer_name, title))
            desk.tell(helper.volunteer, HelpAfter(helper.id, Side.VOLUNTEER, request.asker_name, title))


def remind(desk: Desk, request: Request, agreed: Sequence[Acceptance]) -> None:
    """Each reminder once for a day and a helper, unless it is late or they have only just agreed."""
    about = help_cards.title(desk, request), request.day, request.slot, request.visit_code
    for name, due in reminders(request.day, request.slot, request.timezone).items():
        if not due <= desk.now < min(due + LATE, starts_at(request.day, request.slot, request.timezone)):
            continue
        coming = [one for one in agreed if one.changed_at <= due - timedelta(hours=1)
                  and desk.once(f"help:{request.id}", f"{name}-{request.day}-{one.id}")]
        for one in coming:
            desk.tell(one.volunteer, HelpReminder(one.id, request.id, Side.VOLUNTEER, request.asker_name, *about))
        if len(coming) > 1:
            desk.tell(request.asker, HelpReminders(request.id, *about, tuple(one.volunteer_name for one in coming)))
        elif coming:
            desk.tell(request.asker, HelpReminder(coming[0].id, request.id, Side.ASKER, coming[0].volunteer_name,
                                                  *about))
