"""The seats of a request: one conditional statement takes one, whoever leaves gives theirs back, none is given twice.

`settle` follows each change, in a statement of its own: the change before it has locked the request's row.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Select, case, exists, func, select, true, update
from sqlmodel import Session

from rules.help import HELD, LIVING, MOST_WITHDRAWN, SEATED, AcceptanceState, RequestState, Way
from storage import reach, taking_back
from storage.help import apart, beside, log, shown
from storage.once import insert_new
from storage.tables import HelpAcceptance, HelpRequest, table

_q, _acc = table(HelpRequest), table(HelpAcceptance)
S, A = RequestState, AcceptanceState
DAY = timedelta(days=1)


def refused(volunteer: int) -> Any:
    """This person was declined for the request, or stepped back from it: not a second time."""
    return exists().where(_acc.c.request_id == _q.c.id, _acc.c.volunteer_id == volunteer,
                          _acc.c.state.in_((A.DECLINED, A.WITHDRAWN)))


def seated(volunteer: int) -> Any:
    """This person has a seat already."""
    return exists().where(_acc.c.request_id == _q.c.id, _acc.c.volunteer_id == volunteer, _acc.c.state.in_(SEATED))


def withdrawn(session: Session, volunteer: int, since: datetime) -> int:
    """How many promises this person has taken back since then."""
    return int(session.connection().execute(_withdrawn(volunteer, since)).scalar_one())


def _withdrawn(volunteer: int, since: datetime) -> Select[Any]:
    return select(func.count()).select_from(_acc).where(
        _acc.c.volunteer_id == volunteer, _acc.c.state == A.WITHDRAWN, _acc.c.changed_at > since)


def take(session: Session, request: int, volunteer: int, now: datetime, through: Iterable[int] = ()) -> int | None:
    """Give a seat to this volunteer if one is free; the acceptance's id, or None. As many winners as seats, whatever
    the race.

    Only what is near them, was brought to them, or has a card in the groups `through` which Telegram says they are.
    """
    won = session.connection().execute(update(_q).where(
        _q.c.id == request, _q.c.state == S.OPEN, _q.c.taken < _q.c.need, _q.c.asker_id != volunteer,
        reach.within(session, volunteer, through), ~apart(_q.c.asker_id, volunteer), ~beside(volunteer),
        ~refused(volunteer), ~seated(volunteer), shown(),
        _withdrawn(volunteer, now - DAY).scalar_subquery() < MOST_WITHDRAWN).values(taken=_q.c.taken + 1))
    if not won.rowcount:
        return None
    number = _sit(session, request, volunteer, now)
    if number is None:  # the same person, twice at once: they keep one seat
        session.connection().execute(update(_q).where(_q.c.id == request).values(taken=_q.c.taken - 1))
    settle(session, request)
    if number is not None:
        log(session, request, "proposed", now)
    return number


def _sit(session: Session, request: int, volunteer: int, now: datetime) -> int | None:
    kept = set(session.connection().execute(select(_acc.c.place).where(
        _acc.c.request_id == request, _acc.c.state.in_(SEATED))).scalars())
    values: dict[str, Any] = {
        "place": next(n for n in count(1) if n not in kept), "state": A.PROPOSED, "asker_way": Way.UNDECIDED,
        "volunteer_way": Way.UNDECIDED, "asker_says": None, "volunteer_says": None, "reason": None, "at": now,
        "changed_at": now}
    made = insert_new(session, _acc, request_id=request, volunteer_id=volunteer, **values)
    if made is not None:
        return made
    return session.connection().execute(update(_acc).where(
        _acc.c.request_id == request, _acc.c.volunteer_id == volunteer, _acc.c.state.not_in(SEATED)).values(
            **values).returning(_acc.c.id)).scalar()


def settle(session: Session, request: int, *, closed: bool = False) -> None:
    """The state of a living request, from its seats. closed: those left are offered no more, its hour has come."""
    full: Any = true() if closed else _q.c.taken >= _q.c.need
    waiting = exists().where(_acc.c.request_id == _q.c.id, _acc.c.state == A.PROPOSED)
    session.connection().execute(update(_q).where(_q.c.id == request, _q.c.state.in_(LIVING)).values(
        state=case((~full, S.OPEN.value), (waiting, S.PROPOSED.value), else_=S.CONFIRMED.value)))


def _locked(session: Session, hand: int) -> int | None:
    """The request of a hand; nobody else changes its seats until this transaction ends."""
    return session.connection().execute(select(_q.c.id).join(_acc, _acc.c.request_id == _q.c.id).where(
        _acc.c.id == hand).with_for_update(of=_q)).scalar()


def _agreed(request: int) -> Any:
    """Somebody comes who knows the visit code."""
    return exists().where(_acc.c.request_id == request, _acc.c.state == A.CONFIRMED)


def confirm(session: Session, number: int, asker: int, code: str, now: datetime) -> bool:
    """The asker says yes to a proposed helper; a new visit code, or the one that others who come know already."""
    request = _locked(session, number)
    if request is None:
        return False
    connection = session.connection()
    known = connection.execute(select(_agreed(request))).scalar()
    mine = exists().where(_q.c.id == _acc.c.request_id, _q.c.asker_id == asker, _q.c.state.in_(LIVING))
    if not connection.execute(update(_acc).where(_acc.c.id == number, _acc.c.state == A.PROPOSED, mine).values(
            state=A.CONFIRMED, changed_at=now)).rowcount:
        return False
    if not known:
        connection.execute(update(_q).where(_q.c.id == request).values(visit_code=code))
    settle(session, request)
    log(session, request, "confirmed", now)
    return True


def release(session: Session, number: int, into: AcceptanceState, now: datetime, *, asker: int | None = None,
            volunteer: int | None = None, only: tuple[AcceptanceState, ...] = HELD, code: str = "") -> bool:
    """The helper is let go and their seat is free; what they had given each other is taken back.

    code: of those who still come, when the one who goes knew theirs.
    """
    request = _locked(session, number)
    if request is None:
        return False
    allowed = [_acc.c.id == number, _acc.c.state.in_(only)]
    if volunteer is not None:
        allowed.append(_acc.c.volunteer_id == volunteer)
    if asker is not None:
        allowed.append(exists().where(_q.c.id == _acc.c.request_id, _q.c.asker_id == asker))
    connection = session.connection()
    if not connection.execute(update(_acc).where(*allowed).values(state=into, changed_at=now)).rowcount:
        return False
    stays = connection.execute(select(_agreed(request))).scalar()
    connection.execute(update(_q).where(_q.c.id == request, _q.c.state.in_(LIVING)).values(
        taken=_q.c.taken - 1, visit_code=(code or _q.c.visit_code) if stays else ""))
    settle(session, request)
    taking_back.of_hand(session, number, now)
    log(session, request, into.value, now)
    return True
