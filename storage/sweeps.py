"""All deliveries of a message brought to its course, a piece a transaction: between two pieces turns pass.

The course is what counts, at once: the sender reads it before each row. A sweep only makes the rows say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, literal_column, or_, select, text, update
from sqlmodel import Session

from rules.deliveries import Course, DeliveryState, Policy
from storage import agenda, waking
from storage.engine import is_sqlite
from storage.fairness import of_runs
from storage.once import insert_new
from storage.tables import Delivery, Message, table
from storage.tables.deliveries import TO_MANY
from storage.tables.runs import Run

S = DeliveryState
SWEEP, RESTORED = "deliveries.sweep", "restored"
PIECE, MANY = 2000, 5000
"""Rows of a piece where turns wait for it, and on PostgreSQL, where they do not."""
NOT_GONE = (S.READY, S.WAITING, S.PAUSED)
_d, _m, _r = table(Delivery), table(Message), table(Run)


def set_course(session: Session, message: int, course: Course, now: datetime, *, again: Sequence[DeliveryState] = (),
               until: datetime | None = None) -> int:
    """From now on this message is on, paused or cancelled. Returns how many rows the first piece changed.

    again: the states whose rows, as they are now, somebody chose to try again, and not after `until`.
    """
    insert_new(session, _r, message_id=message, course=course, vt=0, again="")
    said: dict[str, Any] = {}
    if again:
        said = {"again": " ".join(again), "asked_at": now, "until": until}
    elif course is Course.CANCELLED:
        said = {"again": ""}
    session.connection().execute(update(_r).where(_r.c.message_id == message).values(course=course, **said))
    return sweep(session, message, now)


def sweep(session: Session, message: int, now: datetime) -> int:
    """One piece; the agenda has the next, until one finds nothing to change. How many rows it changed."""
    run = session.connection().execute(select(_r).where(_r.c.message_id == message)).first()
    changed = 0 if run is None else _piece(session, run, now)
    if changed:
        agenda.put(session, SWEEP, {message: now})
    elif run is not None and run.again:
        session.connection().execute(update(_r).where(_r.c.message_id == message).values(again=""))
    return changed


def _piece(session: Session, run: Any, now: datetime) -> int:
    match run.course:
        case Course.PAUSED:
            return flip(session, run.message_id, (S.READY, S.WAITING), S.PAUSED, now)
        case Course.CANCELLED:
            return flip(session, run.message_id, NOT_GONE, S.CANCELLED, now)
        case _:
            return _go_on(session, run, now) or _try_again(session, run, now)


def flip(session: Session, message: int, states: Sequence[DeliveryState], to: DeliveryState, now: datetime, *,
         reason: str | None = None, before: datetime | None = None) -> int:
    """A piece of its rows in these states goes to another. before: only those that had to leave before then."""
    some = _of(session, message, states)
    if before is not None:
        some = some.where(_closes_before(before))
    done = session.connection().execute(update(_d).where(
        _d.c.id.in_(waking.taken(session, some)), _d.c.state.in_(states)).values(
            state=to, reason=reason, changed_at=now))
    return int(done.rowcount)


def count_late(session: Session, message: int, now: datetime) -> int:
    """How many of its rows had to leave before now, and have not."""
    late = _all(session, message, NOT_GONE).where(_closes_before(now)).subquery()
    return int(session.connection().execute(select(func.count()).select_from(late)).scalar_one())


def _closes_before(moment: datetime) -> Any:
    closes: Any = literal_column("not_after", _d.c.not_after.type)
    return closes < moment


def _go_on(session: Session, run: Any, now: datetime) -> int:
    """What was paused is ready, or waits for the hour it had. Of a ledger that was restored, what may have left since
    its backup, and may not leave twice, is not told to leave by this.
    """
    if doubtful := _doubt(session, run, now):
        return doubtful
    some = _of(session, run.message_id, (S.PAUSED,)).where(literal_column("not_before", _d.c.not_before.type) > now)
    later = session.connection().execute(update(_d).where(
        _d.c.id.in_(waking.taken(session, some)), _d.c.state == S.PAUSED).values(
            state=S.WAITING, changed_at=now)).rowcount
    return int(later) + _ready(session, _of(session, run.message_id, (S.PAUSED,)), (S.PAUSED,), now, reason=None)


def _doubt(session: Session, run: Any, now: datetime) -> int:
    opens: Any = literal_column("not_before", _d.c.not_before.type)
    once = exists().where(_m.c.id == run.message_id, _m.c.policy == Policy.AT_MOST_ONCE)
    some = _of(session, run.message_id, (S.PAUSED,)).where(text(f"reason = '{RESTORED}'"), or_(
        opens.is_(None), opens <= now), once)
    return int(session.connection().execute(update(_d).where(
        _d.c.id.in_(waking.taken(session, some)), _d.c.state == S.PAUSED).values(
            state=S.UNCERTAIN, changed_at=now)).rowcount)


def _try_again(session: Session, run: Any, now: datetime) -> int:
    """What fails again meanwhile is not tried a third time."""
    states = tuple(S(state) for state in run.again.split())
    if not states:
        return 0
    theirs = _of(session, run.message_id, states).where(
        literal_column("changed_at", _d.c.changed_at.type) <= run.asked_at)
    return _ready(session, theirs, states, now, attempts=0, reason=None, not_after=run.until)


def _ready(session: Session, which: Select[Any], states: Sequence[DeliveryState], now: datetime, **more: Any) -> int:
    rows = session.connection().execute(select(_d.c.id, _d.c.message_id, _d.c.lane, _d.c.vt, literal_column(
        "0").label("epoch")).where(_d.c.id.in_(waking.taken(session, which))).order_by(_d.c.id)).all()
    return waking.ready(session, rows, states, now, **more) if rows else 0


def _of(session: Session, message: int, states: Sequence[DeliveryState]) -> Select[Any]:
    """Ids of some of its deliveries in these states; those that somebody else holds at this instant are left to them:
    the sender asks the run before it says them.
    """
    some = _all(session, message, states)
    return some.limit(PIECE) if is_sqlite(session) else some.limit(MANY).with_for_update(skip_locked=True)


def _all(session: Session, message: int, states: Sequence[DeliveryState]) -> Select[Any]:
    named = ", ".join(f"'{state}'" for state in states)
    which = text(f"message_id = :message AND {TO_MANY.text} AND state IN ({named})").bindparams(message=message)
    return select(literal_column("id")).select_from(of_runs(session)).where(which)
