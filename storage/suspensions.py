"""A suspension outlives an erasure: who comes back under the same Telegram account within the month is suspended still,
reads why, and may contest it as before. They are known by a keyed hash of their platform id, kept until its end.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, exists, insert, select, update
from sqlmodel import Session

from rules.moderation import Act, MeasureState
from rules.residents import Standing
from storage import agenda
from storage.tables import Address, Person, table
from storage.tables.moderation import Measure, Suspended
from storage.tombstones import secret_mark

_s, _m, _p, _a = table(Suspended), table(Measure), table(Person), table(Address)
BACK, TOLD = "moderation.back", "moderation.told"
"""What the actions of that name look at: its end, and its reason."""


def keep(session: Session, person: int, value: int, now: datetime, file: Path | None = None) -> None:
    """Before this person is erased. file: the tombstones whose key counts, when not those at hand."""
    connection = session.connection()
    r = connection.execute(select(_m).where(
        _m.c.about_id == person, _m.c.act == Act.SUSPEND, _m.c.state == MeasureState.STANDING,
        _m.c.until > now).order_by(_m.c.until.desc()).limit(1)).first()
    if r is None:
        return
    mark = secret_mark(session, value, file)
    connection.execute(delete(_s).where(_s.c.hash == mark))
    connection.execute(insert(_s).values(hash=mark, report_id=r.report_id, by_id=r.by_id if r.by_id != person else None,
                                         reason=r.reason, at=r.at, until=r.until))


def come_back(session: Session, people: Mapping[int, int], now: datetime) -> frozenset[int]:
    """These platform ids are persons again: those who are suspended still."""
    connection = session.connection()
    if not connection.execute(select(exists().where(_s.c.until > now))).scalar():
        return frozenset()
    marks = {secret_mark(session, value): person for value, person in people.items()}
    found = connection.execute(delete(_s).where(_s.c.hash.in_(marks)).returning(_s)).all()
    held = {marks[r.hash]: r for r in found if r.until > now}
    for person, r in held.items():
        connection.execute(update(_p).where(_p.c.id == person).values(standing=Standing.SUSPENDED))
        number = int(connection.execute(insert(_m).values(
            report_id=r.report_id, about_id=person, by_id=r.by_id, act=Act.SUSPEND, reason=r.reason,
            state=MeasureState.STANDING, was=Standing.VISITOR.value, at=r.at, until=r.until).returning(
                _m.c.id)).scalar_one())
        agenda.put(session, BACK, {number: r.until})
        agenda.put(session, TOLD, {number: now})
    return frozenset(held)
