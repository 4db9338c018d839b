"""Asking for somebody else. Nothing leaves without their yes; when they take it back, everything stops at once."""

from __future__ import annotations

from actions import help as helping
from actions.desk import Desk
from messages.consents import ReachThem
from rules.consents import MOST_FOR_OTHERS, How
from rules.help import Acceptance, Request
from rules.refusals import Refusal
from rules.words import Words, _
from storage import consents as store


def publish(desk: Desk, proxy: int, need: helping.Need, how: How, reach: str = "") -> tuple[Request, helping.Shown]:
    """A request like any other, whose asker is the proxy. reach: how to find the person, for who comes alone."""
    if problem := no_room(desk, proxy):
        raise Refusal(problem)
    request, shown = helping.publish(desk, proxy, need)
    store.keep(desk.session, request.id, proxy, how, desk.now)
    if reach:
        store.note(desk.session, request.id, proxy, reach, desk.now)
    return request, shown


def no_room(desk: Desk, proxy: int) -> Words | None:
    """Why this person cannot ask for one more."""
    if store.count(desk.session, proxy) < MOST_FOR_OTHERS:
        return None
    return _("Vous demandez déjà pour cinq personnes. Quand une demande se termine, vous pouvez en ouvrir une autre.")


def withdraw(desk: Desk, request: Request) -> bool:
    """The person wants it no more: nobody else is asked from this second, and whoever comes is told, without a name."""
    return store.withdraw(desk.session, request.id, request.asker, desk.now) and helping.close(desk, request)


def tell_reach(desk: Desk, found: Acceptance) -> None:
    """Once agreed: whoever comes reads how to find the person."""
    reach = store.reach(desk.session, found.request)
    if reach:
        desk.tell(found.volunteer, ReachThem(found.request, found.id, reach))
