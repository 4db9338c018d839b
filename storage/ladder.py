"""Who goes along with somebody new: who agreed to, who is asked, who was first to say yes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, or_, select, update
from sqlmodel import Session

from rules.help import Acceptance, Request
from rules.ladder import DuoState
from rules.residents import Standing
from storage.help import answers, apart
from storage.once import insert_new
from storage.tables import Person, Residence, table
from storage.tables.ladder import Companion, Duo, DuoAsk

_c, _d, _ask, _p, _r = (table(t) for t in (Companion, Duo, DuoAsk, Person, Residence))
S = DuoState


@dataclass(frozen=True, slots=True)
class Pair:
    """companion: none yet, or no more."""

    acceptance: int
    companion: int | None
    state: DuoState


def goes_along(session: Session, person: int) -> bool:
    return session.connection().execute(select(_c.c.since).where(_c.c.person_id == person)).first() is not None


def choose(session: Session, person: int, *, wanted: bool, now: datetime) -> None:
    if wanted:
        insert_new(session, _c, person_id=person, since=now)
    else:
        session.connection().execute(delete(_c).where(_c.c.person_id == person))


def companions(session: Session, found: Acceptance, request: Request, now: datetime) -> list[tuple[int, int]]:
    """(person, address) of those of the place who agreed to go along: kept apart from neither side, least recently
    asked first.
    """
    rows = session.connection().execute(select(_p.c.id, _p.c.address_id).join(_r, _r.c.person_id == _p.c.id).join(
        _c, _c.c.person_id == _p.c.id).where(
        _r.c.zone_id == request.zone, _p.c.id.not_in((found.asker, found.volunteer)),
        _p.c.standing == Standing.RESIDENT, _p.c.stopped.is_(False),
        or_(_p.c.paused_until.is_(None), _p.c.paused_until < now), answers(_p.c.id), ~apart(_p.c.id, found.asker),
        ~apart(_p.c.id, found.volunteer)).order_by(_r.c.asked_at, _p.c.id).limit(20))
    return [(r.id, r.address_id) for r in rows]


def want(session: Session, acceptance: int, now: datetime) -> bool:
    return insert_new(session, _d, acceptance_id=acceptance, state=S.WANTED, at=now) is not None


def asked(session: Session, acceptance: int, people: Iterable[int], now: datetime) -> None:
    for person in people:
        insert_new(session, _ask, acceptance_id=acceptance, person_id=person, at=now)


def was_asked(session: Session, acceptance: int, person: int) -> bool:
    return bool(session.connection().execute(select(exists().where(
        _ask.c.acceptance_id == acceptance, _ask.c.person_id == person))).scalar())


def pair(session: Session, acceptance: int) -> Pair | None:
    r = session.connection().execute(select(_d).where(_d.c.acceptance_id == acceptance)).first()
    return Pair(r.acceptance_id, r.companion_id, DuoState(r.state)) if r else None


def take(session: Session, acceptance: int, person: int) -> bool:
    """The first yes wins."""
    return bool(session.connection().execute(update(_d).where(
        _d.c.acceptance_id == acceptance, _d.c.state == S.WANTED, _d.c.companion_id.is_(None)).values(
            companion_id=person, state=S.TAKEN)).rowcount)


def step(session: Session, acceptance: int, before: DuoState, after: DuoState) -> bool:
    return bool(session.connection().execute(update(_d).where(
        _d.c.acceptance_id == acceptance, _d.c.state == before).values(state=after)).rowcount)
