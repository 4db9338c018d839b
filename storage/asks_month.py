"""Who is looked at each month, and whom they may take news of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlmodel import Session

from rules.help import AcceptanceState
from rules.residents import Standing
from rules.theirs import Theirs
from storage import help as store
from storage.tables import Agenda, HelpAcceptance, HelpRequest, Person, table

_p, _ag, _acc, _q = table(Person), table(Agenda), table(HelpAcceptance), table(HelpRequest)


@dataclass(frozen=True, slots=True)
class Page:
    """unwatched: residents of this page without a next look. last: where the next page begins; 0 at the end."""

    unwatched: list[int]
    last: int


def unwatched_after(session: Session, person: int, most: int, what: str) -> Page:
    watched = exists().where(_ag.c.what == what, _ag.c.subject == _p.c.id)
    rows = session.connection().execute(select(_p.c.id, watched.label("watched")).where(
        _p.c.id > person, _p.c.standing == Standing.RESIDENT).order_by(_p.c.id).limit(most)).all()
    return Page([r.id for r in rows if not r.watched], rows[-1].id if len(rows) == most else 0)


def joined(session: Session, person: int) -> datetime:
    r = session.connection().execute(select(_p.c.joined_at, _p.c.first_seen_at).where(_p.c.id == person)).one()
    since: datetime = r.joined_at or r.first_seen_at
    return since


def helped_by(session: Session, person: int) -> list[tuple[int, str]]:
    """Those whom this person helped, the latest first, unless a block stands between them."""
    rows = session.connection().execute(
        select(_p.c.id, _p.c.first_name).join(_q, _q.c.asker_id == _p.c.id).join(
            _acc, _acc.c.request_id == _q.c.id).where(
            _acc.c.volunteer_id == person, _acc.c.state == AcceptanceState.DONE, _p.c.standing == Standing.RESIDENT,
            store.answers(_p.c.id), ~store.apart(_p.c.id, person)).order_by(_acc.c.changed_at.desc()).limit(10)).all()
    return [(r.id, Theirs(r.first_name, r.id)) for r in rows if r.first_name]
