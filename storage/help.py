"""Requests and who answers them. Every change is one conditional statement; None or False says it came too late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, insert, or_, select, update
from sqlmodel import Session

from rules.deliveries import AddressState
from rules.help import (
    HELD,
    LIVING,
    MOST_WITHDRAWN,
    Acceptance,
    AcceptanceState,
    CloseReason,
    Request,
    RequestState,
    Slot,
    Way,
)
from rules.theirs import Theirs
from storage import agenda, reach, taking_back
from storage.once import insert_new
from storage.tables import Address, Block, HelpAcceptance, HelpEvent, HelpRequest, Person, Zone, table

_q, _acc, _e, _b = (table(t) for t in (HelpRequest, HelpAcceptance, HelpEvent, Block))
_p, _z, _a = table(Person), table(Zone), table(Address)
_volunteer = _p.alias("volunteer")
S, A = RequestState, AcceptanceState
LOOK = "help.look"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewRequest:
    asker: int
    zone: int
    kind: str
    day: date
    slot: Slot
    minutes: int
    note: str
    visit_code: str
    expires_at: datetime


def requests() -> Select[Any]:
    return select(_q, _z.c.label, _z.c.shown, _p.c.timezone, _p.c.first_name).join(
        _z, _z.c.id == _q.c.zone_id).join(_p, _p.c.id == _q.c.asker_id)


def request_of(r: Any) -> Request:
    name = Theirs(r.first_name, r.asker_id)
    return Request(r.id, r.asker_id, name, r.zone_id, r.label, r.kind, r.day, Slot(r.slot), r.minutes, r.note, r.state,
                   r.visit_code, r.created_at, r.expires_at, r.closed_at, r.timezone, r.shown)


def acceptances() -> Select[Any]:
    return select(_acc, _q.c.asker_id, _volunteer.c.first_name).join(_q, _q.c.id == _acc.c.request_id).join(
        _volunteer, _volunteer.c.id == _acc.c.volunteer_id)


def acceptance_of(r: Any) -> Acceptance:
    name = Theirs(r.first_name, r.volunteer_id)
    return Acceptance(r.id, r.request_id, r.asker_id, r.volunteer_id, name, r.state, Way(r.asker_way),
                      Way(r.volunteer_way), r.asker_says, r.volunteer_says, r.at, r.changed_at)


def log(session: Session, request: int, what: str, now: datetime) -> None:
    """What happened to a request; it is looked at again, for what is due next is no longer the same."""
    agenda.put(session, LOOK, {request: now})
    zone = select(_q.c.zone_id).where(_q.c.id == request).scalar_subquery()
    session.connection().execute(insert(_e).values(request_id=request, what=what, zone_id=zone, at=now))


def create(session: Session, new: NewRequest, now: datetime) -> int:
    number = int(session.connection().execute(insert(_q).values(
        asker_id=new.asker, zone_id=new.zone, kind=new.kind, day=new.day, slot=new.slot, minutes=new.minutes,
        note=new.note, visit_code=new.visit_code, state=S.OPEN, need=1, taken=0, created_at=now,
        expires_at=new.expires_at).returning(_q.c.id)).scalar_one())
    log(session, number, "asked", now)
    return number


def by_id(session: Session, number: int) -> Request | None:
    r = session.connection().execute(requests().where(_q.c.id == number)).first()
    return request_of(r) if r else None


def acceptance(session: Session, number: int) -> Acceptance | None:
    r = session.connection().execute(acceptances().where(_acc.c.id == number)).first()
    return acceptance_of(r) if r else None


def helpers(session: Session, request: int) -> tuple[Acceptance, ...]:
    """Who is proposed or confirmed for a request now, the first to come first."""
    rows = session.connection().execute(acceptances().where(
        _acc.c.request_id == request, _acc.c.state.in_(HELD)).order_by(_acc.c.at, _acc.c.id))
    return tuple(acceptance_of(r) for r in rows)


def held(session: Session, request: int) -> Acceptance | None:
    """The one who comes, where one is needed."""
    return next(iter(helpers(session, request)), None)


def open_count(session: Session, asker: int) -> int:
    return len(session.connection().execute(select(_q.c.id).where(
        _q.c.asker_id == asker, _q.c.state.in_(LIVING))).all())


def apart(one: Any, other: Any) -> Any:
    """These two blocked each other, whichever asked."""
    return exists().where(or_(and_(_b.c.person_id == one, _b.c.other_id == other),
                              and_(_b.c.person_id == other, _b.c.other_id == one)))


def refused(volunteer: int) -> Any:
    """This person was declined for the request, or stepped back from it: not a second time."""
    return exists().where(_acc.c.request_id == _q.c.id, _acc.c.volunteer_id == volunteer,
                          _acc.c.state.in_((A.DECLINED, A.WITHDRAWN)))


def answers(person: Any) -> Any:
    """The bot may still write to this person."""
    return exists().where(_p.c.id == person, _a.c.id == _p.c.address_id, _a.c.state == AddressState.OPEN)


def reachable(session: Session, request: int) -> bool:
    """Whether the asker can be told that somebody comes forward."""
    return session.connection().execute(select(_q.c.id).where(
        _q.c.id == request, answers(_q.c.asker_id))).first() is not None


def withdrawn(session: Session, volunteer: int, since: datetime) -> int:
    """How many promises this person has taken back since then."""
    return int(session.connection().execute(_withdrawn(volunteer, since)).scalar_one())


def _withdrawn(volunteer: int, since: datetime) -> Select[Any]:
    return select(func.count()).select_from(_acc).where(
        _acc.c.volunteer_id == volunteer, _acc.c.state == A.WITHDRAWN, _acc.c.changed_at > since)


def take(session: Session, request: int, volunteer: int, now: datetime, through: Iterable[int] = ()) -> int | None:
    """Give the place to this volunteer if it is free; the acceptance's id, or None. One winner, whatever the race.

    Only what is near them, was brought to them, or has a card in the groups `through` which Telegram says they are.
    """
    connection = session.connection()
    won = connection.execute(update(_q).where(
        _q.c.id == request, _q.c.state == S.OPEN, _q.c.taken < _q.c.need, _q.c.asker_id != volunteer,
        reach.within(session, volunteer, through), ~apart(_q.c.asker_id, volunteer), ~refused(volunteer),
        answers(_q.c.asker_id), _withdrawn(volunteer, now - DAY).scalar_subquery() < MOST_WITHDRAWN,
    ).values(taken=_q.c.taken + 1, state=case((_q.c.taken + 1 >= _q.c.need, S.PROPOSED.value), else_=S.OPEN.value)
             ).returning(_q.c.taken)).scalar()
    if won is None:
        return None
    log(session, request, "proposed", now)
    values: dict[str, Any] = {
        "place": won, "state": A.PROPOSED, "asker_way": Way.UNDECIDED, "volunteer_way": Way.UNDECIDED,
        "asker_says": None, "volunteer_says": None, "reason": None, "at": now, "changed_at": now}
    made = insert_new(session, _acc, request_id=request, volunteer_id=volunteer, **values)
    if made is not None:
        return made
    again = connection.execute(update(_acc).where(
        _acc.c.request_id == request, _acc.c.volunteer_id == volunteer).values(**values).returning(_acc.c.id))
    return int(again.scalar_one())


def confirm(session: Session, number: int, asker: int, code: str, now: datetime) -> bool:
    """The asker says yes to the proposed helper; a new visit code, known to these two only."""
    mine = exists().where(_q.c.id == _acc.c.request_id, _q.c.asker_id == asker, _q.c.state == S.PROPOSED)
    request = session.connection().execute(update(_acc).where(
        _acc.c.id == number, _acc.c.state == A.PROPOSED, mine).values(
            state=A.CONFIRMED, changed_at=now).returning(_acc.c.request_id)).scalar()
    if request is None:
        return False
    session.connection().execute(update(_q).where(_q.c.id == request).values(state=S.CONFIRMED, visit_code=code))
    log(session, request, "confirmed", now)
    return True


def release(session: Session, number: int, into: AcceptanceState, now: datetime, *, asker: int | None = None,
            volunteer: int | None = None, only: tuple[AcceptanceState, ...] = HELD) -> bool:
    """The helper is let go and the request is open again; what they had given each other is taken back."""
    allowed = [_acc.c.id == number, _acc.c.state.in_(only)]
    if volunteer is not None:
        allowed.append(_acc.c.volunteer_id == volunteer)
    if asker is not None:
        allowed.append(exists().where(_q.c.id == _acc.c.request_id, _q.c.asker_id == asker))
    connection = session.connection()
    request = connection.execute(update(_acc).where(*allowed).values(
        state=into, changed_at=now).returning(_acc.c.request_id)).scalar()
    if request is None:
        return False
    connection.execute(update(_q).where(_q.c.id == request, _q.c.state.in_(LIVING)).values(
        taken=_q.c.taken - 1, state=S.OPEN, visit_code=""))
    taking_back.of_hand(session, number, now)
    log(session, request, into.value, now)
    return True


def close(session: Session, request: int, state: RequestState, reason: CloseReason, now: datetime, *,
          asker: int | None = None, only: tuple[RequestState, ...] = LIVING, what: str = "") -> bool:
    """End a living request, once. Unless it is done, a helper still held is let go and contacts are taken back."""
    allowed = [_q.c.id == request, _q.c.state.in_(only)]
    if asker is not None:
        allowed.append(_q.c.asker_id == asker)
    connection = session.connection()
    done = connection.execute(update(_q).where(*allowed).values(
        state=state, close_reason=reason, closed_at=now)).rowcount
    if not done:
        return False
    if state is not S.DONE:
        connection.execute(update(_acc).where(_acc.c.request_id == request, _acc.c.state.in_(HELD)).values(
            state=A.FREED, changed_at=now))
        taking_back.of_request(session, request, now)
    log(session, request, what or reason.value, now)
    return True


def move(session: Session, request: int, day: date, slot: Slot, expires_at: datetime, now: datetime) -> bool:
    """Another day for a living request."""
    done = session.connection().execute(update(_q).where(_q.c.id == request, _q.c.state.in_(LIVING)).values(
        day=day, slot=slot, expires_at=expires_at)).rowcount
    if done:
        log(session, request, "moved", now)
    return bool(done)


def extend(session: Session, request: int, asker: int, until: datetime, now: datetime) -> bool:
    done = session.connection().execute(update(_q).where(
        _q.c.id == request, _q.c.asker_id == asker, _q.c.state == S.OPEN, _q.c.expires_at < until).values(
            expires_at=until))
    if done.rowcount:
        agenda.put(session, LOOK, {request: now})
    return bool(done.rowcount)
