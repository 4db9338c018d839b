"""What was passed on: its queue, who took it, how it ended. Each change is one conditional statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, insert, or_, select, update
from sqlmodel import Session

from rules.console import RoleState, TownRole
from rules.routing import OPEN, Relay, RelayState
from rules.theirs import Theirs
from storage import parted
from storage.help import apart
from storage.tables import Person, RoleHeld, Zone, table
from storage.tables.routing import Relay as RelayRow

_r, _p, _z, _role = table(RelayRow), table(Person), table(Zone), table(RoleHeld)
S = RelayState


@dataclass(frozen=True, slots=True)
class NewRelay:
    asker: int
    request: int | None
    subject: str
    zone: int | None
    day: date | None
    slot: str
    phone: str
    role: int | None


@dataclass(frozen=True, slots=True)
class Partner:
    """One may pass on to: a role that stands. name: the tag by which the town knows them."""

    role: int
    person: int
    name: str


def partners(session: Session) -> list[Partner]:
    rows = session.connection().execute(select(_role.c.id, _role.c.person_id, _role.c.tag).where(
        _role.c.state == RoleState.ACTIVE, _role.c.role == TownRole.PARTNER,
        _role.c.person_id.is_not(None)).order_by(_role.c.id))
    return [Partner(r.id, r.person_id, r.tag) for r in rows]


def partners_for(session: Session, asker: int) -> list[Partner]:
    """Those this person may pass something on to: never themselves, nor somebody they are kept apart from."""
    return [one for one in partners(session) if one.person != asker and not parted.apart_from_any(
        session, asker, (one.person,))]


def partner(session: Session, role: int | None) -> Partner | None:
    """None when that role stands no more."""
    return next((one for one in partners(session) if one.role == role), None)


def roles_of(session: Session, person: int) -> list[int]:
    return [one.role for one in partners(session) if one.person == person]


def _relays() -> Select[Any]:
    return select(_r, _p.c.first_name, _z.c.label).join(_p, _p.c.id == _r.c.asker_id).outerjoin(
        _z, _z.c.id == _r.c.zone_id)


def _relay(r: Any) -> Relay:
    return Relay(r.id, r.asker_id, Theirs(r.first_name, r.asker_id), r.request_id, r.subject, r.label or "", r.day,
                 r.slot, r.phone, r.state, r.role_id, r.holder_id, r.created_at)


def create(session: Session, new: NewRelay, now: datetime) -> int:
    return int(session.connection().execute(insert(_r).values(
        asker_id=new.asker, request_id=new.request, subject=new.subject, zone_id=new.zone, day=new.day, slot=new.slot,
        phone=new.phone, role_id=new.role, state=S.WAITING, created_at=now).returning(_r.c.id)).scalar_one())


def by_id(session: Session, number: int) -> Relay | None:
    row = session.connection().execute(_relays().where(_r.c.id == number)).first()
    return _relay(row) if row else None


def open_count(session: Session, asker: int) -> int:
    return int(session.connection().execute(select(func.count()).select_from(_r).where(
        _r.c.asker_id == asker, _r.c.state.in_(OPEN))).scalar_one())


def of_asker(session: Session, asker: int) -> list[Relay]:
    rows = session.connection().execute(_relays().where(
        _r.c.asker_id == asker, _r.c.state.in_(OPEN)).order_by(_r.c.id))
    return [_relay(r) for r in rows]


def of_request(session: Session, request: int) -> Relay | None:
    """The one that a request waits for."""
    row = session.connection().execute(_relays().where(
        _r.c.request_id == request, _r.c.state.in_(OPEN))).first()
    return _relay(row) if row else None


def queue(session: Session, person: int, *, town: bool) -> list[Relay]:
    """What waits for this partner, or was taken by them; town: and what waits for those who coordinate. Never of
    somebody they are kept apart from, nor of themselves.
    """
    free = or_(_r.c.state == S.WAITING, _r.c.holder_id == person)
    may = (_r.c.state.in_(OPEN), free, _r.c.asker_id != person, ~apart(_r.c.asker_id, person))
    mine = _r.c.role_id.in_(roles_of(session, person))
    rows = [*session.connection().execute(_relays().where(mine, *may).order_by(_r.c.id))]
    if town:
        rows += session.connection().execute(_relays().where(_r.c.role_id.is_(None), *may).order_by(_r.c.id)).all()
    return [_relay(r) for r in rows]


def take(session: Session, number: int, person: int) -> bool:
    """The first who says so has it."""
    return bool(session.connection().execute(update(_r).where(
        _r.c.id == number, _r.c.state == S.WAITING, _r.c.asker_id != person, ~apart(_r.c.asker_id, person)).values(
            state=S.TAKEN, holder_id=person)).rowcount)


def to_town(session: Session, number: int) -> bool:
    """Who it was passed on to did not answer: those who coordinate have it."""
    return bool(session.connection().execute(update(_r).where(
        _r.c.id == number, _r.c.state == S.WAITING, _r.c.role_id.is_not(None)).values(role_id=None)).rowcount)


def end(session: Session, number: int, state: RelayState, now: datetime, only: Iterable[RelayState] = OPEN) -> bool:
    return bool(session.connection().execute(update(_r).where(_r.c.id == number, _r.c.state.in_(list(only))).values(
        state=state, closed_at=now)).rowcount)


def lost(session: Session) -> list[Relay]:
    """What waits for a role that stands no more."""
    ended = (RoleState.REVOKED, RoleState.LEFT)
    rows = session.connection().execute(_relays().join(_role, _role.c.id == _r.c.role_id).where(
        _role.c.state.in_(ended), _role.c.role == TownRole.PARTNER, _r.c.state == S.WAITING).order_by(_r.c.id))
    return [_relay(r) for r in rows]
