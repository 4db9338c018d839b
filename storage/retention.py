"""What retention must look for: drafts to recall, accounts that sleep, hours to fold, places nobody uses.

What goes by its age alone is declared beside its table.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, delete, exists, literal, or_, select, text
from sqlmodel import Session

from rules.console import RoleState
from rules.residents import Standing
from storage import hour_totals
from storage.tables import (
    Conversation,
    HelpRequest,
    HourEntry,
    NeighbourGroup,
    Once,
    Person,
    Residence,
    RoleHeld,
    Zone,
    table,
)
from storage.tables.circles import CircleAsk
from storage.tables.routing import Relay

_talk, _q, _h, _p = (table(t) for t in (Conversation, HelpRequest, HourEntry, Person))
_g, _home, _once, _z, _role = (table(t) for t in (NeighbourGroup, Residence, Once, Zone, RoleHeld))
_circle_ask, _relay = table(CircleAsk), table(Relay)
AT_ONCE, A_FEW = 200, 20
NOBODY = 2**62  # after every number that is given
HAS_A_ROLE = exists().where(_role.c.person_id == _p.c.id, _role.c.state == RoleState.ACTIVE)
"""Whoever acts for the town may have joined nothing: theirs is an account all the same."""
JOINED = (Standing.RESIDENT, Standing.SUSPENDED, Standing.LEFT)


def drafts_idle(session: Session, after: int, since: datetime, until: datetime, ending: datetime
                ) -> tuple[list[Any], int]:
    """Of the next people with a draft, conversations last touched in (since, until] and not recalled yet, or about to
    end (touched by `ending`): person_id, name, run, answers, updated_at, and whose. And the last of them, or 0.
    """
    mark = literal("recall-").concat(_talk.c.name).concat("-").concat(cast(_talk.c.run, String))
    recalled = exists().where(_once.c.person_id == _talk.c.person_id, _once.c.what == mark)
    last = session.connection().execute(select(_talk.c.person_id).where(_talk.c.person_id > after).order_by(
        _talk.c.person_id).offset(AT_ONCE - 1).limit(1)).scalar()
    found = session.connection().execute(
        select(_talk.c.person_id, _talk.c.name, _talk.c.run, _talk.c.answers, _talk.c.updated_at,
               _p.c.address_id, _p.c.timezone, _p.c.stopped)
        .join(_p, _p.c.id == _talk.c.person_id)
        .where(_talk.c.person_id > after, _talk.c.person_id <= (last or NOBODY), _talk.c.updated_at > since,
               _talk.c.updated_at <= until, or_(_talk.c.updated_at <= ending, ~recalled))
        .order_by(_talk.c.person_id, _talk.c.updated_at)).all()
    return list(found), int(last or 0)


def fold_hours(session: Session, last: date) -> bool:
    """Hours of this day and before become totals."""
    people = list(session.connection().execute(
        select(_h.c.person_id).where(_h.c.day <= last).order_by(_h.c.day).limit(A_FEW)).scalars())
    for person in dict.fromkeys(people):
        hour_totals.keep_totals_of(session, person, last)
    return len(people) == A_FEW


def forget_zones(session: Session, after: int) -> int:
    """Of the next places, those where nobody lives and that no group and no request names. The last of them, or 0."""
    last = session.connection().execute(select(_z.c.id).where(_z.c.id > after).order_by(_z.c.id).offset(
        AT_ONCE - 1).limit(1)).scalar()
    used = or_(exists().where(_home.c.zone_id == _z.c.id), exists().where(_g.c.zone_id == _z.c.id),
               exists().where(_role.c.zone_id == _z.c.id), exists().where(_q.c.zone_id == _z.c.id),
               exists().where(_circle_ask.c.zone_id == _z.c.id), exists().where(_relay.c.zone_id == _z.c.id))
    session.connection().execute(delete(_z).where(_z.c.id > after, _z.c.id <= (last or NOBODY), ~used))
    return int(last or 0)


def silent_visitors(session: Session, until: datetime) -> list[int]:
    return _people(session, text("standing = 'visitor'"), _p.c.seen_at <= until, ~HAS_A_ROLE)


def sleeping(session: Session, until: datetime) -> list[int]:
    """Accounts silent since then and not warned yet."""
    return _people(session, _has_an_account(), _p.c.seen_at <= until, _p.c.warned_at.is_(None))


def abandoned(session: Session, until: datetime, warned_until: datetime) -> list[int]:
    return _people(session, _has_an_account(), _p.c.seen_at <= until, _p.c.warned_at <= warned_until)


def _has_an_account() -> ColumnElement[bool]:
    return or_(_p.c.standing.in_(JOINED), HAS_A_ROLE)


def is_gone(session: Session, person: int, visited: datetime, seen: datetime, warned: datetime) -> bool:
    """Whether this person is still one of the silent: a visitor, or somebody who was warned."""
    visitor = (_p.c.standing == Standing.VISITOR) & (_p.c.seen_at <= visited) & ~HAS_A_ROLE
    account = _has_an_account() & (_p.c.seen_at <= seen) & (_p.c.warned_at <= warned)
    return session.connection().execute(
        select(_p.c.id).where(_p.c.id == person, or_(visitor, account))).first() is not None


def _people(session: Session, *where: Any) -> list[int]:
    return list(session.connection().execute(
        select(_p.c.id).where(*where).order_by(_p.c.seen_at).limit(AT_ONCE)).scalars())
