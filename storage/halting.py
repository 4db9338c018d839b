"""A message stopped on its way: paused, resumed, cancelled, or too late. What has left stays sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import exists, func, select, update
from sqlmodel import Session

from rules.deliveries import Course, DeliveryState, Purpose
from storage import agenda, ledger
from storage.fleeting import forget_said
from storage.once import first_time
from storage.posting import CANCELLED, NO_RIGHT, PAUSED, TOO_LATE
from storage.sweeps import NOT_GONE, count_late, flip, set_course
from storage.tables import Delivery, Message, table
from storage.tables.runs import Run

S = DeliveryState
SOON = timedelta(seconds=1)
LATE = "deliveries.late"


class Halt(StrEnum):
    """Why what goes to many paused by itself, as the agenda has it."""

    ERRORS = "deliveries.errors"
    RIGHT = "deliveries.right"


_d, _m, _r = table(Delivery), table(Message), table(Run)


def pause(session: Session, message: int, now: datetime) -> int:
    """Nothing more of it leaves until `resume`. Returns how many rows were told at once; a sweep tells the others."""
    return set_course(session, message, Course.PAUSED, now)


def resume(session: Session, message: int, now: datetime) -> int:
    """What was paused goes on; a row that had an hour of its own keeps it."""
    return set_course(session, message, Course.ON, now)


def cancel(session: Session, message: int, now: datetime) -> int:
    """What has not left never will."""
    return set_course(session, message, Course.CANCELLED, now)


def silence_author(session: Session, person: int, now: datetime) -> None:
    """A person lost the right to write to others: nothing of theirs leaves any more."""
    theirs = select(_m.c.id).where(_m.c.author_id == person)
    for message in session.connection().execute(select(_r.c.message_id).where(
            _r.c.message_id.in_(theirs), _r.c.course != Course.CANCELLED)).scalars().all():
        cancel(session, message, now)
    session.connection().execute(update(_d).where(
        _d.c.message_id.in_(theirs.where(~exists().where(_r.c.message_id == _m.c.id))),
        _d.c.state.in_(NOT_GONE)).values(state=S.CANCELLED, changed_at=now))


def withhold(session: Session, row: Any, why: str, now: datetime) -> bool:
    """A claimed row that must not leave: paused with its run, missed when it is too late, else cancelled.

    False when its run has gone on meanwhile: then it may leave.
    """
    if why == PAUSED:
        return _pause_one(session, row, now)
    if why == NO_RIGHT and row.course is not None and _course(session, row.message_id) is None:
        ledger.postpone(session, row.id, now + SOON, now)
        return True
    if why == NO_RIGHT:
        ledger.finish(session, row.id, S.PAUSED, now)
        halt(session, row.message_id, Halt.RIGHT, now)
        return True
    if why != TOO_LATE:
        ledger.finish(session, row.id, S.CANCELLED, now, reason=why)
        forget_said(session, [row.id])
        return True
    ledger.finish(session, row.id, S.MISSED, now, reason=why)
    if row.author_id is not None and first_time(session, f"message:{row.message_id}", "late", now):
        agenda.put(session, LATE, {row.message_id: now})
    flip(session, row.message_id, NOT_GONE, S.MISSED, now, reason=TOO_LATE, before=now)
    return True


def halt(session: Session, message: int, why: Halt, now: datetime) -> None:
    """Paused by itself; its author is told, once for each such pause."""
    run = session.connection().execute(select(_r.c.course).where(_r.c.message_id == message)).scalar()
    if run is Course.ON or run is None:
        pause(session, message, now)
        agenda.put(session, why, {message: now})


def halt_author(session: Session, person: int, now: datetime) -> None:
    """What this person has on its way to many pauses, before its next row is even looked at."""
    left = exists().where(_d.c.message_id == _m.c.id, _d.c.state.in_((*NOT_GONE, S.SENDING)))
    for message in session.connection().execute(select(_m.c.id).where(
            _m.c.author_id == person, _m.c.purpose.in_((Purpose.CAMPAIGN, Purpose.ALERT)), left)).scalars().all():
        halt(session, message, Halt.RIGHT, now)


def _pause_one(session: Session, row: Any, now: datetime) -> bool:
    """Under a lock: a run that is resumed at this instant sweeps after us, and finds this row."""
    match _course(session, row.message_id):
        case Course.PAUSED:
            ledger.finish(session, row.id, S.PAUSED, now)
        case Course.CANCELLED:
            ledger.finish(session, row.id, S.CANCELLED, now, reason=CANCELLED)
        case Course.ON:
            return False
        case None:
            ledger.postpone(session, row.id, now + SOON, now)
    return True


def _course(session: Session, message: int) -> Course | None:
    """Where a run stands, held so until our end; None while somebody else changes it. Nobody is waited for: they may
    wait for the row that we hold.
    """
    return session.connection().execute(select(_r.c.course).where(
        _r.c.message_id == message).with_for_update(skip_locked=True)).scalar()


def late(session: Session, message: int, now: datetime) -> tuple[int, int] | None:
    """Who wrote this message, and in how many places it came too late."""
    author = session.connection().execute(select(_m.c.author_id).where(_m.c.id == message)).scalar()
    missed = session.connection().execute(select(func.count()).select_from(_d).where(
        _d.c.message_id == message, _d.c.state == S.MISSED)).scalar_one()
    return None if author is None else (int(author), int(missed) + count_late(session, message, now))
