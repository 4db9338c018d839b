"""Zones: a building, a street or a quarter, one row per place; and who lives in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from rules.places import LEAST_RESIDENTS, Cell, in_sight, parse_cell, rings, widest
from rules.residents import ZoneKind
from rules.streets import place_key
from rules.territories import timezone_of
from storage import peopled
from storage.once import insert_new
from storage.tables import Person, Residence, Zone, table

_z, _r, _p = table(Zone), table(Residence), table(Person)
MOST = 3


@dataclass(frozen=True, slots=True)
class KnownZone:
    id: int
    kind: ZoneKind
    label: str
    commune: str | None
    cell: str | None
    shown: str = ""


def zone_of(r: Any) -> KnownZone:
    return KnownZone(r.id, r.kind, r.label, r.commune, r.cell, r.shown)


def key_of(label: str, commune: str | None) -> str:
    """All ways of writing one street are one place; a label in another script stays itself."""
    return f"{commune or ''}|{place_key(label) or label}"[:160]


def plain_key(label: str, commune: str | None) -> str:
    """The key of rows made before streets were compared by `place_key`."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", label.casefold()) if not unicodedata.combining(c))
    words = " ".join(re.findall(r"[^\W_]+", bare))
    return f"{commune or ''}|{words or label}"[:160]


def ensure(session: Session, kind: ZoneKind, label: str, commune: str | None = None,
           cell: str | None = None, shown: str = "") -> KnownZone:
    """The zone of this label and commune, created when new; a cell or a name to show learnt later is kept.

    shown: what people from elsewhere may read of it, known from a list or the address service; never typed words.
    """
    connection = session.connection()
    keys = [key_of(label, commune), plain_key(label, commune)]
    known = select(_z).where(_z.c.key.in_(keys)).order_by(_z.c.id)
    row = connection.execute(known).first()
    if row is None:  # somebody else may be writing the same place at this moment
        insert_new(session, _z, kind=kind, label=label[:120], commune=commune, cell=cell, key=keys[0],
                   shown=shown[:120])
        row = connection.execute(known).one()
    learnt = {"cell": cell} if cell and row.cell is None else {}
    learnt |= {"shown": shown[:120]} if shown and (not row.shown or shown == row.label) else {}
    if "cell" in learnt:
        peopled.learns(session, row.id, learnt["cell"])
    if learnt:
        connection.execute(update(_z).where(_z.c.id == row.id).values(**learnt))
        row = connection.execute(select(_z).where(_z.c.id == row.id)).one()
    return zone_of(row)


def people_about(session: Session, cell: Cell) -> dict[Cell, int]:
    """How many people live in each peopled cell of the widest block about this one."""
    counts = peopled.of(session, map(str, widest(cell)))
    return {found: people for one, people in counts.items() if (found := parse_cell(one))}


def cells_in_sight(session: Session, person: int) -> set[str]:
    """The cells of which this person may be told: a thinly peopled one is told of in a wider block."""
    mine = {found for z in of_person(session, person) if z.cell and (found := parse_cell(z.cell))}
    return {str(one) for cell in mine for one in in_sight(cell, people_about(session, cell))}


def cells_told(session: Session, zone: int) -> set[str]:
    """The cells whose people are told of what happens in this zone."""
    place = by_id(session, zone)
    cell = parse_cell(place.cell) if place and place.cell else None
    return {str(one) for one in block_told(session, cell)} if cell else set()


def block_told(session: Session, cell: Cell) -> tuple[Cell, ...]:
    """The smallest block with enough people. In most places the first two say it: the wider are read where few live."""
    blocks = rings(cell)
    alone, close = next(blocks), next(blocks)
    for some in ((alone, close), (next(blocks),)):
        people = peopled.of(session, map(str, some[-1]))
        for block in some:
            if sum(people.get(str(one), 0) for one in block) >= LEAST_RESIDENTS:
                return block
    return next(blocks)


def by_id(session: Session, zone: int) -> KnownZone | None:
    row = session.connection().execute(select(_z).where(_z.c.id == zone)).first()
    return zone_of(row) if row else None


def named(session: Session, label: str, communes: Iterable[str | None], most: int = 8) -> list[tuple[int, str]]:
    """The places that this label may be in one of these communes: their numbers and labels."""
    keys = [key for commune in communes for key in (key_of(label, commune), plain_key(label, commune))]
    rows = session.connection().execute(select(_z.c.id, _z.c.label).where(_z.c.key.in_(keys)).order_by(_z.c.id))
    return [(int(r.id), str(r.label)) for r in rows][:most]


def of_person(session: Session, person: int) -> list[KnownZone]:
    rows = session.connection().execute(
        select(_z).join(_r, _r.c.zone_id == _z.c.id).where(_r.c.person_id == person).order_by(_r.c.since, _z.c.id))
    return [zone_of(r) for r in rows]


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
    peopled.comes(session, person, zone)
    connection.execute(insert(_r).values(person_id=person, zone_id=zone, since=now))
    commune = connection.execute(select(_z.c.commune).where(_z.c.id == zone)).scalar()
    if commune and not any(z.commune for z in mine):
        connection.execute(update(_p).where(_p.c.id == person).values(timezone=timezone_of(commune)))
    return True


def leave(session: Session, person: int, zone: int | None = None) -> None:
    peopled.goes(session, person, zone)
    condition = _r.c.person_id == person
    if zone is not None:
        condition = condition & (_r.c.zone_id == zone)
    session.connection().execute(delete(_r).where(condition))


def residents(session: Session, zone: int) -> list[int]:
    return [int(i) for i in session.connection().execute(
        select(_r.c.person_id).where(_r.c.zone_id == zone)).scalars()]
