"""A yes of the circle, and the step out of it: neighbours are asked too, by the asker’s own tap and by nothing else."""

from __future__ import annotations

from actions import circle_asks as asks
from actions import consents
from actions import help as neighbours
from actions.desk import Desk
from messages.circle_asks import CircleAskOver, CircleNote, CircleYes
from rules.circles import WAITING, AskState, CircleAsk, Reply
from rules.consents import How
from rules.help import Pillar, Request, RequestState
from storage import circle_asks as store
from storage import help as requests
from storage import residents


def yes(desk: Desk, found: CircleAsk, person: int) -> bool:
    """The first of the circle who says so. Once neighbours were asked too: as long as none of them came forward."""
    if not store.take(desk.session, found.id, person, only=(*WAITING, AskState.WIDENED)):
        return False
    if found.state is AskState.WIDENED and not taken_back(desk, found):
        store.become(desk.session, found.id, AskState.WIDENED, (AskState.TAKEN,), helper_id=None)
        return False
    store.answer(desk.session, found.id, person, Reply.YES)
    desk.never(asks.DECIDE, found.id)
    desk.later(asks.LOOK, found.id)
    helper = residents.by_id(desk.session, person)
    desk.tell(found.asker, CircleYes(found.id, helper.first_name if helper else "", asks.title(desk, found), found.day,
                                     found.slot))
    if found.note:
        desk.tell(person, CircleNote(found.asker_name, found.note))
    asks.follow(desk, found.id, CircleAskOver(True), but=(person,))
    return True


def taken_back(desk: Desk, found: CircleAsk) -> bool:
    """What neighbours were asked ends: somebody of the family comes."""
    request = requests.by_id(desk.session, found.request) if found.request is not None else None
    if request is None or request.state is not RequestState.OPEN or request.taken:
        return False
    return neighbours.served_elsewhere(desk, request, Pillar.FAMILY, only=(RequestState.OPEN,))


def widen(desk: Desk, found: CircleAsk, zone: int) -> tuple[Request, neighbours.Shown] | None:
    """By the asker’s tap alone: neighbours are asked too, of this place."""
    if not store.become(desk.session, found.id, AskState.WIDENED, WAITING, now=desk.now):
        return None
    desk.never(asks.DECIDE, found.id)
    need = neighbours.Need(zone, found.kind, found.day, found.slot, found.minutes, found.note)
    request, shown = (consents.publish(desk, found.asker, need, How.ALOUD) if found.other else
                      neighbours.publish(desk, found.asker, need))
    store.become(desk.session, found.id, AskState.WIDENED, (AskState.WIDENED,), request_id=request.id)
    return request, shown
