"""Who reads at an address: where they are, when they sleep, how often they wish to be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import islice
from typing import Any

from sqlalchemy import case, func, select
from sqlmodel import Session

from rules.civil import QUIET_FROM, QUIET_TO
from rules.deliveries import DeliveryState, Purpose
from storage.many import A_LOT
from storage.tables import Delivery, Message, NeighbourGroup, Person, Residence, Zone, table

_p, _g, _z, _r, _d, _m = (table(t) for t in (Person, NeighbourGroup, Zone, Residence, Delivery, Message))
WAITS = (DeliveryState.WAITING, DeliveryState.PAUSED)
GONE = (DeliveryState.CANCELLED, DeliveryState.MISSED, DeliveryState.FAILED)


@dataclass(frozen=True, slots=True)
class Place:
    """asks: how many times a month this person may be asked; 0 for a group."""

    timezone: str
    commune: str | None
    asks: int = 0
    quiet_from: time = QUIET_FROM
    quiet_to: time = QUIET_TO


def of(session: Session, addresses: Collection[int]) -> dict[int, Place]:
    """People and groups by their address. A person's commune is that of the first home that names one."""
    found: dict[int, Place] = {}
    for some in _some(addresses):
        found |= _of(session, some)
    return found


def _some(addresses: Collection[int]) -> Iterator[list[int]]:
    """A few thousand at a time: a statement takes no more values than so many."""
    rest = iter(addresses)
    while some := list(islice(rest, A_LOT)):
        yield some


def _of(session: Session, addresses: Collection[int]) -> dict[int, Place]:
    home = select(_z.c.commune).join(_r, _r.c.zone_id == _z.c.id).where(
        _r.c.person_id == _p.c.id, _z.c.commune.is_not(None)).order_by(_r.c.since, _z.c.id).limit(1).scalar_subquery()
    people = session.connection().execute(select(_p.c.address_id, _p.c.timezone, _p.c.asks_a_month,
                                                 home.label("commune")).where(_p.c.address_id.in_(addresses)))
    found = {r.address_id: Place(r.timezone, r.commune, r.asks_a_month) for r in people}
    missing = set(addresses) - found.keys()
    return found | (_groups(session, missing) if missing else {})


def _groups(session: Session, addresses: Collection[int]) -> dict[int, Place]:
    rows: Any = session.connection().execute(
        select(_g.c.address_id, _g.c.timezone, _g.c.quiet_from, _g.c.quiet_to, _z.c.commune)
        .outerjoin(_z, _z.c.id == _g.c.zone_id).where(_g.c.address_id.in_(addresses)))
    return {r.address_id: Place(r.timezone, r.commune, 0, time.fromisoformat(r.quiet_from),
                                time.fromisoformat(r.quiet_to)) for r in rows}


def said_between(session: Session, addresses: Collection[int], purposes: Sequence[Purpose], since: datetime,
                 until: datetime) -> dict[int, int]:
    """How many messages of these purposes each address was sent, or will be, between two instants; their changes are
    none.
    """
    found: dict[int, int] = {}
    for some in _some(addresses):
        found |= _said_between(session, some, purposes, since, until)
    return found


def _said_between(session: Session, addresses: Collection[int], purposes: Sequence[Purpose], since: datetime,
                  until: datetime) -> dict[int, int]:
    moment = case((_d.c.state.in_(WAITS), func.coalesce(_d.c.not_before, _m.c.created_at)), else_=_d.c.changed_at)
    rows = session.connection().execute(
        select(_d.c.address_id, func.count()).join(_m, _m.c.id == _d.c.message_id).where(
            _d.c.address_id.in_(addresses), _m.c.purpose.in_(purposes), _d.c.state.not_in(GONE), _d.c.edit.is_(None),
            _d.c.replaces.is_(None), moment >= since, moment < until).group_by(_d.c.address_id))
    return {r[0]: int(r[1]) for r in rows}
