"""Which mission or story a message of a group shows."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import Session

from rules.groups import Group
from storage.tables import Delivery, table
from storage.tables.heroes import Hero
from storage.tables.missions import MissionCard

_d, _card, _h = table(Delivery), table(MissionCard), table(Hero)


def mission_at(session: Session, group: Group, message: int) -> int | None:
    return session.connection().execute(select(_card.c.mission_id).join(_d, _d.c.id == _card.c.delivery_id).where(
        _d.c.address_id == group.address, _d.c.telegram_id == message, _card.c.group_id == group.id)).scalar()


def hero_at(session: Session, group: Group, message: int) -> int | None:
    return session.connection().execute(select(_h.c.id).join(_d, _d.c.id == _h.c.delivery_id).where(
        _d.c.address_id == group.address, _d.c.telegram_id == message, _h.c.group_id == group.id)).scalar()


def mission_in(session: Session, group: int, mission: int) -> bool:
    return session.connection().execute(select(_card.c.mission_id).where(
        _card.c.mission_id == mission, _card.c.group_id == group)).first() is not None
