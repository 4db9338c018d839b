"""A message stopped on its way: paused, resumed, cancelled, or too late. What has left stays sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session

from messages.deliveries import TooLate
from rules.deliveries import DeliveryState, Lane, Purpose
from storage import ledger
from storage.fleeting import forget_said
from storage.once import first_time
from storage.tables import Delivery, Message, Person, table

S = DeliveryState
NOT_GONE = (S.READY, S.WAITING, S.PAUSED)
_d, _m, _p = table(Delivery), table(Message), table(Person)


def pause(session: Session, message: int, now: datetime) -> int:
    """Nothing more of it leaves until `resume`. Returns how many rows now wait."""
    return _flip(session, _d.c.message_id == message, (S.READY, S.WAITING), S.PAUSED, now)


def resume(session: Session, message: int, now: datetime) -> int:
    """What was paused goes on; a row that had an hour of its own keeps it."""
    mine = _d.c.message_id == message
    later = _flip(session, mine & (_d.c.not_before > now), (S.PAUSED,), S.WAITING, now)
    return later + _flip(session, mine, (S.PAUSED,), S.READY, now)


def cancel(session: Session, message: int, now: datetime) -> int:
    """What has not left never will."""
    return _flip(session, _d.c.message_id == message, NOT_GONE, S.CANCELLED, now)


def silence_author(session: Session, person: int, now: datetime) -> int:
    """A person lost the right to write to others: nothing of theirs leaves any more."""
    theirs = _d.c.message_id.in_(select(_m.c.id).where(_m.c.author_id == person))
    return _flip(session, theirs, NOT_GONE, S.CANCELLED, now)


def withhold(session: Session, row: Any, why: str, now: datetime) -> None:
    """A claimed row that must not leave: missed when it is too late, else cancelled."""
    if why != ledger.TOO_LATE:
        ledger.finish(session, row.id, S.CANCELLED, now, reason=why)
        forget_said(session, [row.id])
        return
    ledger.finish(session, row.id, S.MISSED, now, reason=why)
    others = _flip(session, (_d.c.message_id == row.message_id) & (_d.c.not_after < now), NOT_GONE, S.MISSED, now)
    if row.author_id is not None and first_time(session, f"message:{row.message_id}", "late", now):
        _tell_author(session, row.author_id, TooLate(1 + others), now)


def _tell_author(session: Session, person: int, message: TooLate, now: datetime) -> None:
    address = session.connection().execute(select(_p.c.address_id).where(_p.c.id == person)).scalar()
    if address is not None:
        ledger.add(session, ledger.Draft(message, int(address), Lane.NOTICE, Purpose.NOTICE), now)


def _flip(session: Session, which: Any, states: tuple[DeliveryState, ...], to: DeliveryState, now: datetime) -> int:
    reason = ledger.TOO_LATE if to is S.MISSED else None
    done = session.connection().execute(update(_d).where(which, _d.c.state.in_(states)).values(
        state=to, reason=reason, changed_at=now))
    return int(done.rowcount)
