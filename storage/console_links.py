"""Groups linked to the town: by which code, how they are sorted, since when they are silent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, exists, func, insert, literal, or_, select, update
from sqlmodel import Session

from rules.deliveries import AddressState
from rules.groups import GroupState
from storage.once import insert_new
from storage.tables import (
    Address,
    Deed,
    GesteTap,
    GroupTag,
    HelpCard,
    HelpRequest,
    HourEntry,
    NeighbourGroup,
    Participation,
    TownCode,
    TownLink,
    Zone,
    table,
)

_l, _c, _tag, _g, _z, _a, _in = (table(t) for t in (
    TownLink, TownCode, GroupTag, NeighbourGroup, Zone, Address, Participation))
_card, _q, _tap, _deed, _hour = (table(t) for t in (HelpCard, HelpRequest, GesteTap, Deed, HourEntry))


class Code(NamedTuple):
    """commune: empty for the whole town."""

    code: str
    commune: str
    uses: int


def codes(session: Session) -> list[Code]:
    rows = session.connection().execute(select(_c.c.code, _c.c.commune, _c.c.uses).where(
        _c.c.commune >= "").order_by(_c.c.commune))
    return [Code(*row) for row in rows]


def code(session: Session, typed: str) -> Code | None:
    row = session.connection().execute(select(_c.c.code, _c.c.commune, _c.c.uses).where(_c.c.code == typed)).first()
    return Code(*row) if row else None


def give_code(session: Session, commune: str, candidates: Iterable[str], by: int | None, now: datetime) -> str | None:
    """The place's code: the one it has, else the first candidate that is free."""
    known = session.connection().execute(select(_c.c.code).where(_c.c.commune == commune)).scalar()
    if known is not None:
        return str(known)
    return next((one for one in candidates if insert_new(
        session, _c, code=one, commune=commune, by_id=by, created_at=now, uses=0) is not None), None)


def drop_code(session: Session, typed: str) -> bool:
    return bool(session.connection().execute(delete(_c).where(_c.c.code == typed)).rowcount)


def link(session: Session, group: int, by: int | None, now: datetime, typed: str = "") -> bool:
    """False when it was linked already."""
    made = insert_new(session, _l, group_id=group, by_id=by, since=now, quarter="") is not None
    if made and typed:
        session.connection().execute(update(_c).where(_c.c.code == typed).values(uses=_c.c.uses + 1))
    return made


def unlink(session: Session, group: int) -> bool:
    """How the town sorted it goes too."""
    session.connection().execute(delete(_tag).where(_tag.c.group_id == group))
    return bool(session.connection().execute(delete(_l).where(_l.c.group_id == group)).rowcount)


def is_linked(session: Session, group: int) -> bool:
    return session.connection().execute(select(_l.c.group_id).where(_l.c.group_id == group)).first() is not None


def quarter(session: Session, group: int) -> str:
    return str(session.connection().execute(select(_l.c.quarter).where(_l.c.group_id == group)).scalar() or "")


def set_quarter(session: Session, group: int, name: str) -> None:
    session.connection().execute(update(_l).where(_l.c.group_id == group).values(quarter=name))


def tags(session: Session, group: int) -> list[str]:
    return list(session.connection().execute(select(_tag.c.tag).where(_tag.c.group_id == group).order_by(
        _tag.c.tag)).scalars())


def set_tag(session: Session, group: int, tag: str, *, wanted: bool) -> bool:
    """True when it changed something."""
    if wanted:
        key = {"group_id": group, "tag": tag}
        if session.connection().execute(select(_tag.c.tag).filter_by(**key)).first():
            return False
        session.connection().execute(insert(_tag).values(**key))
        return True
    return bool(session.connection().execute(delete(_tag).where(
        _tag.c.group_id == group, _tag.c.tag == tag)).rowcount)


def page(session: Session, after: int, most: int) -> list[tuple[int, str]]:
    """The next linked groups by number, with their names."""
    rows = session.connection().execute(select(_g.c.id, _g.c.name).join(_l, _l.c.group_id == _g.c.id).where(
        _l.c.group_id > after, _g.c.state == GroupState.INSTALLED).order_by(_l.c.group_id).limit(most))
    return [(int(r.id), str(r.name)) for r in rows]


def silent(session: Session, since: datetime) -> list[int]:
    """Linked groups where nothing was asked, noted, done or tapped since then, installed before it, whose admins are
    known here and were told no word since.
    """
    mark = literal("g").concat(_l.c.group_id)
    lives = (exists().where(_card.c.group_id == _l.c.group_id, _q.c.id == _card.c.request_id, _q.c.created_at > since),
             exists().where(_tap.c.owner == mark, _tap.c.at > since),
             exists().where(_deed.c.group_id == _l.c.group_id, _deed.c.at > since),
             exists().where(_hour.c.group_id == _l.c.group_id, _hour.c.at > since),
             exists().where(_in.c.group_id == _l.c.group_id, _in.c.since > since))
    known = exists().where(_in.c.group_id == _l.c.group_id, _in.c.admin.is_(True))
    rows = session.connection().execute(select(_l.c.group_id).where(
        known, exists().where(_g.c.id == _l.c.group_id, _g.c.state == GroupState.INSTALLED, _g.c.installed_at <= since,
                       exists().where(_a.c.id == _g.c.address_id, _a.c.state == AddressState.OPEN)),
        or_(_l.c.woken_at.is_(None), _l.c.woken_at <= since), ~or_(*lives)).order_by(_l.c.group_id))
    return [int(row[0]) for row in rows]


def wake(session: Session, group: int, since: datetime, now: datetime) -> bool:
    """True for whoever is the first to say a word there since then."""
    done = session.connection().execute(update(_l).where(
        _l.c.group_id == group, or_(_l.c.woken_at.is_(None), _l.c.woken_at <= since)).values(woken_at=now))
    return bool(done.rowcount)


def participants(session: Session, group: int) -> int:
    return int(session.connection().execute(
        select(func.count()).select_from(_in).where(_in.c.group_id == group)).scalar_one())


