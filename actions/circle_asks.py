"""What is asked in a circle: of each of its people, in private; then the asker says whether neighbours are asked too.
Nothing here reaches anybody outside the circle: `actions/circle_wider.py` alone does, by the asker’s own tap.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from actions.agenda import when
from actions.desk import Desk
from messages.circle_asks import (
    CircleAsked,
    CircleAskOver,
    CircleAskStopped,
    CircleDecide,
    CircleFree,
    CircleSilent,
)
from rules.circles import (
    LIVING,
    WAITING,
    AskState,
    CircleAsk,
    Patience,
    Reply,
    decides_at,
    moment_of,
    over_at,
)
from storage import circle_asks as store
from storage import circles, residents

LOOK, DECIDE = "circles.look", "circles.decide"


def title(desk: Desk, ask: CircleAsk) -> str:
    return desk.content.kind(ask.kind).title


def ask(desk: Desk, new: store.NewAsk) -> tuple[CircleAsk, int, datetime | None]:
    """Asked of everybody in the circle who may be: how many, and when the asker is asked what next; None: at once."""
    found = store.by_id(desk.session, store.create(desk.session, new, desk.now))
    assert found is not None
    desk.later(LOOK, found.id)
    return found, *call(desk, found)


def call(desk: Desk, found: CircleAsk) -> tuple[int, datetime | None]:
    """Everybody who has not said no."""
    no = {one.person for one in store.told(desk.session, found.id) if one.answer is Reply.NO}
    told: dict[int, int | None] = {}
    read = []
    for number in circles.reachable(desk.session, found.circle, found.asker, desk.now):
        person = residents.by_id(desk.session, number)
        if person is None or number in no:
            continue
        sent = desk.tell_all([person.address], asked(desk, found))
        for one in sent.values():
            told[number] = one.delivery
            read.append(one.at)
    store.asked(desk.session, found.id, told, desk.now)
    if not told:
        decide_now(desk, found)
        return 0, None
    asker = residents.by_id(desk.session, found.asker)
    at = decides_at(found.patience, min(read), asker.timezone if asker else found.timezone)
    at = min(at, max(moment_of(found, desk.now), desk.now))
    desk.at(DECIDE, found.id, at)
    return len(told), at


def asked(desk: Desk, found: CircleAsk) -> CircleAsked:
    return CircleAsked(found.id, found.asker_name, found.circle_name, title(desk, found), found.minutes, found.day,
                       found.slot, found.place, found.other)


def decide_now(desk: Desk, found: CircleAsk) -> None:
    store.become(desk.session, found.id, AskState.DECIDING, (AskState.ASKING,))
    desk.never(DECIDE, found.id)


def ask_now(desk: Desk, found: CircleAsk) -> None:
    """Nobody is left to say yes: the asker is asked at once."""
    if store.become(desk.session, found.id, AskState.DECIDING, (AskState.ASKING,)):
        desk.never(DECIDE, found.id)
        desk.tell(found.asker, CircleDecide(found.id, title(desk, found), found.circle_name))


@when(DECIDE)
def decide(desk: Desk, number: int) -> None:
    """Nobody said yes in time. It never widens alone."""
    found = store.by_id(desk.session, number)
    if found is not None and desk.now < over_at(found):
        ask_now(desk, found)


def no(desk: Desk, found: CircleAsk, person: int) -> None:
    """It costs nothing. When everybody has said so, the asker need not wait."""
    store.answer(desk.session, found.id, person, Reply.NO)
    if all(one.answer is Reply.NO for one in store.told(desk.session, found.id)):
        ask_now(desk, found)


def cannot(desk: Desk, found: CircleAsk, person: int) -> bool:
    """Whoever said yes takes it back: the circle is asked again, and the asker is asked what they want."""
    if not store.give_back(desk.session, found.id, person):
        return False
    store.answer(desk.session, found.id, person, Reply.NO)
    again = store.by_id(desk.session, found.id)
    assert again is not None
    call(desk, again)
    desk.tell(found.asker, CircleDecide(found.id, title(desk, found), found.circle_name, found.helper_name))
    return True


def wait(desk: Desk, found: CircleAsk) -> bool:
    """« Attendre le cercle »: a day more, of those who have not said no."""
    if not store.become(desk.session, found.id, AskState.ASKING, WAITING):
        return False
    at = decides_at(Patience.DAY, desk.now, found.timezone)
    desk.at(DECIDE, found.id, at)
    return True


def stop(desk: Desk, found: CircleAsk) -> bool:
    """The asker needs it no more."""
    if not store.become(desk.session, found.id, AskState.CLOSED, LIVING, now=desk.now):
        return False
    free(desk, found)
    return True


def stop_with(desk: Desk, found: CircleAsk, name: str) -> None:
    """It ends with its circle."""
    if stop(desk, found):
        desk.tell(found.asker, CircleAskStopped(title(desk, found), name))


def free(desk: Desk, found: CircleAsk) -> None:
    """Nobody is expected, nobody is asked."""
    desk.never(DECIDE, found.id)
    desk.never(LOOK, found.id)
    if found.state is AskState.TAKEN and found.helper is not None:
        desk.tell(found.helper, CircleFree(title(desk, found)))
    follow(desk, found.id, CircleAskOver(False), but=() if found.helper is None else (found.helper,))


def follow(desk: Desk, number: int, message: CircleAskOver, but: Iterable[int] = ()) -> None:
    """What was asked of the others, and is not answered, says so."""
    store.call_off(desk.session, number, desk.now)
    apart = set(but)
    for person, delivery in store.unanswered(desk.session, number):
        if person not in apart:
            desk.change(person, message, delivery)


def let_go(desk: Desk, person: int, circle: int | None = None) -> None:
    """Somebody leaves a circle (or all): what they asked there ends, what they promised is open again."""
    for found in store.of_asker(desk.session, person):
        if circle in (None, found.circle):
            stop(desk, found)
    for found in store.promised(desk.session, person):
        if circle in (None, found.circle):
            cannot(desk, replace(found, helper_name=""), person)


def reach_changed(desk: Desk, person: int, *, reachable: bool) -> None:
    """Who cuts the bot off is expected nowhere; who comes for them is told to call before."""
    if reachable:
        return
    for found in store.promised(desk.session, person):
        cannot(desk, found, person)
    for found in store.of_asker(desk.session, person):
        if found.state is AskState.TAKEN and found.helper is not None:
            desk.tell(found.helper, CircleSilent(title(desk, found)))
