"""Lists of requests: mine, those I promised to help with, those near me."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlmodel import Session

from rules.help import HELD, LIVING, Acceptance, AcceptanceState, Request, RequestState
from storage import help as store
from storage import seats, zones
from storage.reach import requests_near
from storage.tables import HelpAcceptance, HelpCard, HelpRequest, NeighbourGroup, Participation, table

_q, _acc, _card, _in, _g = (table(t) for t in (
    HelpRequest, HelpAcceptance, HelpCard, Participation, NeighbourGroup))


def mine(session: Session, person: int) -> list[Request]:
    rows = session.connection().execute(store.requests().where(
        _q.c.asker_id == person, _q.c.state.in_(LIVING)).order_by(_q.c.day, _q.c.id))
    return [store.request_of(r) for r in rows]


def promised(session: Session, person: int) -> list[Acceptance]:
    rows = session.connection().execute(store.acceptances().where(
        _acc.c.volunteer_id == person, _acc.c.state.in_(HELD)).order_by(_q.c.day, _acc.c.id))
    return [store.acceptance_of(r) for r in rows]


def agreed(session: Session, person: int) -> list[int]:
    """The hands agreed on, whether this person helps or asks."""
    asked = [helper for one in mine(session, person) for helper in store.helpers(session, one.id)]
    return [one.id for one in (*promised(session, person), *asked) if one.state is AcceptanceState.CONFIRMED]


def near(session: Session, person: int, today: date) -> list[Request]:
    """Open requests of this person's zones, of cells told of there, and of their groups; soonest first."""
    homes = {zone.id for zone in zones.of_person(session, person)}
    rows = session.connection().execute(store.requests().where(
        _q.c.state == RequestState.OPEN, _q.c.asker_id != person, _q.c.day >= today,
        _q.c.id.in_(requests_near(session, person)),
        store.shown(), ~store.apart(_q.c.asker_id, person), ~store.beside(person),
        ~seats.refused(person)).order_by(
            _q.c.day, _q.c.id).limit(50))
    return [store.request_of(r).seen_from(homes) for r in rows]


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
