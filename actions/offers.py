"""What somebody lends or can do: added, changed, paused, taken back; asked again each quarter, never ended in silence.

What stands counts as something they like to do when neighbours are asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from actions.agenda import when
from actions.desk import Desk
from messages.offers import OffersPaused, OffersStill
from rules.civil import UNDO
from rules.deliveries import DeliveryState
from rules.offers import MOST, SILENT, Offer, OfferState, Reach, by_kind, next_question
from rules.residents import Person
from storage import offers as store
from storage import residents

STILL, UNHEARD = "offers.still", "offers.silent"
ON_THE_WAY = (DeliveryState.READY, DeliveryState.WAITING, DeliveryState.PAUSED, DeliveryState.SENDING)
A_DAY, A_MONTH = timedelta(days=1), timedelta(days=30)
S = OfferState


def add(desk: Desk, person: int, things: Sequence[str], reach: Reach, slots: Sequence[str]) -> int:
    """How many were added: none twice, none beyond ten."""
    room = MOST - len(store.of_person(desk.session, person))
    known = [what for what in things if what in desk.content.things]
    added = sum(store.add(desk.session, person, what, reach, slots, desk.now) for what in known[:max(0, room)])
    changed(desk, person)
    return added


def take_back(desk: Desk, person: int) -> int:
    """What was added within a minute."""
    gone = store.remove_since(desk.session, person, desk.now - UNDO)
    changed(desk, person)
    return gone


def change(desk: Desk, offer: Offer, reach: Reach, slots: Sequence[str]) -> None:
    """What was paused stands again."""
    store.change(desk.session, offer.id, offer.person, reach, slots, desk.now)
    changed(desk, offer.person)


def pause(desk: Desk, offer: Offer) -> None:
    store.turn(desk.session, offer.person, S.PAUSED, desk.now, only=(S.ACTIVE, S.SILENT), number=offer.id)
    changed(desk, offer.person)


def resume(desk: Desk, offer: Offer) -> None:
    store.turn(desk.session, offer.person, S.ACTIVE, desk.now, only=(S.PAUSED, S.SILENT), number=offer.id)
    changed(desk, offer.person)


def remove(desk: Desk, offer: Offer) -> None:
    store.remove(desk.session, offer.person, offer.id)
    changed(desk, offer.person)


def sure(desk: Desk, person: int) -> bool:
    """« Oui, toujours », even late. False when nothing stands any more."""
    found = store.turn(desk.session, person, S.ACTIVE, desk.now, only=(S.ACTIVE, S.SILENT))
    changed(desk, person)
    return bool(found)


def rest(desk: Desk, person: int) -> None:
    """All of them, until they say otherwise."""
    store.turn(desk.session, person, S.PAUSED, desk.now, only=(S.ACTIVE, S.SILENT))
    changed(desk, person)


def changed(desk: Desk, person: int) -> None:
    """They said something of what they propose: it answers the question, and the next one comes in three months."""
    store.answered(desk.session, person)
    learn(desk, person)


def learn(desk: Desk, person: int) -> None:
    """Whoever looks for somebody to ask knows it; and when they are asked again is set."""
    mine = store.of_person(desk.session, person)
    store.learn(desk.session, person, by_kind(mine, {one.code: one.kinds for one in desk.content.things.values()}))
    at = next_question(mine)
    if at is None:
        desk.never(STILL, person)
    else:
        desk.at(STILL, person, at)


@when(STILL)
def still(desk: Desk, number: int) -> None:
    """« Toujours d’accord ? » Who can be told nothing is asked later: nobody is silent who was not asked."""
    person, mine = residents.by_id(desk.session, number), store.of_person(desk.session, number)
    at = next_question(mine)
    if person is None or at is None:
        return
    if at > desk.now:
        desk.at(STILL, number, at)
        return
    if person.paused_until and person.paused_until > desk.now:
        desk.at(STILL, number, person.paused_until)
        return
    labels = tuple(desk.content.things[one.what].label for one in mine
                   if one.stands and one.what in desk.content.things)
    told = desk.tell_all([person.address], OffersStill(labels)) if may_read(person) and labels else {}
    if not told:
        desk.later(STILL, number, A_MONTH)
        return
    asked = told[person.address]
    store.ask(desk.session, number, asked.delivery, desk.now)
    desk.at(UNHEARD, number, asked.at + SILENT)


def may_read(person: Person) -> bool:
    return person.is_resident and not person.stopped


@when(UNHEARD)
def unheard(desk: Desk, number: int) -> None:
    """Two weeks after the question arrived without an answer: paused, and told."""
    person, asked = residents.by_id(desk.session, number), store.question(desk.session, number)
    if person is None or asked is None:
        return
    if person.paused_until and person.paused_until > desk.now:
        desk.at(UNHEARD, number, person.paused_until + A_DAY)
    elif asked.state in ON_THE_WAY:
        desk.later(UNHEARD, number, A_DAY)
    elif asked.state is DeliveryState.SENT and asked.changed_at and may_read(person):
        if desk.now < asked.changed_at + SILENT:
            desk.at(UNHEARD, number, asked.changed_at + SILENT)
            return
        store.turn(desk.session, number, S.SILENT, desk.now, only=(S.ACTIVE,))
        changed(desk, number)
        desk.tell(person, OffersPaused())
    else:
        store.answered(desk.session, number)
        desk.later(STILL, number, A_DAY)
