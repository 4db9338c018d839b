"""Hours in nobody’s name: what stood of people who are gone, and what was noted for people without Telegram."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import Session

from rules.hours import Entry, EntryState, HourKind, standing
from storage.hours import log_of
from storage.once import insert_new
from storage.tables import HourEntry, HourTotal, table

_h, _t = table(HourEntry), table(HourTotal)
Cell = tuple[int, str, HourKind]


class Folded:
    """Minutes of one person that go, by cell, and the cells where some of theirs stay."""

    def __init__(self) -> None:
        self.minutes: Counter[Cell] = Counter()
        self.left: set[Cell] = set()

    def take(self, cell: Cell, entry: Entry, goes: bool) -> None:
        if goes:
            self.minutes[cell] += entry.minutes
        else:
            self.left.add(cell)

    def people(self, cell: Cell) -> int:
        return int(self.minutes[cell] > 0 and cell not in self.left)


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
    said, confirmed = Folded(), Folded()
    for entry in standing(log):
        cell = (groups[entry.id], f"{entry.day:%Y-%m}", entry.kind)
        for one in (said, confirmed) if entry.state is EntryState.CONFIRMED else (said,):
            one.take(cell, entry, entry.id in folded)
    for cell in said.minutes:
        add(session, cell, minutes=said.minutes[cell], people=said.people(cell), confirmed=confirmed.minutes[cell],
            confirmers=confirmed.people(cell))
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


def add(session: Session, cell: Cell, **more: int) -> None:
    """Counts below zero take back what was added by mistake."""
    group, month, kind = cell
    insert_new(session, _t, group_id=group, month=month, kind=kind, minutes=0, people=0, confirmed=0, confirmers=0)
    session.connection().execute(update(_t).where(
        _t.c.group_id == group, _t.c.month == month, _t.c.kind == kind).values(
            {name: _t.c[name] + count for name, count in more.items()}))


def totals(session: Session) -> list[Any]:
    """group_id, month, kind, minutes, people."""
    return list(session.connection().execute(select(_t).order_by(_t.c.group_id, _t.c.month, _t.c.kind)).all())


def within(session: Session, first: date, last: date, group: int | None = None) -> list[Any]:
    """The same between two days, of whole months; of one group, or of the town."""
    mine = [] if group is None else [_t.c.group_id == group]
    return list(session.connection().execute(select(_t).where(
        *mine, _t.c.month >= f"{first:%Y-%m}", _t.c.month <= f"{last:%Y-%m}")).all())
