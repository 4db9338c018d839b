"""Who may be asked for a need now: found by place and by turn, in the time of a few index look-ups however big the
town is and however much was asked before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlmodel import Session

from rules.asks import BY_ONE_ASKER, NEVER, RECENT, month_of
from rules.asks_order import Candidate
from rules.civil import local_date
from rules.help import AcceptanceState, Request
from rules.places import parse_cell, rings
from rules.residents import Standing
from storage import help as store
from storage import zones
from storage.tables import Ask, HelpAcceptance, Person, Residence, Zone, table

_ask, _acc, _p, _r, _z = (table(t) for t in (Ask, HelpAcceptance, Person, Residence, Zone))
HELPED = (AcceptanceState.CONFIRMED, AcceptanceState.DONE)
A_PAGE, MOST_PAGES = 40, 7
ENOUGH = 30
QUARTER = 1  # which of the blocks about a cell is its quarter: the second


def candidates(session: Session, request: Request, family: str, now: datetime, *, company: bool = False,
               enough: int = ENOUGH) -> list[Candidate]:
    """Who may be asked for it, the least recently asked of its very place first, then those of the places told of
    there; the first `enough` at least, when there are so many. company: those of its whole quarter.
    """
    found: dict[int, Candidate] = {}
    for near, places in ((True, [request.zone]), (False, around(session, request.zone, company=company))):
        for one in _walk(session, request, family, now, places, near=near):
            found.setdefault(one.id, one)
            if len(found) >= enough * (1 if near else 2):
                break
    return list(found.values())


def around(session: Session, zone: int, *, company: bool = False) -> list[int]:
    """The other zones whose people are told of what happens in this one."""
    cells = zones.cells_told(session, zone)
    place = zones.by_id(session, zone) if company else None
    if place and place.cell and (cell := parse_cell(place.cell)):
        cells |= {str(one) for one in list(rings(cell))[QUARTER]}
    if not cells:
        return []
    return [int(i) for i in session.connection().execute(select(_z.c.id).where(
        _z.c.cell.in_(sorted(cells)), _z.c.id != zone)).scalars()]


def _walk(session: Session, request: Request, family: str, now: datetime, places: list[int], *, near: bool
          ) -> Iterator[Candidate]:
    """A page of residents at a time, in their turn."""
    for page in range(MOST_PAGES if places else 0):
        turn = {r.person_id: r.asked_at for r in session.connection().execute(
            select(_r.c.person_id, _r.c.asked_at).where(_r.c.zone_id.in_(places)).order_by(
                _r.c.asked_at, _r.c.person_id).limit(A_PAGE).offset(page * A_PAGE))}
        rows = session.connection().execute(_free(turn, request, now)).all()
        yield from (_candidate(r, turn[r.id], request, family, near=near) for r in sorted(
            rows, key=lambda r: (turn[r.id], r.id)) if r.month < r.asks_a_month)
        if len(turn) < A_PAGE:
            return


def _free(people: Iterable[int], request: Request, now: datetime) -> Select[Any]:
    """Those of a page who may be asked for it, with what decides their order."""
    mine, today = _ask.c.person_id == _p.c.id, local_date(now, request.timezone)
    theirs = select(func.count()).select_from(_ask).where(
        mine, _ask.c.asker_id == request.asker, _ask.c.at > now - RECENT).scalar_subquery()
    month = select(func.count()).select_from(_ask).where(
        mine, _ask.c.at >= month_of(now, request.timezone)).scalar_subquery()
    helped = select(func.coalesce(func.max(_acc.c.changed_at), NEVER)).where(
        _acc.c.volunteer_id == _p.c.id, _acc.c.state.in_(HELPED)).scalar_subquery()
    return select(_p.c.id, _p.c.address_id, _p.c.asks_a_month, _p.c.skills, helped.label("helped"),
                  month.label("month"), exists().where(mine, _ask.c.back_on == today).label("expects")).where(
        _p.c.id.in_(list(people)), _p.c.id != request.asker, _p.c.standing == Standing.RESIDENT,
        _p.c.stopped.is_(False), or_(_p.c.paused_until.is_(None), _p.c.paused_until < now), theirs < BY_ONE_ASKER,
        ~exists().where(mine, _ask.c.request_id == request.id), ~store.apart(_p.c.id, request.asker),
        store.answers(_p.c.id))


def _candidate(r: Any, last: datetime, request: Request, family: str, *, near: bool) -> Candidate:
    said = r.skills or {}
    slots = said.get("slots") or ()
    return Candidate(r.id, r.address_id, near, family in (said.get("likes") or ()), fits(slots, request),
                     bool(r.expects), last, r.helped, r.month, r.asks_a_month)


def fits(slots: Iterable[str], request: Request) -> bool:
    """Whether somebody who is free then is free for this; who said nothing of it is free for anything."""
    said = set(slots)
    return not said or request.slot in said or request.slot == "journee" or (
        "week-end" in said and request.day.weekday() >= 5)
