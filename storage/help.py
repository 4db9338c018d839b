"""Requests and who answers them. Every change is one conditional statement; None or False says it came too late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, exists, insert, or_, select, update
from sqlmodel import Session

from rules.deliveries import AddressState
from rules.help import (
    HELD,
    LIVING,
    Acceptance,
    AcceptanceState,
    CloseReason,
    Pillar,
    Request,
    RequestState,
    Slot,
    Way,
)
from rules.residents import Standing
from rules.territories import timezone_of
from rules.theirs import Theirs
from storage import agenda, taking_back
from storage.tables import Address, Block, HelpAcceptance, HelpEvent, HelpRequest, Person, Zone, table
from storage.tables.moderation import HiddenRequest

_q, _acc, _e, _b, _h = (table(t) for t in (HelpRequest, HelpAcceptance, HelpEvent, Block, HiddenRequest))
_p, _z, _a = table(Person), table(Zone), table(Address)
_volunteer = _p.alias("volunteer")
S, A = RequestState, AcceptanceState
LOOK = "help.look"


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
    need: int = 1


def requests() -> Select[Any]:
    return select(_q, _z.c.label, _z.c.shown, _z.c.kind.label("zone_kind"), _z.c.commune, _p.c.timezone,
                  _p.c.first_name).join(_z, _z.c.id == _q.c.zone_id).join(_p, _p.c.id == _q.c.asker_id)


def request_of(r: Any) -> Request:
    """Its day is a day of its place, wherever its asker lives."""
    name = Theirs(r.first_name, r.asker_id)
    return Request(r.id, r.asker_id, name, r.zone_id, r.label, r.kind, r.day, Slot(r.slot), r.minutes, r.note, r.state,
                   r.visit_code, r.created_at, r.expires_at, r.closed_at, local_time(r), r.shown, r.need, r.taken,
                   r.zone_kind)


def local_time(r: Any) -> str:
    """Of a row with the commune of its place and the asker's own time, for a place whose commune is unknown."""
    return timezone_of(r.commune) if r.commune else str(r.timezone)


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
        note=new.note, visit_code=new.visit_code, state=S.OPEN, need=new.need, taken=0, created_at=now,
        expires_at=new.expires_at, pillar=Pillar.NEIGHBOURS).returning(_q.c.id)).scalar_one())
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


def open_count(session: Session, asker: int) -> int:
    return len(session.connection().execute(select(_q.c.id).where(
        _q.c.asker_id == asker, _q.c.state.in_(LIVING))).all())


def apart(one: Any, other: Any) -> Any:
    """These two blocked each other, whichever asked. Whose numbers they are is read from around it, however far out."""
    return exists().where(or_(and_(_b.c.person_id == one, _b.c.other_id == other),
                              and_(_b.c.person_id == other, _b.c.other_id == one))).correlate_except(_b)


def beside(person: Any, request: Any = _q.c.id) -> Any:
    """Somebody kept apart from this person comes for the request already: the two would meet there."""
    return exists().where(_acc.c.request_id == request, _acc.c.state.in_(HELD), apart(_acc.c.volunteer_id, person))


def answers(person: Any) -> Any:
    """The bot may still write to this person, and nobody has suspended them."""
    return exists().where(_p.c.id == person, _a.c.id == _p.c.address_id, _a.c.state == AddressState.OPEN,
                          _p.c.standing != Standing.SUSPENDED)


def shown() -> Any:
    """This request may be seen and taken: its asker can be told of it, and it is not hidden."""
    return and_(answers(_q.c.asker_id), ~exists().where(_h.c.request_id == _q.c.id))


def reachable(session: Session, request: int) -> bool:
    """Whether somebody may come forward for it, and the asker be told so."""
    return session.connection().execute(select(_q.c.id).where(_q.c.id == request, shown())).first() is not None


def close(session: Session, request: int, state: RequestState, reason: CloseReason, now: datetime, *,
          asker: int | None = None, only: tuple[RequestState, ...] = LIVING, what: str = "",
          pillar: Pillar | None = None) -> bool:
    """End a living request, once. Whoever was still to come is let go; unless it is done, contacts are taken back.

    pillar: who answers it, when that is not the neighbours.
    """
    allowed = [_q.c.id == request, _q.c.state.in_(only)]
    if asker is not None:
        allowed.append(_q.c.asker_id == asker)
    connection = session.connection()
    done = connection.execute(update(_q).where(*allowed).values(
        state=state, close_reason=reason, closed_at=now, **({"pillar": pillar} if pillar else {}))).rowcount
    if not done:
        return False
    connection.execute(update(_acc).where(_acc.c.request_id == request, _acc.c.state.in_(HELD)).values(
        state=A.FREED, changed_at=now))
    if state is not S.DONE:
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
