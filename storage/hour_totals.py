"""Hours whose persons are gone: what stood is added to totals by group, month and kind, and the rows go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import Session

from rules.hours import Entry, HourKind, standing
from storage.hours import log_of
from storage.once import insert_new
from storage.tables import HourEntry, HourTotal, table

_h, _t = table(HourEntry), table(HourTotal)
Cell = tuple[int, str, HourKind]


def keep_totals_of(session: Session, person: int, last: date | None = None) -> None:
    """Fold a person's entries of this day and before (of all days without one) into totals.

    A person counts once for a group, month and kind: when the last of their entries there is folded.
    """
    log = log_of(session, person)
    old = {e.id for e in log if last is None or e.day <= last}
    folded = old | _replaced(log, old)
    if not folded:
        return
    groups = _groups(session, person)
    minutes: Counter[Cell] = Counter()
    left: set[Cell] = set()
    for entry in standing(log):
        cell = (groups[entry.id], f"{entry.day:%Y-%m}", entry.kind)
        if entry.id in folded:
            minutes[cell] += entry.minutes
        else:
            left.add(cell)
    for cell, count in minutes.items():
        _add(session, cell, count, 0 if cell in left else 1)
    session.connection().execute(delete(_h).where(_h.c.id.in_(folded)))


def _replaced(log: Collection[Entry], gone: set[int]) -> set[int]:
    """What these entries had taken the place of: it must not stand again when they go."""
    by_id = {e.id: e for e in log}
    found: set[int] = set()
    for number in gone:
        before = by_id[number].replaces
        while before is not None and before in by_id:
            found.add(before)
            before = by_id[before].replaces
    return found


def _groups(session: Session, person: int) -> dict[int, int]:
    rows = session.connection().execute(select(_h.c.id, _h.c.group_id).where(_h.c.person_id == person))
    return {row.id: row.group_id or 0 for row in rows}


def _add(session: Session, cell: Cell, minutes: int, people: int) -> None:
    group, month, kind = cell
    insert_new(session, _t, group_id=group, month=month, kind=kind, minutes=0, people=0)
    session.connection().execute(update(_t).where(
        _t.c.group_id == group, _t.c.month == month, _t.c.kind == kind).values(
            minutes=_t.c.minutes + minutes, people=_t.c.people + people))


def totals(session: Session) -> list[Any]:
    """group_id, month, kind, minutes, people."""
    return list(session.connection().execute(select(_t).order_by(_t.c.group_id, _t.c.month, _t.c.kind)).all())
