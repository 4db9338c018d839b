"""What the clock must look at: requests and helpers that wait for somebody or for an hour."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from rules.help import Acceptance, AcceptanceState, Request, RequestState
from storage import help as store
from storage.tables import Delivery, HelpAcceptance, HelpRequest, Message, Person, table

_q, _acc, _d, _m, _p = (table(t) for t in (HelpRequest, HelpAcceptance, Delivery, Message, Person))
PROPOSED = "help.proposed"


def in_state(session: Session, *states: RequestState) -> list[Request]:
    rows = session.connection().execute(store.requests().where(_q.c.state.in_(states)).order_by(_q.c.id))
    return [store.request_of(r) for r in rows]


def helpers(session: Session, state: AcceptanceState, before: date) -> list[tuple[Request, Acceptance]]:
    """Helpers in this state for requests up to a day, each with its request."""
    rows = session.connection().execute(store.acceptances().where(
        _acc.c.state == state, _q.c.day <= before).order_by(_acc.c.id))
    return list(_with_requests(session, [store.acceptance_of(r) for r in rows]))


def asked(session: Session, helper: Acceptance) -> Any:
    """How the newest « … peut vous aider » to the asker of this helper stands: state and since when; None without."""
    rows = session.connection().execute(
        select(_d.c.state, _d.c.changed_at, _m.c.params).join(_m, _m.c.id == _d.c.message_id).join(
            _p, _p.c.address_id == _d.c.address_id).where(
                _p.c.id == helper.asker, _m.c.kind == PROPOSED).order_by(_d.c.id.desc()).limit(50))
    return next((r for r in rows if r.params.get("acceptance") == helper.id), None)


def _with_requests(session: Session, found: list[Acceptance]) -> Iterable[tuple[Request, Acceptance]]:
    wanted = select(_acc.c.request_id).where(_acc.c.id.in_([a.id for a in found]))
    rows = session.connection().execute(store.requests().where(_q.c.id.in_(wanted)))
    by_id = {r.id: store.request_of(r) for r in rows}
    return ((by_id[a.request], a) for a in found if a.request in by_id)
