"""Who looks after a place: its référent, or who stands in for them; then whoever installed a group there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session

from rules.console import RoleState, TownRole
from rules.groups import GroupState
from rules.residents import Person as PersonFacts
from rules.residents import Standing
from storage import help as store
from storage import residents, stand_ins
from storage.tables import NeighbourGroup, Person, RoleHeld, table

_g, _p, _role = table(NeighbourGroup), table(Person), table(RoleHeld)


def of(session: Session, zone: int, asker: int, now: datetime) -> list[PersonFacts]:
    """In the order in which they are called; whoever is away, gone, or kept apart from the asker is left out.

    A référent who asks is never called for it: whoever stands in for them is.
    """
    found = dict.fromkeys(_called(session, zone, now))
    return [one for number in found if (one := _told(session, number, asker, now))]


def referent_of(session: Session, zones: Sequence[int], asker: int, now: datetime) -> tuple[PersonFacts, int] | None:
    """The first référent, or deputy of one, of these places to whom this person may speak; and of which place."""
    for zone in zones:
        for number in dict.fromkeys(_covered(session, _referents(session, zone), now)):
            if one := _told(session, number, asker, now):
                return one, zone
    return None


def led_by(session: Session, person: int, now: datetime) -> list[int]:
    """The places this person looks after at this moment, by zone: their own, and those of whom they stand in for.

    Whoever installed a group looks after its place only where there is no référent.
    """
    if stand_ins.of(session, person).away(now):
        return []
    people = [person, *(one.person for one in stand_ins.covered_by(session, person) if one.away(now))]
    own = session.connection().execute(select(_role.c.zone_id).where(
        _role.c.person_id.in_(people), _role.c.role == TownRole.REFERENT, _role.c.state == RoleState.ACTIVE,
        _role.c.zone_id.is_not(None)).order_by(_role.c.id)).scalars()
    groups = session.connection().execute(select(_g.c.zone_id).where(
        _g.c.installed_by.in_(people), _g.c.state == GroupState.INSTALLED, _g.c.zone_id.is_not(None)).order_by(
            _g.c.id)).scalars()
    found = list(dict.fromkeys(own))
    return [*found, *(zone for zone in dict.fromkeys(groups)
                      if zone not in found and next(_called(session, zone, now), None) == person)]


def _called(session: Session, zone: int, now: datetime) -> Iterator[int]:
    yield from _covered(session, _referents(session, zone), now)
    yield from _covered(session, list(session.connection().execute(select(_g.c.installed_by).where(
        _g.c.zone_id == zone, _g.c.state == GroupState.INSTALLED, _g.c.installed_by.is_not(None)).order_by(
            _g.c.id)).scalars()), now)


def _referents(session: Session, zone: int) -> list[int]:
    return list(session.connection().execute(select(_role.c.person_id).where(
        _role.c.zone_id == zone, _role.c.role == TownRole.REFERENT, _role.c.state == RoleState.ACTIVE,
        _role.c.person_id.is_not(None)).order_by(_role.c.id)).scalars())


def _covered(session: Session, people: Sequence[int], now: datetime) -> Iterator[int]:
    """Each of them unless they are away, then who stands in for them, unless away as well."""
    covers = stand_ins.of_people(session, people)
    deputies = [one.deputy for one in covers.values() if one.deputy is not None]
    away = {one.person for one in (covers | stand_ins.of_people(session, deputies)).values() if one.away(now)}
    for person in people:
        deputy = covers[person].deputy if person in covers else None
        yield from (one for one in (person, deputy) if one is not None and one not in away)


def _told(session: Session, person: int, asker: int, now: datetime) -> PersonFacts | None:
    """This person, if a need of that asker may be told to them now."""
    there = session.connection().execute(select(_p.c.id).where(
        _p.c.id == person, _p.c.id != asker, _p.c.standing == Standing.RESIDENT, _p.c.stopped.is_(False),
        (_p.c.paused_until.is_(None)) | (_p.c.paused_until < now), store.answers(_p.c.id),
        ~store.apart(_p.c.id, asker))).first()
    return residents.by_id(session, person) if there else None
