"""How far asking has come for each request, and what each place answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, delete, func, select, update
from sqlmodel import Session

from rules.asks_waves import Phase, Rate
from storage.once import insert_new
from storage.tables import Ask, Asking, ZoneAnswers, table

_ask, _asking, _zone = table(Ask), table(Asking), table(ZoneAnswers)
REMEMBERED = 400  # asks of a zone; then the older half weighs half


@dataclass(frozen=True, slots=True)
class SoFar:
    wave: int
    asked: int
    phase: Phase
    since: datetime


def of(session: Session, request: int) -> SoFar | None:
    """None when nobody is asked one by one for it."""
    r = session.connection().execute(select(_asking).where(_asking.c.request_id == request)).first()
    if r is None:
        return None
    asked = session.connection().execute(select(func.count()).select_from(_ask).where(
        _ask.c.request_id == request, _ask.c.at >= r.since)).scalar_one()
    return SoFar(r.wave, int(asked), r.phase, r.since)


def begin(session: Session, request: int, now: datetime) -> None:
    """From the first wave, once more if it was begun before."""
    session.connection().execute(delete(_asking).where(_asking.c.request_id == request))
    insert_new(session, _asking, request_id=request, wave=0, phase=Phase.ASKING, since=now)


def end(session: Session, request: int) -> None:
    """Nobody is asked one by one for it."""
    session.connection().execute(delete(_asking).where(_asking.c.request_id == request))


def step(session: Session, request: int, *, wave: int | None = None, phase: Phase | None = None) -> None:
    values = ({"wave": wave} if wave is not None else {}) | ({"phase": phase} if phase else {})
    session.connection().execute(update(_asking).where(_asking.c.request_id == request).values(**values))


def rate(session: Session, zone: int) -> Rate:
    r = session.connection().execute(select(_zone).where(_zone.c.zone_id == zone)).first()
    return Rate(r.asked, r.yes) if r else Rate()


def counted(session: Session, zone: int, *, asked: int = 0, yes: int = 0) -> None:
    """So many more were asked there, or said yes."""
    insert_new(session, _zone, zone_id=zone, asked=0, yes=0)
    full = _zone.c.asked + asked > REMEMBERED
    session.connection().execute(update(_zone).where(_zone.c.zone_id == zone).values(
        asked=case((full, (_zone.c.asked + asked) // 2), else_=_zone.c.asked + asked),
        yes=case((full, (_zone.c.yes + yes) // 2), else_=_zone.c.yes + yes)))
