"""What was asked, who answered what (to change it, and to count it), what is missing, what the town hall answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, exists, func, insert, select, true, update
from sqlmodel import Session

from rules.deliveries import AddressState
from rules.groups import GroupState
from rules.voices import Asked, Need, NeedState, Theme
from storage.help import apart
from storage.once import insert_new
from storage.tables import Address, NeighbourGroup, TownLink, Zone, table
from storage.tables.voices import VoiceAnswer, VoiceAsked, VoiceNeed, VoiceVote

_q, _v, _n, _w = (table(t) for t in (VoiceAsked, VoiceVote, VoiceNeed, VoiceAnswer))
_g, _z, _l, _a = (table(t) for t in (NeighbourGroup, Zone, TownLink, Address))
MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Answer:
    text: str
    at: datetime
    by: int | None


# the question of the month
def linked_after(session: Session, group: int, most: int) -> list[int]:
    """The next groups that the town hall may write to, by number."""
    is_open = exists().where(_a.c.id == _g.c.address_id, _a.c.state == AddressState.OPEN)
    return [int(i) for i in session.connection().execute(select(_g.c.id).join(_l, _l.c.group_id == _g.c.id).where(
        _g.c.id > group, _g.c.state == GroupState.INSTALLED, is_open).order_by(_g.c.id).limit(most)).scalars()]


def is_linked(session: Session, group: int) -> bool:
    return session.connection().execute(select(_l.c.group_id).where(_l.c.group_id == group)).first() is not None


def ask(session: Session, group: int, month: str, question: str, now: datetime) -> int | None:
    """Its number the first time, None ever after."""
    return insert_new(session, _q, group_id=group, month=month, question=question, at=now)


def unask(session: Session, number: int) -> None:
    session.connection().execute(_q.delete().where(_q.c.id == number))


def asked(session: Session, number: int) -> Asked | None:
    r = session.connection().execute(select(_q).where(_q.c.id == number)).first()
    return Asked(r.id, r.group_id, r.month, r.question, r.at) if r else None


def newest_month(session: Session) -> str | None:
    return session.connection().execute(select(func.max(_q.c.month))).scalar()


def asked_in(session: Session, month: str) -> list[int]:
    return [int(i) for i in session.connection().execute(select(_q.c.id).where(_q.c.month == month)).scalars()]


def vote(session: Session, person: int, found: Asked, choice: int, now: datetime) -> bool:
    """True for a first answer, False for one that changes: never two."""
    if insert_new(session, _v, person_id=person, month=found.month, asked_id=found.id, choice=choice,
                  at=now) is not None:
        return True
    session.connection().execute(update(_v).where(_v.c.person_id == person, _v.c.month == found.month).values(
        asked_id=found.id, choice=choice, at=now))
    return False


def votes(session: Session, month: str) -> Mapping[tuple[str, str], int]:
    """(place, number of the answer) -> people."""
    label = case((_z.c.label.is_(None), ""), else_=_z.c.label)
    rows = session.connection().execute(select(label, _v.c.choice, func.count()).select_from(_q).join(
        _v, _v.c.asked_id == _q.c.id).join(_g, _g.c.id == _q.c.group_id).outerjoin(_z, _z.c.id == _g.c.zone_id).where(
            _q.c.month == month).group_by(label, _v.c.choice))
    return {(r[0], str(r[1])): int(r[2]) for r in rows}


# what is missing
def _need(r: Any) -> Need:
    return Need(r.id, r.group_id, r.person_id, r.theme, r.text, r.state, r.at)


def say(session: Session, group: int, person: int, theme: Theme, text: str, now: datetime) -> int:
    return int(session.connection().execute(insert(_n).values(
        group_id=group, person_id=person, theme=theme, text=text, state=NeedState.WAITING, at=now).returning(
            _n.c.id)).scalar_one())


def said_since(session: Session, person: int, since: datetime) -> int:
    return int(session.connection().execute(select(func.count()).select_from(_n).where(
        _n.c.person_id == person, _n.c.at >= since)).scalar_one())


def waiting(session: Session, zones: Sequence[int], reader: int, *, whole_town: bool) -> list[Need]:
    """In these places, or everywhere; never one's own, nor of somebody they are kept apart from."""
    where = true() if whole_town else _g.c.zone_id.in_(list(zones))
    return [_need(r) for r in session.connection().execute(select(_n).join(_g, _g.c.id == _n.c.group_id).where(
        _n.c.state == NeedState.WAITING, where, _n.c.person_id != reader,
        ~apart(_n.c.person_id, reader)).order_by(_n.c.at, _n.c.id).limit(MOST_SHOWN))]


def judge(session: Session, number: int, state: NeedState) -> bool:
    """Its words have been read: they go."""
    return bool(session.connection().execute(update(_n).where(
        _n.c.id == number, _n.c.state == NeedState.WAITING).values(state=state, text="")).rowcount)


def needs(session: Session) -> Mapping[tuple[str, str], int]:
    """(place, theme) -> people who said it, each counted once."""
    label = case((_z.c.label.is_(None), ""), else_=_z.c.label)
    rows = session.connection().execute(select(label, _n.c.theme, func.count(_n.c.person_id.distinct())).join(
        _g, _g.c.id == _n.c.group_id).outerjoin(_z, _z.c.id == _g.c.zone_id).where(
            _n.c.state == NeedState.KEPT).group_by(label, _n.c.theme))
    return {(r[0], str(r[1])): int(r[2]) for r in rows}


# what the town hall answers
def answer(session: Session, month: str, text: str, by: int, now: datetime) -> int:
    return int(session.connection().execute(insert(_w).values(month=month, text=text, by_id=by, at=now).returning(
        _w.c.id)).scalar_one())


def newest_answer(session: Session, month: str) -> Answer | None:
    r = session.connection().execute(select(_w.c.text, _w.c.at, _w.c.by_id).where(_w.c.month == month).order_by(
        _w.c.id.desc()).limit(1)).first()
    return Answer(r.text, r.at, r.by_id) if r else None
