"""A message of the town on its way: how far it is, paused, taken up again, stopped, tried again, and how it ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from actions.agenda import when
from actions.campaign_plans import NO_RIGHT
from actions.campaigns import get
from actions.desk import Desk
from messages.campaign_notices import CampaignOver, CampaignProgress
from rules.campaign_plans import closes_at
from rules.campaigns import Campaign, CampaignState, not_now
from rules.deliveries import DeliveryState, Tally
from rules.refusals import Refusal
from rules.words import _
from storage import campaign_rows as rows
from storage import campaigns as store
from storage import console, halting, runs

S, D = CampaignState, DeliveryState
SOON, LATER, SLOWLY = timedelta(seconds=3), timedelta(seconds=15), timedelta(minutes=10)
FIRST_MINUTE = timedelta(minutes=1)


@when("campaigns.follow")
def follow(desk: Desk, number: int) -> None:
    """While something of it is to be sent: its figures, in place. It is over when nothing is left, and not before."""
    found = store.by_id(desk.session, number)
    message = runs.message_of(desk.session, number)
    if found is None or message is None or not found.runs:
        return
    states = runs.states(desk.session, message)
    tally = runs.tally(desk.session, message)
    if found.state is S.PAUSED:  # by itself, perhaps: it is read where it is followed
        show(desk, found, tally)
        return
    if tally.to_send or tally.under_way:
        show(desk, found, tally)
        desk.later("campaigns.follow", number, _pause(desk, found, states.get(D.READY, 0) + tally.under_way))
    elif store.step(desk.session, number, S.DONE, desk.now, only=[S.ACTIVE], ended_at=desk.now):
        store.log(desk.session, number, "done", found.version, None, desk.now)
        show(desk, found, tally, S.DONE)
        if found.by is not None:
            desk.tell(found.by, CampaignOver(number, found.title, tally.sent, not_arrived(tally)))


def _pause(desk: Desk, found: Campaign, moving: int) -> timedelta:
    """Soon while it moves, rarely while all that is left waits for its hour."""
    if not moving:
        return SLOWLY
    return SOON if found.started_at and desk.now - found.started_at < FIRST_MINUTE else LATER


def figures(tally: Tally) -> tuple[int, ...]:
    return (tally.to_send, tally.under_way, tally.sent, tally.failed, tally.uncertain, tally.cancelled)


def not_arrived(tally: Tally) -> int:
    return tally.failed + tally.uncertain + tally.cancelled


def show(desk: Desk, found: Campaign, tally: Tally, state: CampaignState | None = None, why: str = "") -> None:
    """In place of what was said of it before, and only when something changed since."""
    if found.by is None or found.told is None:
        return
    message = CampaignProgress(
        found.id, found.title, state or found.state, tally.to_send, tally.under_way, tally.sent, tally.failed,
        tally.uncertain, tally.cancelled, why == "errors")
    mark = f"{message.stage}:{':'.join(map(str, figures(tally)))}"
    if mark != found.told_figures:
        store.mark(desk.session, found.id, told_figures=mark)
        desk.change(found.by, message, found.told)


def tally_of(desk: Desk, number: int) -> Tally:
    message = runs.message_of(desk.session, number)
    return runs.tally(desk.session, message) if message is not None else Tally(0, 0, 0, 0, 0, 0)


def pause(desk: Desk, number: int, why: str = "") -> Campaign:
    """Nothing more of it leaves until it is taken up again. By itself when too much of it fails."""
    found = get(desk, number) if desk.by is not None else _known(desk, number)
    _step(desk, found, S.PAUSED)
    if (message := runs.message_of(desk.session, number)) is not None:
        halting.pause(desk.session, message, desk.now)
    store.log(desk.session, number, f"paused {why}".strip(), found.version, desk.by, desk.now)
    show(desk, found, tally_of(desk, number), S.PAUSED, why)
    return found


def resume(desk: Desk, number: int) -> Campaign:
    """By anybody who may send it: from then on it is their right that is looked at."""
    found = get(desk, number)
    if found.state is not S.PAUSED:
        raise not_now(found.state)
    _step(desk, found, S.ACTIVE, confirmed_by_id=desk.by)
    if (message := runs.message_of(desk.session, number)) is not None:
        if desk.by is not None and desk.by != found.by:
            rows.take_over(desk.session, message, desk.by)
        halting.resume(desk.session, message, desk.now)
    store.log(desk.session, number, "resumed", found.version, desk.by, desk.now)
    show(desk, found, tally_of(desk, number), S.ACTIVE)
    desk.later("campaigns.follow", number, SOON)
    return found


def stop(desk: Desk, number: int) -> Campaign:
    """What has not left never will; what was said stays."""
    found = get(desk, number)
    _step(desk, found, S.CANCELLED, ended_at=desk.now)
    desk.never("campaigns.start", number)
    if (message := runs.message_of(desk.session, number)) is not None:
        halting.cancel(desk.session, message, desk.now)
    store.log(desk.session, number, "stopped", found.version, desk.by, desk.now)
    show(desk, found, tally_of(desk, number), S.CANCELLED)
    return found


def try_again(desk: Desk, number: int, *, uncertain: bool = False) -> int:
    """What failed leaves again; what may have arrived, only when a person says so."""
    found = get(desk, number)
    message = runs.message_of(desk.session, number)
    if message is None or found.state not in (S.ACTIVE, S.DONE) or found.withdrawn_at or found.full_at:
        raise not_now(found.state)
    if not may_send(desk, found):
        raise Refusal(NO_RIGHT)
    if is_past(desk, found):
        raise Refusal(_("Il est trop tard pour renvoyer : son jour est passé."))
    which = D.UNCERTAIN if uncertain else D.FAILED
    count = runs.try_again(desk.session, message, (which,), desk.now, _until(desk, found))
    if not count:
        raise Refusal(_("Il n’y a rien à renvoyer : tout est arrivé, ou a été arrêté."))
    if found.state is S.DONE:
        _step(desk, found, S.ACTIVE, ended_at=None, confirmed_by_id=desk.by)
    if desk.by is not None and desk.by != found.by:
        rows.take_over(desk.session, message, desk.by)
    store.log(desk.session, number, "again uncertain" if uncertain else "again", found.version, desk.by, desk.now)
    desk.later("campaigns.follow", number, SOON)
    return count


def _until(desk: Desk, found: Campaign) -> datetime:
    """After this it is of no use anywhere."""
    return closes_at(found, desk.now, desk.town.timezone)


def is_past(desk: Desk, found: Campaign) -> bool:
    return desk.now >= _until(desk, found)


def may_send(desk: Desk, found: Campaign) -> bool:
    return desk.by is not None and console.limits_of(desk.session, desk.by) is not None and found.id > 0


def _step(desk: Desk, found: Campaign, to: CampaignState, **columns: Any) -> None:
    if not store.step(desk.session, found.id, to, desk.now, **columns):
        fresh = _known(desk, found.id)
        raise not_now(fresh.state)


def _known(desk: Desk, number: int) -> Campaign:
    found = store.by_id(desk.session, number)
    assert found is not None
    return found
