"""What the town said, said better or taken back: everywhere, in place, and for what has not left yet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions.campaign_runs import show, tally_of
from actions.campaigns import check, get
from actions.desk import Desk
from messages.campaign_notices import AppealFull
from messages.campaigns import FULL, WITHDRAWN, EraseCard, card_of
from rules.campaigns import REMOVABLE, Campaign, CampaignState, not_now
from rules.refusals import Refusal
from rules.words import _
from storage import campaign_rows as rows
from storage import campaigns as store
from storage import halting, runs

S = CampaignState
SAID = (S.ACTIVE, S.PAUSED, S.DONE, S.CANCELLED)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """removed: where it is taken away. marked: where it is too old for that, and says that it was taken back."""

    removed: int
    marked: int
    stopped: int


def said_already(desk: Desk, number: int) -> tuple[Campaign, int]:
    """With the message that carries it. Raises Refusal for what was never said, or is taken back."""
    found = get(desk, number)
    message = runs.message_of(desk.session, number)
    if message is None or found.state not in SAID:
        raise Refusal(_("Rien n’est encore parti : changez le brouillon."))
    if found.withdrawn_at is not None:
        raise Refusal(_("Ce message a déjà été retiré partout."))
    return found, message


def correct(desk: Desk, number: int, version: int, text: str) -> int:
    """These words instead: where it was said, and for what is still to leave. How many messages change."""
    found, message = said_already(desk, number)
    check(found, {"text": text})
    if not store.reword(desk.session, number, version, text, desk.by, desk.now):
        raise not_now(found.state)
    fresh = replace(found, text=text, version=version + 1)
    card = card_of(fresh, desk.town.name, state=FULL if found.full_at else "")
    rows.reword(desk.session, message, card)
    store.log(desk.session, number, "corrected", version + 1, desk.by, desk.now)
    return rows.change_each(desk.session, message, card, desk.now)


def withdraw(desk: Desk, number: int) -> Withdrawn:
    """What has not left never will. Within two days it is taken away; later, it says that it was taken back."""
    found, message = said_already(desk, number)
    stopped = halting.cancel(desk.session, message, desk.now)
    if found.runs:
        store.step(desk.session, number, S.CANCELLED, desk.now, ended_at=desk.now)
    store.mark(desk.session, number, withdrawn_at=desk.now)
    store.log(desk.session, number, "withdrawn", found.version, desk.by, desk.now)
    limit = desk.now - REMOVABLE
    removed = rows.change_each(desk.session, message, EraseCard(), desk.now, since=limit)
    gone = card_of(found, desk.town.name, state=WITHDRAWN)
    marked = rows.change_each(desk.session, message, gone, desk.now, before=limit)
    show(desk, found, tally_of(desk, number), S.CANCELLED if found.runs else found.state)
    return Withdrawn(removed, marked, stopped)


def complete(desk: Desk, number: int) -> None:
    """« Complet, merci »: by whoever asked, or by the last place taken. What is queued stops, the cards say it."""
    found = store.by_id(desk.session, number)
    message = runs.message_of(desk.session, number)
    if found is None or message is None or not store.fill(desk.session, number, desk.now):
        return
    halting.cancel(desk.session, message, desk.now)
    if found.runs:
        store.step(desk.session, number, S.DONE, desk.now, ended_at=desk.now)
    store.log(desk.session, number, "full", found.version, desk.by, desk.now)
    rows.change_each(desk.session, message, card_of(found, desk.town.name, state=FULL), desk.now)
    show(desk, found, tally_of(desk, number), S.DONE)
    if found.by is not None:
        desk.tell(found.by, AppealFull(number, found.title))


def complete_by_hand(desk: Desk, number: int) -> Campaign:
    found, _message = said_already(desk, number)
    if found.full_at is not None:
        raise Refusal(_("C’est déjà dit partout : c’est complet."))
    complete(desk, number)
    return found
