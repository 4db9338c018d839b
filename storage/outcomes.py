"""Outcomes written back to the ledger, and what they teach about places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, or_, select, update
from sqlmodel import Session

from rules.deliveries import (
    AddressState,
    DeliveryState,
    Lane,
    Later,
    Moved,
    Outcome,
    Policy,
    Post,
    Refused,
    Sent,
    Shut,
    Uncertain,
)
from rules.groups import GroupState
from rules.kinds import FLEETING, kind_of
from storage import agenda, groups, halting, ledger, residents, shutting
from storage.fleeting import forget_said
from storage.moves import move
from storage.tables import Address, Delivery, NeighbourGroup, table

_d, _a, _g = table(Delivery), table(Address), table(NeighbourGroup)
TRIES = 6
BACKOFF = (2, 10, 60, 600, 3600)
OVERTAKEN = "overtaken"
S = DeliveryState

# A proof of arrival is believed whoever brings it, even after a takeover put the row back, whatever it became since.
_OPEN = or_(_d.c.state == S.SENDING, _d.c.state == S.UNCERTAIN, and_(
    _d.c.epoch == bindparam("by"), _d.c.epoch > 0))
_SENT = update(_d).where(_d.c.id == bindparam("delivery"), _OPEN).values(
    state=S.SENT, telegram_id=bindparam("said"), changed_at=bindparam("at"), reason=None)


def write_outcomes(session: Session, outcomes: Sequence[tuple[Post, Outcome]], now: datetime,
                   failing: Sequence[int] = ()) -> None:
    """One transaction for all of them; the usual one, sent, in one statement. failing: messages that fail too often."""
    for message in failing:
        halting.halt(session, message, halting.Halt.ERRORS, now)
    sent = [{"delivery": post.delivery, "said": outcome.telegram_id, "at": now, "by": post.epoch}
            for post, outcome in outcomes if isinstance(outcome, Sent)]
    if sent:
        session.connection().execute(_SENT, sent)
    for post, outcome in outcomes:
        if not isinstance(outcome, Sent):
            _other(session, post, outcome, now)
        elif post.again:
            shutting.arrived(session, post, now)
        if isinstance(outcome, Sent) and outcome.without_topic:
            shutting.forget_topic(session, post, now)
    fleeting = [post.delivery for post, _outcome in outcomes if kind_of(post.message) in FLEETING]
    if fleeting:
        forget_said(session, fleeting)


def _other(session: Session, post: Post, outcome: Outcome, now: datetime) -> None:
    match outcome:
        case Later(seconds, counted, reason=reason):
            _again(session, post, now, None if counted else seconds, reason)
        case Shut(reason):
            shutting.shut(session, post, reason, now)
        case Moved(value):
            move(session, post.value, value, now)
            _again(session, post, now, 0.0, "moved")
        case Refused(reason, state):
            end = S.CANCELLED if reason == OVERTAKEN else S.FAILED
            ledger.finish(session, post.delivery, end, now, reason=reason[:200], only=(S.SENDING,), epoch=post.epoch)
            if state is not None:
                _close(session, post, state, now)
            elif end is S.FAILED and post.lane != Lane.ANSWER:
                shutting.given_up(session, post, now)
        case Uncertain(reason):
            if post.policy is Policy.AT_LEAST_ONCE:
                _again(session, post, now, None, reason)
            else:
                ledger.finish(session, post.delivery, S.UNCERTAIN, now, reason=reason, only=(S.SENDING,),
                              epoch=post.epoch)
        case Sent():
            raise AssertionError("sent outcomes are written together")


def _again(session: Session, post: Post, now: datetime, seconds: float | None, reason: str) -> None:
    """Back to the ledger: after `seconds`, or by the growing pauses when the try counts."""
    if seconds is not None:
        ledger.postpone(session, post.delivery, now + timedelta(seconds=seconds), now, epoch=post.epoch)
        return
    tried = shutting.attempts(session, post.delivery)
    if tried + 1 >= TRIES:
        ledger.finish(session, post.delivery, S.FAILED, now, reason=f"{reason}, {TRIES} tries", only=(S.SENDING,),
                      epoch=post.epoch)
        shutting.given_up(session, post, now)
        return
    pause = BACKOFF[tried] * (1 + post.delivery % 8 / 16)  # spread, so that a crowd does not come back together
    ledger.postpone(session, post.delivery, now + timedelta(seconds=pause), now, counted=True, epoch=post.epoch)


def _close(session: Session, post: Post, state: AddressState, now: datetime) -> None:
    """A place that refuses is marked, every thread of it; it opens again at its next word."""
    rows = session.connection().execute(
        select(_a.c.id, _a.c.state, _g.c.id.label("group")).outerjoin(_g, _g.c.address_id == _a.c.id).where(
            _a.c.service == "telegram", _a.c.value == post.value)).all()
    for row in rows:
        residents.set_address_state(session, row.id, state, now)
        if row.group is not None and row.state is AddressState.OPEN and state is AddressState.DETACHED:
            groups.change(session, row.group, state=GroupState.REMOVED, removed_at=now)
            agenda.put(session, shutting.GONE, {row.group: now})
