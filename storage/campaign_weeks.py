"""How much animation places have in a week: what was said there, and what waits to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlmodel import Session

from rules.campaigns import CampaignKind, CampaignState
from rules.deliveries import Purpose
from storage.readers import GONE, Place, of, said_between
from storage.tables import Campaign, Delivery, Message, table

_d, _m, _c = table(Delivery), table(Message), table(Campaign)
ON = (CampaignState.ACTIVE, CampaignState.PAUSED, CampaignState.DONE)
A_PAGE = 5_000


def pages(addresses: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(addresses), A_PAGE):
        yield addresses[start:start + A_PAGE]


def places(session: Session, addresses: Sequence[int]) -> dict[int, Place]:
    found: dict[int, Place] = {}
    for page in pages(addresses):
        found |= of(session, page)
    return found


def open_appeals(session: Session, addresses: Sequence[int], today: date) -> dict[int, int]:
    """How many appeals still look for somebody in each place."""
    found: dict[int, int] = {}
    for page in pages(addresses):
        rows = session.connection().execute(
            select(_d.c.address_id, func.count()).join(_m, _m.c.id == _d.c.message_id).join(
                _c, _c.c.id == _m.c.campaign_id).where(
                _c.c.state.in_(ON), _c.c.kind == CampaignKind.APPEAL, _c.c.full_at.is_(None),
                _c.c.withdrawn_at.is_(None), _c.c.event >= today, _d.c.address_id.in_(page),
                _d.c.state.not_in(GONE)).group_by(_d.c.address_id))
        found |= {r[0]: int(r[1]) for r in rows}
    return found


def animated(session: Session, addresses: Sequence[int], since: datetime, until: datetime) -> dict[int, int]:
    """How many posts of animation each place was given, or will be, between two instants; their changes are none."""
    return said_between(session, addresses, (Purpose.CAMPAIGN,), since, until)
