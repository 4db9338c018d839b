"""The comité's chat, its proposals and their objections. What has a term is judged by the hour, not by state alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, insert, select, update
from sqlmodel import Session

from rules.committees import Committee, Matter, Objection, Proposal, ProposalState
from storage.once import insert_new
from storage.tables import table
from storage.tables.committees import CommitteeChat, CommitteeObjection, CommitteeProposal

_c, _p, _o = table(CommitteeChat), table(CommitteeProposal), table(CommitteeObjection)
S = ProposalState


# its chat
def chat(session: Session) -> Committee | None:
    r = session.connection().execute(select(_c).where(_c.c.one == 1, _c.c.over_at.is_(None))).first()
    return Committee(r.id, r.group_id) if r else None


def tie(session: Session, group: int, now: datetime) -> None:
    """This chat, in place of any other."""
    untie(session, now)
    session.connection().execute(insert(_c).values(group_id=group, one=1, at=now))


def untie(session: Session, now: datetime) -> bool:
    done = session.connection().execute(update(_c).where(_c.c.one == 1, _c.c.over_at.is_(None)).values(over_at=now))
    return bool(done.rowcount)


# what it proposes
def proposal_of(r: Any) -> Proposal:
    return Proposal(r.id, r.matter, r.title, r.word, r.why, r.author_id, r.state, r.due, r.delivery_id)


def propose(session: Session, now: datetime, due: datetime, **columns: Any) -> int:
    return int(session.connection().execute(insert(_p).values(
        state=S.OPEN, at=now, due=due, **columns).returning(_p.c.id)).scalar_one())


def by_id(session: Session, number: int) -> Proposal | None:
    r = session.connection().execute(select(_p).where(_p.c.id == number)).first()
    return proposal_of(r) if r else None


def open_ones(session: Session) -> list[Proposal]:
    rows = session.connection().execute(select(_p).where(_p.c.state == S.OPEN).order_by(_p.c.id))
    return [proposal_of(r) for r in rows]


def change(session: Session, number: int, **columns: Any) -> None:
    session.connection().execute(update(_p).where(_p.c.id == number).values(**columns))


def close(session: Session, number: int, state: ProposalState, now: datetime, *, before_due: bool = False) -> bool:
    """False when it is closed already; or, for what must come before its term, when that is past."""
    early = [_p.c.due > now] if before_due else []
    done = session.connection().execute(update(_p).where(_p.c.id == number, _p.c.state == S.OPEN, *early).values(
        state=state, closed_at=now))
    return bool(done.rowcount)


def is_adopted(session: Session, word: str) -> bool:
    """Whether the comité once opened this module."""
    return session.connection().execute(select(_p.c.id).where(
        _p.c.state == S.ADOPTED, _p.c.matter == Matter.MODULE, _p.c.word == word).limit(1)).first() is not None


# who objects
def object_(session: Session, proposal: int, person: int, reason: str, now: datetime) -> int | None:
    """None when it is too late, or when they object already."""
    still = session.connection().execute(select(_p.c.id).where(
        _p.c.id == proposal, _p.c.state == S.OPEN, _p.c.due > now).with_for_update()).first()
    if still is None:
        return None
    return insert_new(session, _o, proposal_id=proposal, person_id=person, reason=reason, at=now)


def objection(session: Session, number: int) -> Objection | None:
    r = session.connection().execute(select(_o).where(_o.c.id == number)).first()
    return Objection(r.id, r.proposal_id, r.person_id, r.reason, r.withdrawn_at is None) if r else None


def objections(session: Session, proposal: int) -> int:
    """Those that stand."""
    return int(session.connection().execute(select(func.count()).select_from(_o).where(
        _o.c.proposal_id == proposal, _o.c.withdrawn_at.is_(None))).scalar_one())


def take_back(session: Session, number: int, person: int, now: datetime) -> bool:
    """By who made it, while the proposal is open."""
    still = exists().where(_p.c.id == _o.c.proposal_id, _p.c.state == S.OPEN, _p.c.due > now)
    done = session.connection().execute(update(_o).where(
        _o.c.id == number, _o.c.person_id == person, _o.c.withdrawn_at.is_(None), still).values(withdrawn_at=now))
    return bool(done.rowcount)


def forget(session: Session, person: int) -> list[int]:
    """Their reasons go; what they proposed and objected to stands. The proposals of theirs that are open."""
    session.connection().execute(update(_o).where(_o.c.person_id == person).values(reason=""))
    mine = session.connection().execute(update(_p).where(_p.c.author_id == person).values(
        why="", author_id=None).returning(_p.c.id, _p.c.state))
    return [r.id for r in mine if r.state is S.OPEN]


def adopted_words(session: Session, words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if is_adopted(session, word))
