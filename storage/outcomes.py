"""Outcomes written back to the ledger, and what they teach about places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select, update
from sqlmodel import Session

from rules.deliveries import (
    AddressState,
    DeliveryState,
    Later,
    Moved,
    Outcome,
    Policy,
    Post,
    Refused,
    Sent,
    Uncertain,
)
from storage import ledger, residents
from storage.moves import move
from storage.tables import Address, Delivery, table

_d, _a = table(Delivery), table(Address)
TRIES = 6
BACKOFF = (2, 10, 60, 600, 3600, 14400)
S = DeliveryState

_OPEN = or_(_d.c.state == S.SENDING, _d.c.state == S.UNCERTAIN)
_SENT = update(_d).where(_d.c.id == bindparam("delivery"), _OPEN).values(
    state=S.SENT, telegram_id=bindparam("said"), changed_at=bindparam("at"), reason=None)


def write_outcomes(session: Session, outcomes: Sequence[tuple[Post, Outcome]], now: datetime) -> None:
    """One transaction for all of them; the usual one, sent, in one statement."""
    sent = [{"delivery": post.delivery, "said": outcome.telegram_id, "at": now}
            for post, outcome in outcomes if isinstance(outcome, Sent)]
    if sent:
        session.connection().execute(_SENT, sent)
    for post, outcome in outcomes:
        if not isinstance(outcome, Sent):
            _other(session, post, outcome, now)


def _other(session: Session, post: Post, outcome: Outcome, now: datetime) -> None:
    match outcome:
        case Later(seconds, counted):
            _again(session, post, now, seconds if not counted else None, "not sent")
        case Moved(value):
            move(session, post.value, value, now)
            _again(session, post, now, 0.0, "moved")
        case Refused(reason, state):
            ledger.finish(session, post.delivery, S.FAILED, now, reason=reason)
            if state is not None:
                _close(session, post, state, now)
        case Uncertain(reason):
            if post.policy is Policy.AT_LEAST_ONCE:
                _again(session, post, now, None, reason)
            else:
                ledger.finish(session, post.delivery, S.UNCERTAIN, now, reason=reason)
        case Sent():
            raise AssertionError("sent outcomes are written together")


def _again(session: Session, post: Post, now: datetime, seconds: float | None, reason: str) -> None:
    """Back to the ledger: after `seconds`, or by the growing pauses when the try counts."""
    if seconds is not None:
        ledger.postpone(session, post.delivery, now + timedelta(seconds=seconds), now)
        return
    tried = ledger.attempts(session, post.delivery)
    if tried + 1 >= TRIES:
        ledger.finish(session, post.delivery, S.FAILED, now, reason=f"{reason}, {TRIES} tries")
        return
    ledger.postpone(session, post.delivery, now + timedelta(seconds=BACKOFF[tried]), now, counted=True)


def _close(session: Session, post: Post, state: AddressState, now: datetime) -> None:
    """A place that refuses is marked, every thread of it; it opens again at its next word."""
    connection = session.connection()
    ids = list(connection.execute(select(_a.c.id).where(_a.c.value == post.value)).scalars())
    for address in ids:
        residents.set_address_state(session, address, state, now)
