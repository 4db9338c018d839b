"""Zones: a building, a street or a quarter, one row per place; and who lives in them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from rules.residents import ZoneKind
from rules.territories import timezone_of
from storage.tables import Person, Residence, Zone, table

_z, _r, _p = table(Zone), table(Residence), table(Person)
MOST = 3


@dataclass(frozen=True, slots=True)
class ZoneFacts:
    id: int
    kind: ZoneKind
    label: str
    commune: str | None
    cell: str | None


def facts(r: Any) -> ZoneFacts:
    return ZoneFacts(r.id, r.kind, r.label, r.commune, r.cell)


def key_of(label: str, commune: str | None) -> str:
    """Case, accents and punctuation do not make another place; a label in another script stays itself."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", label.casefold()) if not unicodedata.combining(c))
    words = " ".join(re.findall(r"[^\W_]+", bare))
    return f"{commune or ''}|{words or label}"[:160]


def ensure(session: Session, kind: ZoneKind, label: str, commune: str | None = None,
           cell: str | None = None) -> ZoneFacts:
    """The zone of this label and commune, created when new; a cell learnt later is kept."""
    connection = session.connection()
    key = key_of(label, commune)
    row = connection.execute(select(_z).where(_z.c.key == key)).first()
    if row is None:
        row = connection.execute(insert(_z).values(
            kind=kind, label=label[:120], commune=commune, cell=cell, key=key).returning(_z)).one()
    elif cell and row.cell is None:
        connection.execute(update(_z).where(_z.c.id == row.id).values(cell=cell))
        row = connection.execute(select(_z).where(_z.c.id == row.id)).one()
    return facts(row)


def by_id(session: Session, zone: int) -> ZoneFacts | None:
    row = session.connection().execute(select(_z).where(_z.c.id == zone)).first()
    return facts(row) if row else None


def of_person(session: Session, person: int) -> list[ZoneFacts]:
    rows = session.connection().execute(
        select(_z).join(_r, _r.c.zone_id == _z.c.id).where(_r.c.person_id == person).order_by(_r.c.since, _z.c.id))
    return [facts(r) for r in rows]


def settle(session: Session, person: int, zone: int, now: datetime) -> bool:
    """The person belongs to this zone from now on. False when they already have three others.

    Their legal time is that of the commune of the first place that has one.
    """
    mine = of_person(session, person)
    if zone in {z.id for z in mine}:
        return True
    if len(mine) >= MOST:
        return False
    connection = session.connection()
    connection.execute(insert(_r).values(person_id=person, zone_id=zone, since=now))
    commune = connection.execute(select(_z.c.commune).where(_z.c.id == zone)).scalar()
    if commune and not any(z.commune for z in mine):
        connection.execute(update(_p).where(_p.c.id == person).values(timezone=timezone_of(commune)))
    return True


def leave(session: Session, person: int, zone: int | None = None) -> None:
    condition = _r.c.person_id == person
    if zone is not None:
        condition = condition & (_r.c.zone_id == zone)
    session.connection().execute(delete(_r).where(condition))


def residents(session: Session, zone: int) -> list[int]:
    return [int(i) for i in session.connection().execute(
        select(_r.c.person_id).where(_r.c.zone_id == zone)).scalars()]
