"""For people without Telegram, by whoever looks after their street: an offer, a moment, a geste, and its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from actions.desk import Desk
from actions.todo import Todo, waits
from rules.consents import How
from rules.help import Request
from rules.intake import ASKED_AGAIN, MOST_OFFERS, Noted, PaperOffer
from rules.offers import Reach
from rules.privacy import months_before
from rules.refusals import Refusal
from rules.residents import Person
from rules.screens import tap
from rules.words import Words, _, titled
from storage import asks_leaders, groups
from storage import intake as store
from storage import todo as needs

FULL = _("Vous avez déjà noté dix propositions. Retirez-en une dans « Ce que j’ai saisi » pour en noter une autre.")


def propose(desk: Desk, by: int, zone: int, things: Sequence[str], reach: Reach, slots: Sequence[str], contact: str,
            how: How) -> int:
    if store.count(desk.session, by) >= MOST_OFFERS:
        raise Refusal(FULL)
    return store.propose(desk.session, by, zone, things, reach, slots, contact, how, desk.now)


def note(desk: Desk, by: int, zone: int, what: Noted, code: str, minutes: int, day: date) -> int:
    """In the totals of the street’s group; in no profile."""
    there = groups.of_zone(desk.session, zone)
    return store.note(desk.session, by, there[0].id if there else 0, what, code, minutes, day, desk.now)


def label(desk: Desk, offer: PaperOffer) -> Words:
    """« Une perceuse, faire des courses »."""
    known = [desk.content.things[code].label for code in offer.things if code in desk.content.things]
    return Words(", ".join(f"{{t{n}}}" for n in range(len(known))),
                 {f"t{n}": Words(one) for n, one in enumerate(known)})


def kinds_of(desk: Desk, offer: PaperOffer) -> set[str]:
    return {kind for code in offer.things if code in desk.content.things
            for kind in desk.content.things[code].kinds}


@waits
def on_paper(desk: Desk, leader: Person) -> Sequence[Todo]:
    """An offer to be asked about again; a need which one of theirs would answer: they take it, and tell the person."""
    mine = store.offers(desk.session, leader.id)
    if not mine:
        return ()
    asked_since = months_before(desk.now, ASKED_AGAIN)
    again = [Todo("", _("Papier n° {n} : la personne est-elle toujours d’accord ?", n=one.id),
                  tap("intake.paper", one.id), one.sure_at) for one in mine if one.sure_at <= asked_since]
    led = asks_leaders.led_by(desk.session, leader.id, desk.now)
    waiting = needs.unserved(desk.session, led, leader.id, desk.now)
    return [*again, *(Todo("", answered_by(desk, one, need), tap("intake.match", one.id, need.id), need.created_at)
                      for one in mine for need in waiting
                      if need.zone == one.zone and need.kind in kinds_of(desk, one))]


def answered_by(desk: Desk, offer: PaperOffer, need: Request) -> Words:
    return _("{title} : le papier n° {n} le propose.", title=titled(desk.content.kind(need.kind).title), n=offer.id)
