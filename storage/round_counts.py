"""How far a round has come, street by street: numbers alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, func, select
from sqlmodel import Session

from rules.residents import ZoneKind
from rules.rounds import COVERED, REFERENTS, Coverage, DoorState
from storage.tables import Residence, Zone, table
from storage.tables.rounds import WatchDoor, WatchStreet

_s, _d, _z, _r = (table(t) for t in (WatchStreet, WatchDoor, Zone, Residence))


def coverage(session: Session, number: int) -> list[Coverage]:
    """Of each of its streets, the fullest first. Whoever wants a visit no more counts for nothing."""
    def counted(states: Sequence[DoorState]) -> Any:
        return func.count(case((_d.c.state.in_(states), 1)))

    rows = session.connection().execute(
        select(_s.c.zone_id, func.count(_d.c.id).label("asked"), counted(COVERED).label("covered"),
               counted(REFERENTS).label("open")).join(_d, _d.c.street_id == _s.c.id).where(
            _s.c.round_id == number, _d.c.state != DoorState.WITHDRAWN).group_by(_s.c.zone_id).order_by(
                func.count(_d.c.id).desc(), _s.c.zone_id))
    return [Coverage(r.zone_id, r.asked, r.covered, r.open) for r in rows]


def nameable(session: Session, zone: int, fewest: int) -> str:
    """What somebody at the town hall may read of this place: what came from a list, or where several people live."""
    r = session.connection().execute(select(_z.c.label, _z.c.shown, _z.c.kind).where(_z.c.id == zone)).one()
    if r.shown and r.kind is not ZoneKind.BUILDING:
        return str(r.shown)
    people = session.connection().execute(select(func.count()).select_from(_r).where(_r.c.zone_id == zone)).scalar_one()
    return str(r.label) if people >= fewest else ""
