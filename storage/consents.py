"""Requests for somebody else: the yes that was said, and the contact that was typed for who comes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlmodel import Session

from rules.consents import VERSION, How
from rules.help import LIVING
from storage.tables import HelpRequest, Zone, table
from storage.tables.consents import HelpConsent, IntakeContact

_c, _i, _q, _z = table(HelpConsent), table(IntakeContact), table(HelpRequest), table(Zone)


def keep(session: Session, request: int, proxy: int, how: How, now: datetime) -> None:
    session.connection().execute(insert(_c).values(
        request_id=request, proxy_id=proxy, how=how, version=VERSION, at=now))


def of(session: Session, request: int) -> Any:
    """The yes of a request for somebody else; None for one’s own."""
    return session.connection().execute(select(_c).where(_c.c.request_id == request)).first()


def count(session: Session, proxy: int) -> int:
    """How many living requests this person made for others."""
    return int(session.connection().execute(select(func.count()).select_from(_c).join(
        _q, _q.c.id == _c.c.request_id).where(_c.c.proxy_id == proxy, _q.c.state.in_(LIVING))).scalar_one())


def alike(session: Session, proxy: int, zone: int, kind: str, day: date) -> bool:
    """Whether somebody else asks the same already for a person there: same place, kind and day. Two who publish at the
    same instant go one after the other: whoever asks this holds the place until their transaction ends.
    """
    session.connection().execute(select(_z.c.id).where(_z.c.id == zone).with_for_update(key_share=True))
    return session.connection().execute(select(_q.c.id).join(_c, _c.c.request_id == _q.c.id).where(
        _q.c.zone_id == zone, _q.c.state.in_(LIVING), _q.c.kind == kind, _q.c.day == day,
        _c.c.proxy_id != proxy).limit(1)).first() is not None


def withdraw(session: Session, request: int, proxy: int, now: datetime) -> bool:
    """The person wants it no more. False when it was said already."""
    done = session.connection().execute(update(_c).where(
        _c.c.request_id == request, _c.c.proxy_id == proxy, _c.c.withdrawn_at.is_(None)).values(withdrawn_at=now))
    forget(session, request)
    return bool(done.rowcount)


def note(session: Session, request: int, by: int, reach: str, now: datetime) -> None:
    session.connection().execute(insert(_i).values(request_id=request, by_id=by, reach=reach, at=now))


def reach(session: Session, request: int) -> str:
    return str(session.connection().execute(select(_i.c.reach).where(_i.c.request_id == request)).scalar() or "")


def forget(session: Session, request: int) -> None:
    session.connection().execute(delete(_i).where(_i.c.request_id == request))
