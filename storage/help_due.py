"""What the clock must look at: requests and helpers that wait for somebody or for an hour."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlmodel import Session

from rules.help import Acceptance, AcceptanceState, Request, RequestState
from storage import help as store
from storage.tables import HelpAcceptance, HelpRequest, table

_q, _acc = table(HelpRequest), table(HelpAcceptance)


def in_state(session: Session, *states: RequestState) -> list[Request]:
    rows = session.connection().execute(store.requests().where(_q.c.state.in_(states)).order_by(_q.c.id))
    return [store.request_of(r) for r in rows]


def helpers(session: Session, state: AcceptanceState, before: date) -> list[tuple[Request, Acceptance]]:
    """Helpers in this state for requests up to a day, each with its request."""
    rows = session.connection().execute(store.acceptances().where(
        _acc.c.state == state, _q.c.day <= before).order_by(_acc.c.id))
    return list(_with_requests(session, [store.acceptance_of(r) for r in rows]))


def _with_requests(session: Session, found: list[Acceptance]) -> Iterable[tuple[Request, Acceptance]]:
    wanted = select(_acc.c.request_id).where(_acc.c.id.in_([a.id for a in found]))
    rows = session.connection().execute(store.requests().where(_q.c.id.in_(wanted)))
    by_id = {r.id: store.request_of(r) for r in rows}
    return ((by_id[a.request], a) for a in found if a.request in by_id)
