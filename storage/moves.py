"""A group became a supergroup: its address moves, once, whichever of the three signs came first."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlmodel import Session

from rules.deliveries import AddressState, DeliveryState
from storage.tables import Address, Delivery, NeighbourGroup, table

_a, _d, _g = table(Address), table(Delivery), table(NeighbourGroup)


def move(session: Session, old: int, new: int, now: datetime) -> None:
    """Rewrite every address of chat `old` to `new`; where both exist, rows are merged and none is sent twice."""
    connection = session.connection()
    for row in connection.execute(select(_a).where(_a.c.service == "telegram", _a.c.value == old)).all():
        twin = connection.execute(select(_a.c.id).where(
            _a.c.service == row.service, _a.c.value == new, _a.c.thread == row.thread)).scalar()
        if twin is None:
            connection.execute(update(_a).where(_a.c.id == row.id).values(
                value=new, state=AddressState.OPEN, changed_at=now))
            continue
        already = select(_d.c.message_id).where(_d.c.address_id == twin)
        connection.execute(delete(_d).where(
            _d.c.address_id == row.id, _d.c.message_id.in_(already), _d.c.state != DeliveryState.SENT))
        connection.execute(update(_d).where(
            _d.c.address_id == row.id, _d.c.message_id.not_in(already)).values(address_id=twin))
        _merge_groups(session, row.id, int(twin))
        connection.execute(update(_a).where(_a.c.id == row.id).values(state=AddressState.CLOSED, changed_at=now))


def _merge_groups(session: Session, old: int, new: int) -> None:
    """The group keeps its settings; an empty twin made by the new chat's first word gives way."""
    connection = session.connection()
    kept = connection.execute(select(_g.c.id).where(_g.c.address_id == old)).scalar()
    if kept is None:
        return
    twin = connection.execute(select(_g.c.id).where(_g.c.address_id == new)).scalar()
    if twin is not None:
        connection.execute(delete(_g).where(_g.c.id == twin))
    connection.execute(update(_g).where(_g.c.id == kept).values(address_id=new))
