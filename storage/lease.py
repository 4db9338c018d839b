"""The one sender of a token: a lease of three seconds, with an epoch that rises at each takeover.

A claim names its epoch and needs the lease; of a former epoch, only « sent » is still believed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, literal_column, or_, select, update
from sqlmodel import Session

from rules.deliveries import DeliveryState, Lane, Policy
from storage.once import insert_new
from storage.tables import BotLease, Delivery, Message, table

LEASE = timedelta(seconds=3)
ABSURD = timedelta(minutes=1)  # a lease that far ahead was written before the clock was set back
STEP = 1000
S = DeliveryState
_d, _m, _l = table(Delivery), table(Message), table(BotLease)


def mark(token: str) -> str:
    """What stands for a bot's token, which is never written down."""
    return hashlib.sha256(token.encode()).hexdigest()[:32]


def take_lease(session: Session, token: str, holder: str, now: datetime) -> int | None:
    """The epoch under which `holder` may send until now + 3 s, or None while somebody else may.

    Who stands by locks nothing, and nobody waits for the row: a process frozen with it in hand holds nobody up.
    """
    connection = session.connection()
    lease = select(_l).where(_l.c.token == token)
    known = connection.execute(lease).first()
    if known is None:
        first = insert_new(session, _l, token=token, epoch=1, holder=holder, expires_at=now + LEASE)
        return 1 if first else None
    if _is_held(known, holder, now):
        return None
    known = connection.execute(lease.with_for_update(skip_locked=True)).first()
    if known is None or _is_held(known, holder, now):
        return None
    epoch = known.epoch if known.holder == holder else known.epoch + 1
    connection.execute(update(_l).where(_l.c.token == token).values(
        holder=holder, epoch=epoch, expires_at=now + LEASE))
    return int(epoch)


def _is_held(lease: Any, holder: str, now: datetime) -> bool:
    return bool(lease.holder != holder and now < lease.expires_at < now + ABSURD)


def leave_lease(session: Session, token: str, holder: str, now: datetime) -> None:
    """Whoever stops with nothing in flight lets the next one send at once."""
    session.connection().execute(update(_l).where(_l.c.token == token, _l.c.holder == holder).values(expires_at=now))


def settle_orphans(session: Session, epoch: int, now: datetime) -> tuple[int, int]:
    """Rows a former sender left in flight become ready again by policy, or uncertain.

    Returns (made ready, made uncertain).
    """
    connection = session.connection()
    lost = and_(_d.c.state == literal_column(f"'{S.SENDING}'"), _d.c.epoch < epoch)
    harmless = exists().where(_m.c.id == _d.c.message_id, _m.c.policy == Policy.AT_LEAST_ONCE)
    ready = connection.execute(update(_d).where(lost, or_(_d.c.lane == Lane.ANSWER, harmless)).values(
        state=S.READY, changed_at=now, attempts=_d.c.attempts + 1)).rowcount
    doubt = connection.execute(update(_d).where(lost).values(
        state=S.UNCERTAIN, reason="stopped while sending", changed_at=now)).rowcount
    return int(ready), int(doubt)


def settle_unknown(session: Session, epoch: int, before: datetime, known: Collection[int], now: datetime) -> int:
    """Rows of this very epoch that its sender does not know of were never said: they are ready. Returns how many."""
    rows = session.connection().execute(select(_d.c.id).where(
        _d.c.state == S.SENDING, _d.c.epoch == epoch, _d.c.changed_at <= before)).scalars()
    unknown = [row for row in rows if row not in known]
    for first in range(0, len(unknown), STEP):
        session.connection().execute(update(_d).where(
            _d.c.id.in_(unknown[first:first + STEP]), _d.c.state == S.SENDING).values(state=S.READY, changed_at=now))
    return len(unknown)
