"""What the board of a place counts from: its people, its requests, who was asked and what they answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlmodel import Session

from rules.asks import Answer
from rules.board import SEASON, WINDOW, Need, Volunteer
from rules.help import UNSERVED, AcceptanceState, CloseReason, Request, RequestState
from rules.residents import Standing
from storage import help as store
from storage.tables import Ask, HelpAcceptance, HelpRequest, Participation, Person, Residence, table

_ask, _acc, _q, _p, _r, _in = (table(t) for t in (Ask, HelpAcceptance, HelpRequest, Person, Residence, Participation))
HELPED = (AcceptanceState.CONFIRMED, AcceptanceState.DONE)
NOBODY = (CloseReason.NOBODY, CloseReason.EXPIRED)


def living_in(zones: Sequence[int]) -> Select[Any]:
    return select(_r.c.person_id).where(_r.c.zone_id.in_(zones))


def taking_part(group: int) -> Select[Any]:
    return select(_in.c.person_id).where(_in.c.group_id == group)


def volunteers(session: Session, people: Select[Any], now: datetime) -> list[Volunteer]:
    """Those who may be asked now, of these people."""
    def asks(since: datetime) -> Any:
        return select(func.count()).select_from(_ask).where(
            _ask.c.person_id == _p.c.id, _ask.c.at > since).scalar_subquery()

    helped = select(func.count()).select_from(_acc).where(
        _acc.c.volunteer_id == _p.c.id, _acc.c.state.in_(HELPED), _acc.c.at > now - SEASON).scalar_subquery()
    rows = session.connection().execute(select(asks(now - WINDOW), asks(now - SEASON), helped).where(
        *able(people, now)))
    return [Volunteer(*map(int, row)) for row in rows]


def able(people: Select[Any], now: datetime) -> tuple[Any, ...]:
    """Conditions on a person: of these people, one who may be asked now."""
    return (_p.c.id.in_(people), _p.c.standing == Standing.RESIDENT, _p.c.stopped.is_(False),
            or_(_p.c.paused_until.is_(None), _p.c.paused_until <= now))


def needs(session: Session, zones: Sequence[int], now: datetime) -> list[Need]:
    """Requests of the window in these places, those taken back by whoever asked left out."""
    asked = select(func.count()).select_from(_ask).where(_ask.c.request_id == _q.c.id)
    yes = _ask.c.answer == Answer.YES
    first = select(func.min(_ask.c.answered_at)).where(_ask.c.request_id == _q.c.id, yes)
    came = select(func.min(_acc.c.at)).where(_acc.c.request_id == _q.c.id)
    rows = session.connection().execute(select(
        _q.c.created_at, asked.scalar_subquery(), asked.where(yes).scalar_subquery(), first.scalar_subquery(),
        came.scalar_subquery()).where(
            _q.c.zone_id.in_(zones), _q.c.created_at > now - WINDOW, _q.c.state != RequestState.CANCELLED))
    return [Need(row[0], int(row[1]), int(row[2]), min((at for at in row[3:] if at), default=None)) for row in rows]


def unserved(session: Session, zones: Sequence[int], now: datetime, reader: int | None = None) -> list[Request]:
    """What is open for two days, or ended without anybody. reader: never of somebody they are kept apart from."""
    waits = (_q.c.state == RequestState.OPEN) & (_q.c.taken == 0) & (_q.c.created_at <= now - UNSERVED)
    ended = _q.c.close_reason.in_(NOBODY) & (_q.c.closed_at > now - WINDOW)
    met = [~store.apart(_q.c.asker_id, reader)] if reader is not None else []
    rows = session.connection().execute(store.requests().where(
        _q.c.zone_id.in_(zones), or_(waits, ended), *met).order_by(_q.c.day.desc(), _q.c.id.desc()))
    return [store.request_of(r) for r in rows]
