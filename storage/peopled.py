"""How many people live in each cell, kept with every change of a residence: nobody counts a town to answer one tap.

A person counts once a cell. Who is about to change calls first: `comes` before the residence is there, `goes` before it
is gone, `learns` before the zone has its cell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import String, any_, func, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from storage.engine import is_sqlite
from storage.tables import Residence, Zone, table
from storage.tables.peopled import CellPeople

_c, _r, _z = table(CellPeople), table(Residence), table(Zone)


def of(session: Session, cells: Iterable[str]) -> dict[str, int]:
    """Of these cells, those where somebody lives."""
    wanted = list(cells)
    # One parameter on PostgreSQL: it reads seven hundred slowly.
    these: Any = _c.c.cell.in_(wanted) if is_sqlite(session) else _c.c.cell == any_(array_of(wanted))
    rows = session.connection().execute(select(_c).where(these, _c.c.people > 0))
    return {row.cell: row.people for row in rows}


def array_of(wanted: list[str]) -> Any:
    return literal(wanted, postgresql.ARRAY(String))


def comes(session: Session, person: int, zone: int) -> None:
    cell = session.connection().execute(select(_z.c.cell).where(_z.c.id == zone)).scalar()
    if cell is not None and not _lives_there(session, person, cell):
        _add(session, cell, 1)


def goes(session: Session, person: int, zone: int | None = None) -> None:
    """From this zone, or from all of theirs."""
    rows = session.connection().execute(select(_z.c.id, _z.c.cell).join(_r, _r.c.zone_id == _z.c.id).where(
        _r.c.person_id == person, _z.c.cell.is_not(None))).all()
    kept = {row.cell for row in rows if zone is not None and row.id != zone}
    for cell in sorted({row.cell for row in rows if zone is None or row.id == zone} - kept):
        session.connection().execute(update(_c).where(_c.c.cell == cell).values(people=_c.c.people - 1))


def learns(session: Session, zone: int, cell: str) -> None:
    """A zone that had no cell gets one: its residents count there, unless they did by another zone."""
    there = select(_r.c.person_id).join(_z, _z.c.id == _r.c.zone_id).where(_z.c.cell == cell)
    new = session.connection().execute(select(func.count()).select_from(_r).where(
        _r.c.zone_id == zone, _r.c.person_id.not_in(there))).scalar_one()
    if new:
        _add(session, cell, int(new))


def _lives_there(session: Session, person: int, cell: str) -> bool:
    return session.connection().execute(select(_r.c.zone_id).join(_z, _z.c.id == _r.c.zone_id).where(
        _r.c.person_id == person, _z.c.cell == cell)).first() is not None


def _add(session: Session, cell: str, people: int) -> None:
    make = sqlite.insert if is_sqlite(session) else postgresql.insert
    new: Any = make(_c).values(cell=cell, people=people)
    session.connection().execute(new.on_conflict_do_update(
        index_elements=[_c.c.cell], set_={"people": _c.c.people + new.excluded.people}))


def counted(session: Session, cells: Collection[str]) -> dict[str, int]:
    """The same from the residences themselves: what `of` must equal."""
    rows = session.connection().execute(
        select(_z.c.cell, func.count(_r.c.person_id.distinct()).label("people")).join(
            _r, _r.c.zone_id == _z.c.id).where(_z.c.cell.in_(list(cells))).group_by(_z.c.cell))
    return {row.cell: int(row.people) for row in rows}
