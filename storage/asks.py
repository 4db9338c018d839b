"""Who was asked in private, for what and when: nobody more often than they chose, the least recently asked first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, insert, or_, select
from sqlmodel import Session

from rules.asks import BY_ONE_ASKER, MOST_A_DAY, RECENT, month_of
from rules.deliveries import DeliveryState, Purpose
from rules.residents import Standing
from storage import help as store
from storage import ledger, readers
from storage.reach import places_told
from storage.tables import Ask, HelpCard, HelpRequest, Participation, Person, Residence, table

_ask, _q, _p, _r, _in, _card = (table(t) for t in (
    Ask, HelpRequest, Person, Residence, Participation, HelpCard))
LOOKED_AT = 200
UNSENT = (DeliveryState.READY, DeliveryState.WAITING, DeliveryState.PAUSED)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody who may be asked."""

    id: int
    address: int


def neighbours(session: Session, request: int, now: datetime) -> list[Neighbour]:
    """Residents of the request's zone or cell who may be asked for it now, the least recently asked first."""
    asked = session.connection().execute(select(_q.c.asker_id, _q.c.zone_id).where(_q.c.id == request)).one()
    latest = select(func.max(_ask.c.at)).where(_ask.c.person_id == _p.c.id).scalar_subquery()
    theirs = select(func.count()).select_from(_ask).where(
        _ask.c.person_id == _p.c.id, _ask.c.asker_id == asked.asker_id, _ask.c.at > now - RECENT).scalar_subquery()
    rows = session.connection().execute(
        select(_p.c.id, _p.c.address_id).where(
            _p.c.id != asked.asker_id, _p.c.standing == Standing.RESIDENT, _p.c.stopped.is_(False),
            or_(_p.c.paused_until.is_(None), _p.c.paused_until < now),
            _p.c.id.in_(select(_r.c.person_id).where(_r.c.zone_id.in_(places_told(session, asked.zone_id)))),
            ~exists().where(_ask.c.person_id == _p.c.id, _ask.c.request_id == request),
            theirs < BY_ONE_ASKER, ~store.apart(_p.c.id, asked.asker_id)).order_by(
                latest.is_not(None), latest, _p.c.id).limit(LOOKED_AT)).all()
    return [Neighbour(r.id, r.address_id) for r in rows]


def newcomers_near(session: Session, request: int, since: datetime) -> list[int]:
    """Who joined since then, and lives there or takes part in a group that shows it."""
    zone = session.connection().execute(select(_q.c.zone_id).where(_q.c.id == request)).scalar_one()
    homes = select(_r.c.person_id).where(_r.c.zone_id.in_(places_told(session, zone)))
    members = select(_in.c.person_id).join(_card, _card.c.group_id == _in.c.group_id).where(
        _card.c.request_id == request)
    return list(session.connection().execute(select(_p.c.id).where(
        or_(_p.c.id.in_(homes), _p.c.id.in_(members)), _p.c.joined_at >= since,
        _p.c.standing == Standing.RESIDENT).order_by(_p.c.id)).scalars())


def somebody_near(session: Session, request: int) -> bool:
    """Whether anybody but the asker lives there, however often they were asked."""
    asked = session.connection().execute(select(_q.c.asker_id, _q.c.zone_id).where(_q.c.id == request)).one()
    return session.connection().execute(select(_p.c.id).join(_r, _r.c.person_id == _p.c.id).where(
        _p.c.id != asked.asker_id, _p.c.standing == Standing.RESIDENT,
        _r.c.zone_id.in_(places_told(session, asked.zone_id))).limit(1)).first() is not None


def may_be_asked(session: Session, address: int, now: datetime) -> bool:
    """Whether this month, where they live, still has room for one more ask of any kind."""
    place = readers.of(session, [address])[address]
    asked = readers.said_since(session, [address], (Purpose.ASK,), month_of(now, place.timezone))
    return asked.get(address, 0) < place.asks


def left_today(session: Session, asker: int, now: datetime) -> int:
    """How many more people may be asked for one person's requests within a day."""
    asked = session.connection().execute(select(func.count()).select_from(_ask).where(
        _ask.c.asker_id == asker, _ask.c.at > now - timedelta(days=1))).scalar_one()
    return max(0, MOST_A_DAY - int(asked))


def record(session: Session, people: Iterable[int], now: datetime, *, request: int | None = None,
           asker: int | None = None, deliveries: Iterable[int | None] = ()) -> None:
    """These people are asked now: by request and delivery when it is for one."""
    carried = list(deliveries)
    rows = [{"person_id": person, "request_id": request, "asker_id": asker, "at": now,
             "delivery_id": carried[n] if n < len(carried) else None} for n, person in enumerate(people)]
    if rows:
        session.connection().execute(insert(_ask), rows)


def call_off(session: Session, request: int, now: datetime) -> None:
    """Nobody more is asked for it: what has not left never leaves, and counts for nobody."""
    rows = session.connection().execute(select(_ask.c.id, _ask.c.delivery_id).where(
        _ask.c.request_id == request, _ask.c.delivery_id.is_not(None))).all()
    unasked = [r.id for r in rows if ledger.finish(session, r.delivery_id, DeliveryState.CANCELLED, now, only=UNSENT)]
    if unasked:
        session.connection().execute(delete(_ask).where(_ask.c.id.in_(unasked)))
