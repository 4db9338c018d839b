"""Who takes part in which group, what they agreed to, and visitors who leave no trace."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, insert, select, update
from sqlmodel import Session

from rules.privacy import VISITORS_KEPT
from storage.once import insert_new
from storage.tables import Consent, Conversation, Delivery, Message, Participation, Person, table

_d, _m = table(Delivery), table(Message)
_in, _c, _p, _talk = table(Participation), table(Consent), table(Person), table(Conversation)


def take_part(session: Session, person: int, group: int, now: datetime, *, admin: bool = False) -> None:
    """« Je participe »; an admin's mark is added, never taken away here."""
    insert_new(session, _in, person_id=person, group_id=group, admin=admin, since=now)
    if admin:
        session.connection().execute(update(_in).where(
            _in.c.person_id == person, _in.c.group_id == group).values(admin=True))


def part_from(session: Session, person: int, group: int) -> None:
    session.connection().execute(delete(_in).where(_in.c.person_id == person, _in.c.group_id == group))


def part_from_all(session: Session, person: int) -> None:
    session.connection().execute(delete(_in).where(_in.c.person_id == person))


def takes_part(session: Session, person: int, group: int) -> bool:
    return session.connection().execute(select(_in.c.person_id).where(
        _in.c.person_id == person, _in.c.group_id == group)).first() is not None


def members(session: Session, group: int) -> int:
    return int(session.connection().execute(
        select(func.count()).select_from(_in).where(_in.c.group_id == group)).scalar_one())


def agree(session: Session, person: int, purpose: str, version: str, now: datetime, *, given: bool = True) -> None:
    session.connection().execute(insert(_c).values(
        person_id=person, purpose=purpose, version=version, given=given, at=now))


def drop_drafts(session: Session, person: int) -> None:
    session.connection().execute(delete(_talk).where(_talk.c.person_id == person))


def forget_visitor(session: Session, person: int, now: datetime) -> None:
    """Nothing of a visitor is kept but the address their last answer still has to reach: not what they were asked
    either, since questions repeat answers. Last seen long ago, their row goes within the hour."""
    connection = session.connection()
    address = connection.execute(select(_p.c.address_id).where(_p.c.id == person)).scalar_one()
    told = select(_d.c.message_id).where(_d.c.address_id == address)
    to_others = exists().where(_d.c.message_id == _m.c.id, _d.c.address_id != address)
    connection.execute(delete(_m).where(_m.c.id.in_(told), ~to_others))
    connection.execute(delete(_talk).where(_talk.c.person_id == person))
    connection.execute(delete(_c).where(_c.c.person_id == person))
    connection.execute(update(_p).where(_p.c.id == person).values(
        first_name="", skills={}, seen_at=now - VISITORS_KEPT))


def admins_of(session: Session, group: int) -> list[Any]:
    """Those who run a group, the earliest first: id and address."""
    return list(session.connection().execute(
        select(_p.c.id, _p.c.address_id, _p.c.first_name).join(_in, _in.c.person_id == _p.c.id).where(
            _in.c.group_id == group, _in.c.admin.is_(True)).order_by(_in.c.since)).all())


def demote(session: Session, person: int, group: int) -> None:
    session.connection().execute(update(_in).where(
        _in.c.person_id == person, _in.c.group_id == group).values(admin=False))
