"""What was sent to be answered says what is true now: an ask, or « C’est pourvu, merci »."""

from __future__ import annotations

from actions.asks_sign import leader, signed_to
from actions.desk import Desk
from messages.asks import AskOver, HelpAsk
from rules.help import Request, RequestState
from storage import asks, zones


def follow(desk: Desk, request: Request) -> None:
    """As soon as somebody came forward nobody more is asked: what has not left never leaves, what was read says so.
    Open again, what nobody answered asks again, without a sound.
    """
    if request.state is not RequestState.OPEN:
        asks.call_off(desk.session, request.id, desk.now)
    waiting = asks.unanswered(desk.session, request.id)
    here = set(zones.residents(desk.session, request.zone)) if waiting else set()
    who = leader(desk, request) if waiting else None
    filled = request.state in (RequestState.PROPOSED, RequestState.CONFIRMED, RequestState.DONE)
    for row in waiting:
        desk.change(row.person_id, open_again(desk, request, signed_to(desk, who, row.person_id),
                                               lives=row.person_id in here)
                    if request.state is RequestState.OPEN else AskOver(filled), row.delivery_id)


def open_again(desk: Desk, request: Request, by: str, *, lives: bool) -> HelpAsk:
    seen, kind = request if lives else request.seen_from(()), desk.content.kind(request.kind)
    if kind.discreet:
        return HelpAsk(request.id, kind.title, request.minutes, by=by)
    return HelpAsk(request.id, kind.title, request.minutes, seen.zone_label, request.day, request.slot, by)
