"""Who may be asked for a need now: found by place and by turn, in the time of a few index look-ups however big the
town is and however much was asked before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, or_, select
from sqlmodel import Session

from rules.asks import BY_ONE_ASKER, HELP_REST, LONGEST_LATER, NEVER, RECENT, REST
from rules.asks_order import Candidate
from rules.civil import DAY, local_date
from rules.help import AcceptanceState, Request
from rules.offers import goes
from rules.places import parse_cell, quarter
from rules.residents import Standing
from storage import help as store
from storage import many, zones
from storage.engine import is_sqlite
from storage.tables import Ask, HelpAcceptance, Person, Residence, Zone, table

_ask, _acc, _p, _r, _z = (table(t) for t in (Ask, HelpAcceptance, Person, Residence, Zone))
HELPED = (AcceptanceState.CONFIRMED, AcceptanceState.DONE)
A_PAGE, MOST_PAGES = 50, 6
ENOUGH = 30
CARRIED = LONGEST_LATER * DAY + REST  # how long after an ask the day on which it comes back may be


def candidates(session: Session, request: Request, family: str, now: datetime, month: datetime, *,
               company: bool = False, enough: int = ENOUGH) -> list[Candidate]:
    """Who may be asked for it, the least recently asked of its very place first, then those of the places told of
    there; the first `enough` at least, when there are so many. month: when the month in which they would be asked
    begins. company: those of its whole quarter.
    """
    found: dict[int, Candidate] = {}
    for near in (True, False):
        places = [request.zone] if near else around(session, request.zone, company=company)
        for one in _walk(session, request, family, (now, month), places, near=near):
            found.setdefault(one.id, one)
            if len(found) >= enough * (1 if near else 2):
                break
    return list(found.values())


def around(session: Session, zone: int, *, company: bool = False) -> list[int]:
    """The other zones whose people are told of what happens in this one."""
    place = zones.by_id(session, zone)
    if place is None or not place.cell or (cell := parse_cell(place.cell)) is None:
        return []
    cells = {*zones.block_told(session, cell), *(quarter(cell) if company else ())}
    return [int(i) for i in session.connection().execute(
        _zones(sqlite=is_sqlite(session)), {"cells": many.listed(session, sorted(map(str, cells))), "zone": zone}
    ).scalars()]


def _walk(session: Session, request: Request, family: str, when: tuple[datetime, datetime], places: Sequence[int], *,
          near: bool) -> Iterator[Candidate]:
    """A page of residents at a time, in their turn."""
    now, month = when
    today = local_date(now, request.timezone)
    told = {"places": many.listed(session, places), "asker": request.asker, "request": request.id, "now": now,
            "recent": now - RECENT, "carried": now - CARRIED, "today": today,
            "helped": now - HELP_REST, "month": month}
    for page in range(MOST_PAGES if places else 0):
        rows = session.connection().execute(_turn(sqlite=is_sqlite(session)), told | {"skip": page * A_PAGE}).all()
        yield from (_candidate(r, request, family, near=near) for r in rows if r.free and r.month < r.asks_a_month)
        if len(rows) < A_PAGE:
            return


@cache
def _zones(*, sqlite: bool) -> Select[Any]:
    return select(_z.c.id).where(many.among(_z.c.cell, "cells", sqlite=sqlite), _z.c.id != bindparam("zone"))


@cache
def _turn(*, sqlite: bool) -> Select[Any]:
    """A page of those who live there, the least recently asked first: whether each may be asked for it, and what
    decides their order.
    """
    turn = select(_r.c.person_id, _r.c.asked_at).where(many.among(_r.c.zone_id, "places", sqlite=sqlite)).order_by(
        _r.c.asked_at, _r.c.person_id).limit(A_PAGE).offset(bindparam("skip")).subquery("turn")
    mine = _ask.c.person_id == _p.c.id
    month = select(func.count()).select_from(_ask).where(mine, _ask.c.at >= _instant("month")).scalar_subquery()
    helped = select(func.coalesce(func.max(_acc.c.changed_at), NEVER)).where(
        _acc.c.volunteer_id == _p.c.id, _acc.c.changed_at > _instant("helped"), _acc.c.state.in_(HELPED)
    ).scalar_subquery()
    expects = exists().where(mine, _ask.c.at > _instant("carried"), _ask.c.back_on == bindparam("today"))
    return select(_p.c.id, _p.c.address_id, _p.c.asks_a_month, _p.c.skills, turn.c.asked_at, helped.label("helped"),
                  month.label("month"), expects.label("expects"), _free().label("free")).join(
        turn, turn.c.person_id == _p.c.id).order_by(turn.c.asked_at, _p.c.id)


def _free() -> Any:
    """They may be asked for it now."""
    asker: Any = bindparam("asker")
    enough = select(_ask.c.person_id).where(_ask.c.asker_id == asker, _ask.c.at > _instant("recent")).group_by(
        _ask.c.person_id).having(func.count() >= BY_ONE_ASKER)
    already = select(_ask.c.person_id).where(_ask.c.request_id == bindparam("request"))
    return and_(_p.c.standing == Standing.RESIDENT, _p.c.stopped.is_(False),
                or_(_p.c.paused_until.is_(None), _p.c.paused_until < _instant("now")), _p.c.id != asker,
                _p.c.id.not_in(enough), _p.c.id.not_in(already), ~store.apart(_p.c.id, asker),
                ~store.beside(_p.c.id, bindparam("request")), store.answers(_p.c.id))


def _instant(name: str) -> Any:
    return bindparam(name, type_=_ask.c.at.type)


def _candidate(r: Any, request: Request, family: str, *, near: bool) -> Candidate:
    said = r.skills or {}
    offered = (said.get("offers") or {}).get(request.kind) or {}
    proposed = bool(offered) and goes(offered["reach"], request.zone_kind, near=near)
    slots = (offered if proposed else said).get("slots") or ()
    return Candidate(r.id, r.address_id, near, proposed or family in (said.get("likes") or ()), fits(slots, request),
                     bool(r.expects), r.asked_at, r.helped, r.month, r.asks_a_month)


def fits(slots: Iterable[str], request: Request) -> bool:
    """Whether somebody who is free then is free for this; who said nothing of it is free for anything."""
    said = set(slots)
    return not said or request.slot in said or request.slot == "journee" or (
        "week-end" in said and request.day.weekday() >= 5)
