"""A block outlives an erasure: who comes back under the same Telegram account still never meets that person.

Both are known by a keyed hash of their platform id, with the key of the tombstones, kept 24 months.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import and_, delete, exists, or_, select, update
from sqlmodel import Session

from rules.privacy import PARTED_KEPT
from storage.once import insert_new
from storage.tables import Address, Block, Parted, Person, table
from storage.tombstones import secret_mark

_w, _b, _p, _a = (table(t) for t in (Parted, Block, Person, Address))


def keep(session: Session, person: int, now: datetime, file: Path | None = None) -> None:
    """Before this person is erased: the blocks they asked for, and those asked against them.

    file: the tombstones whose key counts, when it is not that of the database at hand.
    """
    connection = session.connection()
    rows = connection.execute(select(_b.c.person_id, _b.c.other_id).where(
        or_(_b.c.person_id == person, _b.c.other_id == person))).all()
    values = {row.id: row.value for row in connection.execute(
        select(_p.c.id, _a.c.value).join(_a, _a.c.id == _p.c.address_id).where(
            _p.c.id.in_({number for row in rows for number in row})))}
    for row in rows:
        made, other = (secret_mark(session, values[number], file) for number in row)
        here = {"person_id": row.person_id if row.person_id != person else None,
                "other_id": row.other_id if row.other_id != person else None}
        connection.execute(delete(_w).where(_w.c.hash == made, _w.c.other_hash == other))
        insert_new(session, _w, hash=made, other_hash=other, at=now, **here)


def meet_again(session: Session, people: Mapping[int, int], now: datetime) -> None:
    """These platform ids are persons again: what parted them still does."""
    connection = session.connection()
    if not connection.execute(select(exists().where(_w.c.at > now - PARTED_KEPT))).scalar():
        return
    for value, person in people.items():
        made = secret_mark(session, value)
        for of, column in ((_w.c.hash, "person_id"), (_w.c.other_hash, "other_id")):
            connection.execute(update(_w).where(of == made).values({column: person}))
        for row in connection.execute(select(_w.c.person_id, _w.c.other_id).where(
                or_(_w.c.hash == made, _w.c.other_hash == made),
                _w.c.person_id.is_not(None), _w.c.other_id.is_not(None))).all():
            insert_new(session, _b, person_id=row.person_id, other_id=row.other_id, at=now)


def apart_from_any(session: Session, person: int, others: Collection[int]) -> bool:
    """Whether a block, whoever asked for it, stands between this person and one of the others."""
    if not others:
        return False
    return bool(session.connection().execute(select(exists().where(or_(
        and_(_b.c.person_id == person, _b.c.other_id.in_(others)),
        and_(_b.c.other_id == person, _b.c.person_id.in_(others)))))).scalar())


def forget(session: Session, person: int, other: int) -> None:
    """Who asked for a block takes it back."""
    session.connection().execute(delete(_w).where(and_(_w.c.person_id == person, _w.c.other_id == other)))


