"""Done or not, in the words of both sides; thanks, once an action."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlmodel import Session

from rules.help import LIVING, Acceptance, AcceptanceState, CloseReason, RequestState
from rules.thanks import Says
from storage import help as store
from storage import taking_back
from storage.once import insert_new
from storage.tables import HelpAcceptance, HelpRequest, Thanks, table

_acc, _q, _t = table(HelpAcceptance), table(HelpRequest), table(Thanks)
A, S = AcceptanceState, RequestState
ANSWERABLE = (A.CONFIRMED, A.DONE, A.NOT_DONE)


def say(session: Session, acceptance: int, *, asker: bool, word: Says, now: datetime) -> bool:
    """Write down one side's answer; False when the action is no longer theirs to answer."""
    column = "asker_says" if asker else "volunteer_says"
    done = session.connection().execute(update(_acc).where(
        _acc.c.id == acceptance, _acc.c.state.in_(ANSWERABLE)).values({column: word.value, "changed_at": now}))
    return bool(done.rowcount)


def forget_answers(session: Session, acceptance: int) -> None:
    session.connection().execute(update(_acc).where(_acc.c.id == acceptance).values(
        asker_says=None, volunteer_says=None))


def done(session: Session, acceptance: int, now: datetime) -> bool:
    """One yes is enough. True the first time only. The request is done once nobody else is to come."""
    request = session.connection().execute(update(_acc).where(
        _acc.c.id == acceptance, _acc.c.state.in_((A.CONFIRMED, A.NOT_DONE))).values(
            state=A.DONE, changed_at=now).returning(_acc.c.request_id)).scalar()
    if request is None:
        return False
    if store.helpers(session, request):
        store.log(session, request, "came", now)
    else:
        store.close(session, request, S.DONE, CloseReason.DONE, now, only=(*LIVING, S.CLOSED), what="done")
    return True


def not_done(session: Session, acceptance: int, reason: CloseReason, now: datetime) -> bool:
    request = session.connection().execute(update(_acc).where(
        _acc.c.id == acceptance, _acc.c.state == A.CONFIRMED).values(
            state=A.NOT_DONE, reason=reason.value, changed_at=now).returning(_acc.c.request_id)).scalar()
    if request is None:
        return False
    taking_back.of_hand(session, acceptance, now)
    if store.helpers(session, request):
        store.log(session, request, "missing", now)
    elif came(session, request):
        store.close(session, request, S.DONE, CloseReason.DONE, now, what="done")
    else:
        what = reason.value if reason is CloseReason.NOT_NEEDED else "not_done"
        store.close(session, request, S.CLOSED, reason, now, what=what)
    return True


def came(session: Session, request: int) -> bool:
    """Somebody has come for it."""
    return session.connection().execute(select(_acc.c.id).where(
        _acc.c.request_id == request, _acc.c.state == A.DONE)).first() is not None


def thank(session: Session, acceptance: Acceptance, phrase: str, now: datetime) -> bool:
    """True once for an action."""
    return insert_new(session, _t, acceptance_id=acceptance.id, from_id=acceptance.asker, to_id=acceptance.volunteer,
                      phrase=phrase, at=now) is not None


def given(session: Session, acceptance: int) -> bool:
    """Whether the thanks for an action left already."""
    return session.connection().execute(select(_t.c.id).where(_t.c.acceptance_id == acceptance)).first() is not None


def to_thank(session: Session, asker: int, most: int) -> list[Acceptance]:
    """The last actions that helped this person and were not thanked for yet, newest first; blocked pairs apart."""
    thanked = select(_t.c.acceptance_id)
    rows = session.connection().execute(store.acceptances().where(
        _q.c.asker_id == asker, _acc.c.state == A.DONE, _acc.c.id.not_in(thanked),
        ~store.apart(_q.c.asker_id, _acc.c.volunteer_id)).order_by(
            _acc.c.changed_at.desc(), _acc.c.id.desc()).limit(most))
    return [store.acceptance_of(r) for r in rows]


def deeds(session: Session, volunteer: int) -> int:
    """How many actions of this person were done, as far as who was helped says."""
    return int(session.connection().execute(select(func.count()).select_from(_acc).where(
        _acc.c.volunteer_id == volunteer, _acc.c.state == A.DONE,
        _acc.c.asker_says.is_distinct_from(Says.NO.value))).scalar_one())
