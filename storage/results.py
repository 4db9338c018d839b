"""What became of a campaign in every group, once: counts by the state of its deliveries and why they stand so."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlmodel import Session

from rules.deliveries import DeliveryState
from storage.tables import Delivery, Message, NeighbourGroup, table

_d, _m, _g = table(Delivery), table(Message), table(NeighbourGroup)


def counts(session: Session, campaign: int) -> list[tuple[bool, DeliveryState, str, int]]:
    """(in a group, state, why, how many), corrections of it left out."""
    in_group = _g.c.id.is_not(None)
    rows = session.connection().execute(
        select(in_group, _d.c.state, _d.c.reason, func.count()).select_from(_m).join(
            _d, _d.c.message_id == _m.c.id).outerjoin(_g, _g.c.address_id == _d.c.address_id).where(
            _m.c.campaign_id == campaign, _d.c.replaces.is_(None), _d.c.edit.is_(None)).group_by(
            in_group, _d.c.state, _d.c.reason))
    return [(bool(r[0]), r[1], r[2] or "", int(r[3])) for r in rows]
