"""Who answered what the town said: counted once a person and button, a place taken by one conditional write."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, or_, select, update
from sqlmodel import Session

from rules.campaigns import CampaignState
from storage.once import insert_new
from storage.tables.base import table
from storage.tables.campaigns import Campaign, CampaignTap

_c, _t = table(Campaign), table(CampaignTap)
OPEN = (CampaignState.ACTIVE, CampaignState.PAUSED, CampaignState.DONE)


def press(session: Session, campaign: int, person: int, group: int | None, code: str, now: datetime) -> bool:
    """False when this person had pressed it already."""
    return insert_new(session, _t, campaign_id=campaign, person_id=person, group_id=group, code=code,
                      at=now) is not None


def take_back(session: Session, campaign: int, person: int, code: str) -> bool:
    done = session.connection().execute(delete(_t).where(
        _t.c.campaign_id == campaign, _t.c.person_id == person, _t.c.code == code))
    return bool(done.rowcount)


def take_seat(session: Session, campaign: int) -> int | None:
    """How many are taken now; None when none was left, or it is over."""
    return session.connection().execute(update(_c).where(
        _c.c.id == campaign, _c.c.state.in_(OPEN), _c.c.full_at.is_(None), _c.c.withdrawn_at.is_(None),
        or_(_c.c.seats == 0, _c.c.taken < _c.c.seats)).values(taken=_c.c.taken + 1).returning(_c.c.taken)).scalar()


def free_seat(session: Session, campaign: int) -> bool:
    done = session.connection().execute(update(_c).where(
        _c.c.id == campaign, _c.c.taken > 0).values(taken=_c.c.taken - 1))
    return bool(done.rowcount)


def counts(session: Session, campaign: int, group: int) -> tuple[tuple[str, int], ...]:
    """How many pressed each button in this group."""
    rows = session.connection().execute(select(_t.c.code, func.count()).where(
        _t.c.campaign_id == campaign, _t.c.group_id == group).group_by(_t.c.code).order_by(_t.c.code))
    return tuple((str(r[0]), int(r[1])) for r in rows)


def totals(session: Session, campaign: int) -> dict[str, int]:
    rows = session.connection().execute(select(_t.c.code, func.count()).where(
        _t.c.campaign_id == campaign).group_by(_t.c.code).order_by(_t.c.code))
    return {str(r[0]): int(r[1]) for r in rows}
