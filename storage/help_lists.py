"""Lists of requests: mine, those I promised to help with, those near me; and who lives near one."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import exists, or_, select
from sqlmodel import Session

from rules.help import HELD, LIVING, Acceptance, AcceptanceState, Request, RequestState
from rules.residents import Standing
from storage import help as store
from storage.tables import (
    HelpAcceptance,
    HelpCard,
    HelpRequest,
    NeighbourGroup,
    Participation,
    Person,
    Residence,
    Zone,
    table,
)

_q, _acc, _card, _in, _r, _z, _p, _g = (table(t) for t in (
    HelpRequest, HelpAcceptance, HelpCard, Participation, Residence, Zone, Person, NeighbourGroup))


def mine(session: Session, person: int) -> list[Request]:
    rows = session.connection().execute(store.requests().where(
        _q.c.asker_id == person, _q.c.state.in_(LIVING)).order_by(_q.c.day, _q.c.id))
    return [store.request_of(r) for r in rows]


def promised(session: Session, person: int) -> list[Acceptance]:
    rows = session.connection().execute(store.acceptances().where(
        _acc.c.volunteer_id == person, _acc.c.state.in_(HELD)).order_by(_q.c.day, _acc.c.id))
    return [store.acceptance_of(r) for r in rows]


def near(session: Session, person: int, today: date) -> list[Request]:
    """Open requests of this person's zones, of zones in the same cell, and of their groups; soonest first."""
    homes = select(_r.c.zone_id).where(_r.c.person_id == person)
    cells = select(_z.c.cell).where(_z.c.id.in_(homes), _z.c.cell.is_not(None))
    mine_groups = select(_in.c.group_id).where(_in.c.person_id == person)
    refused = exists().where(_acc.c.request_id == _q.c.id, _acc.c.volunteer_id == person,
                             _acc.c.state == AcceptanceState.DECLINED)
    rows = session.connection().execute(store.requests().where(
        _q.c.state == RequestState.OPEN, _q.c.asker_id != person, _q.c.day >= today,
        or_(_q.c.zone_id.in_(homes), _z.c.cell.in_(cells),
            exists().where(_card.c.request_id == _q.c.id, _card.c.group_id.in_(mine_groups))),
        ~store.apart(_q.c.asker_id, person), ~refused).order_by(_q.c.day, _q.c.id).limit(50))
    return [store.request_of(r) for r in rows]


def neighbours(session: Session, request: int, now: datetime, most: int) -> list[int]:
    """Addresses of residents of the request's zone or cell who may be asked; least recently seen join last."""
    asked = session.connection().execute(select(_q.c.asker_id, _q.c.zone_id).where(_q.c.id == request)).one()
    cell = select(_z.c.cell).where(_z.c.id == asked.zone_id, _z.c.cell.is_not(None))
    close = select(_z.c.id).where(or_(_z.c.id == asked.zone_id, _z.c.cell.in_(cell)))
    rows = session.connection().execute(select(_p.c.address_id).where(
        _p.c.id != asked.asker_id, _p.c.standing == Standing.RESIDENT, _p.c.stopped.is_(False),
        or_(_p.c.paused_until.is_(None), _p.c.paused_until < now),
        exists().where(_r.c.person_id == _p.c.id, _r.c.zone_id.in_(close)),
        ~store.apart(_p.c.id, asked.asker_id)).order_by(_p.c.seen_at.desc(), _p.c.id).limit(most))
    return [int(i) for i in rows.scalars()]


def admin_of(session: Session, person: int) -> tuple[int, str] | None:
    """(admin, group name) of the first installed group a person takes part in whose installer is somebody else."""
    r = session.connection().execute(
        select(_g.c.installed_by, _g.c.name).join(_in, _in.c.group_id == _g.c.id).where(
            _in.c.person_id == person, _g.c.installed_by.is_not(None), _g.c.installed_by != person,
            _g.c.state == "installed").order_by(_g.c.id)).first()
    return (int(r.installed_by), str(r.name)) if r else None


def admins(session: Session, request: int) -> list[tuple[int, str]]:
    """(installing admin, group name) of the groups where a request stands, the asker apart."""
    rows = session.connection().execute(
        select(_g.c.installed_by, _g.c.name).join(_card, _card.c.group_id == _g.c.id).join(
            _q, _q.c.id == _card.c.request_id).where(
            _card.c.request_id == request, _g.c.installed_by.is_not(None),
            _g.c.installed_by != _q.c.asker_id).order_by(_g.c.id))
    return [(int(r.installed_by), str(r.name)) for r in rows]
