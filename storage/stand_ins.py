"""Deputies and holidays of whoever looks after a place. Every change is one conditional statement."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlmodel import Session

from rules.help import CloseReason
from storage.once import insert_new
from storage.tables import HelpEvent, table
from storage.tables.referents import StandIn

_s, _e = table(StandIn), table(HelpEvent)


@dataclass(frozen=True, slots=True)
class Cover:
    """Who stands in for a person, and their holiday."""

    person: int
    deputy: int | None = None
    asked: int | None = None
    away_from: datetime | None = None
    away_until: datetime | None = None

    def away(self, now: datetime) -> bool:
        return bool(self.away_from and self.away_until and self.away_from <= now < self.away_until)


def _cover(r: Any) -> Cover:
    return Cover(r.person_id, r.deputy_id, r.asked_id, r.away_from, r.away_until)


def of_people(session: Session, people: Collection[int]) -> dict[int, Cover]:
    if not people:
        return {}
    rows = session.connection().execute(select(_s).where(_s.c.person_id.in_(list(people))))
    return {r.person_id: _cover(r) for r in rows}


def of(session: Session, person: int) -> Cover:
    return of_people(session, [person]).get(person, Cover(person))


def covered_by(session: Session, deputy: int) -> list[Cover]:
    """Those for whom this person said yes to stand in."""
    rows = session.connection().execute(select(_s).where(_s.c.deputy_id == deputy).order_by(_s.c.person_id))
    return [_cover(r) for r in rows]


def deputies_after(session: Session, person: int, now: datetime, most: int) -> list[int]:
    """Who stands in for somebody now, by number."""
    rows = session.connection().execute(select(_s.c.deputy_id).where(
        _s.c.deputy_id > person, _s.c.away_from <= now, _s.c.away_until > now).distinct().order_by(
            _s.c.deputy_id).limit(most))
    return list(rows.scalars())


def ask(session: Session, person: int, asked: int, now: datetime) -> None:
    """This one is asked; whoever stands in now goes on until they say yes."""
    insert_new(session, _s, person_id=person, since=now)
    session.connection().execute(update(_s).where(_s.c.person_id == person).values(asked_id=asked))


def answer(session: Session, person: int, asked: int, now: datetime, *, yes: bool) -> bool:
    """False when they are no longer the one asked."""
    changed: dict[str, Any] = {"asked_id": None, "since": now}
    if yes:
        changed["deputy_id"] = asked
    return bool(session.connection().execute(update(_s).where(
        _s.c.person_id == person, _s.c.asked_id == asked).values(**changed)).rowcount)


def release(session: Session, person: int, deputy: int) -> bool:
    """They stand in no more."""
    return bool(session.connection().execute(update(_s).where(
        _s.c.person_id == person, _s.c.deputy_id == deputy).values(deputy_id=None)).rowcount)


def go_away(session: Session, person: int, start: datetime, end: datetime) -> bool:
    """False without anybody to stand in."""
    return bool(session.connection().execute(update(_s).where(
        _s.c.person_id == person, _s.c.deputy_id.is_not(None)).values(away_from=start, away_until=end)).rowcount)


def come_back(session: Session, person: int) -> bool:
    """False when no holiday was set."""
    return bool(session.connection().execute(update(_s).where(
        _s.c.person_id == person, _s.c.away_until.is_not(None)).values(away_from=None, away_until=None)).rowcount)


def done_in(session: Session, zones: Collection[int], start: datetime, end: datetime) -> int:
    """How many hands took place there between two instants."""
    return int(session.connection().execute(select(func.count(_e.c.request_id.distinct())).where(
        _e.c.at >= start, _e.c.at < end, _e.c.what == CloseReason.DONE, _e.c.zone_id.in_(list(zones)))).scalar_one())
