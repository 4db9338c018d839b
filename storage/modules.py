"""What a group, or the whole town, does without: read with the group itself (`Group.off`)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, delete, func, insert, or_, select, update
from sqlmodel import Session

from rules.deliveries import DeliveryState
from rules.groups import Group
from rules.modules import FROM_TOWN, Off, kinds_of, off_from
from storage.tables import Delivery, Message, NeighbourGroup, Participation, table
from storage.tables.modules import ModuleOff

_off, _d, _m, _g, _in = (table(t) for t in (ModuleOff, Delivery, Message, NeighbourGroup, Participation))
NOT_GONE = (DeliveryState.READY, DeliveryState.WAITING, DeliveryState.PAUSED)


def off_in(group: Any) -> ScalarSelect[Any]:
    """The words that are off there, as `off_from` reads them; NULL where nothing is."""
    marked = case((_off.c.group_id.is_(None), _off.c.word + FROM_TOWN), else_=_off.c.word)
    return select(func.aggregate_strings(marked, ",")).where(
        or_(_off.c.group_id == group, _off.c.group_id.is_(None))).scalar_subquery()


def is_on(session: Session, word: str, group: Group | int | None = None) -> bool:
    """Whether a group has this feature; without one, whether the town has."""
    if isinstance(group, Group):
        return word not in group.off
    whose = _off.c.group_id.is_(None) if group is None else or_(
        _off.c.group_id == group, _off.c.group_id.is_(None))
    return session.connection().execute(select(_off.c.id).where(whose, _off.c.word == word).limit(1)).first() is None


def off_of_town(session: Session) -> frozenset[str]:
    return frozenset(session.connection().execute(select(_off.c.word).where(_off.c.group_id.is_(None))).scalars())


def off_of_group(session: Session, group: int) -> Off:
    return off_from(session.connection().execute(select(off_in(group))).scalar())


def off_for(session: Session, person: int, word: str) -> Off:
    """What somebody in private does without this: the whole town, or every group they take part in."""
    mine = select(func.count(), func.count(_off.c.id)).select_from(_in).outerjoin(
        _off, and_(_off.c.group_id == _in.c.group_id, _off.c.word == word)).where(_in.c.person_id == person)
    town = select(func.count()).where(_off.c.group_id.is_(None), _off.c.word == word).scalar_subquery()
    groups, off, everywhere = session.connection().execute(mine.add_columns(town)).one()
    here = frozenset((word,)) if groups and off == groups else frozenset()
    return Off(here, frozenset((word,)) if everywhere else frozenset())


def without(session: Session, word: str, addresses: Collection[int]) -> frozenset[int]:
    """Which of these places do without it."""
    if not is_on(session, word):
        return frozenset(addresses)
    return frozenset(session.connection().execute(select(_g.c.address_id).join(_off, _off.c.group_id == _g.c.id).where(
        _off.c.word == word)).scalars()) & frozenset(addresses)


def set_for_group(session: Session, group: int, word: str, now: datetime, *, on: bool) -> None:
    _set(session, _off.c.group_id == group, word, now, on=on, group_id=group)
    if not on:
        _stop(session, word, _d.c.address_id == select(_g.c.address_id).where(_g.c.id == group).scalar_subquery(), now)


def set_for_town(session: Session, word: str, now: datetime, *, on: bool) -> None:
    """For every group there is or will be, whatever it chose; what it chose comes back with it."""
    _set(session, _off.c.group_id.is_(None), word, now, on=on, group_id=None)
    if not on:
        _stop(session, word, _d.c.address_id.in_(select(_g.c.address_id)), now)


def _set(session: Session, whose: ColumnElement[bool], word: str, now: datetime, *, on: bool, group_id: int | None
         ) -> None:
    session.connection().execute(delete(_off).where(whose, _off.c.word == word))
    if not on:
        session.connection().execute(insert(_off).values(group_id=group_id, word=word, at=now))


def _stop(session: Session, word: str, where: ColumnElement[bool], now: datetime) -> None:
    """What waits to be said there never is. A change of what stands there already is."""
    session.connection().execute(update(_d).where(
        where, _d.c.state.in_(NOT_GONE), _d.c.replaces.is_(None), _d.c.edit.is_(None),
        _d.c.message_id.in_(select(_m.c.id).where(_m.c.id == _d.c.message_id, _m.c.kind.in_(kinds_of(word))))).values(
            state=DeliveryState.CANCELLED, reason="module off", changed_at=now))
