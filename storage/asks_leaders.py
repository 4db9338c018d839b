"""Who looks after a place: its référent, then whoever installed a group there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session

from rules.console import RoleState, TownRole
from rules.groups import GroupState
from rules.residents import Person as PersonFacts
from rules.residents import Standing
from storage import help as store
from storage import residents
from storage.tables import NeighbourGroup, Person, RoleHeld, table

_g, _p, _role = table(NeighbourGroup), table(Person), table(RoleHeld)


def of(session: Session, zone: int, asker: int, now: datetime) -> list[PersonFacts]:
    """In the order in which they are called; whoever is away, gone, or kept apart from the asker is left out."""
    found = dict.fromkeys(_looking_after(session, zone))
    return [one for number in found if (one := _told(session, number, asker, now))]


def _looking_after(session: Session, zone: int) -> Iterator[int]:
    yield from session.connection().execute(select(_role.c.person_id).where(
        _role.c.zone_id == zone, _role.c.role == TownRole.REFERENT, _role.c.state == RoleState.ACTIVE,
        _role.c.person_id.is_not(None)).order_by(_role.c.id)).scalars()
    yield from session.connection().execute(select(_g.c.installed_by).where(
        _g.c.zone_id == zone, _g.c.state == GroupState.INSTALLED, _g.c.installed_by.is_not(None)).order_by(
            _g.c.id)).scalars()


def _told(session: Session, person: int, asker: int, now: datetime) -> PersonFacts | None:
    """This person, if a need of that asker may be told to them now."""
    there = session.connection().execute(select(_p.c.id).where(
        _p.c.id == person, _p.c.id != asker, _p.c.standing == Standing.RESIDENT, _p.c.stopped.is_(False),
        (_p.c.paused_until.is_(None)) | (_p.c.paused_until < now), store.answers(_p.c.id),
        ~store.apart(_p.c.id, asker))).first()
    return residents.by_id(session, person) if there else None


def led_by(session: Session, person: int) -> list[int]:
    """The places of which this person is whoever is called first, by zone."""
    here = session.connection().execute(select(_role.c.zone_id).where(
        _role.c.person_id == person, _role.c.role == TownRole.REFERENT, _role.c.state == RoleState.ACTIVE,
        _role.c.zone_id.is_not(None)).order_by(_role.c.id)).scalars()
    groups = session.connection().execute(select(_g.c.zone_id).where(
        _g.c.installed_by == person, _g.c.state == GroupState.INSTALLED, _g.c.zone_id.is_not(None)).order_by(
            _g.c.id)).scalars()
    known = list(dict.fromkeys(here))
    return [*known, *(zone for zone in dict.fromkeys(groups)
                      if zone not in known and next(_looking_after(session, zone), None) == person)]
