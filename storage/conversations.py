"""Conversation rows: one active per person, the others are drafts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from storage.engine import is_sqlite
from storage.tables import Conversation, table

_t = table(Conversation)
_OF = select(_t.c.person_id, _t.c.name, _t.c.run, _t.c.answers, _t.c.args, _t.c.misses, _t.c.active).where(
    _t.c.person_id.in_(bindparam("people", expanding=True)))
_END = delete(_t).where(_t.c.person_id == bindparam("person"), _t.c.name == bindparam("called"))


@dataclass(slots=True)
class Held:
    """A conversation in hand. `run` tells today's buttons from yesterday's."""

    person: int
    name: str
    run: int
    answers: dict[str, Any] = field(default_factory=dict)
    args: dict[str, Any] = field(default_factory=dict)
    misses: int = 0


def of_people(session: Session, people: Iterable[int]) -> dict[int, dict[str, tuple[Held, bool]]]:
    """Every conversation of these people, by person and name, and whether it is the active one."""
    found: dict[int, dict[str, tuple[Held, bool]]] = {}
    for r in session.connection().execute(_OF, {"people": list(people)}):
        held = Held(r.person_id, r.name, r.run, dict(r.answers), dict(r.args), r.misses)
        found.setdefault(r.person_id, {})[r.name] = (held, bool(r.active))
    return found


def draft(session: Session, person: int, name: str) -> Held | None:
    statement = select(_t).where(_t.c.person_id == person, _t.c.name == name)
    r = session.connection().execute(statement).first()
    return Held(r.person_id, r.name, r.run, dict(r.answers), dict(r.args), 0) if r else None


def shelve(session: Session, person: int) -> None:
    """The active conversation becomes a draft."""
    session.connection().execute(update(_t).where(_t.c.person_id == person, _t.c.active.is_(True)).values(
        active=False))


def save(session: Session, held: Iterable[Held], now: datetime) -> None:
    rows = [{"person_id": h.person, "name": h.name, "run": h.run, "answers": h.answers, "args": h.args,
             "misses": h.misses, "active": True, "updated_at": now} for h in held]
    if not rows:
        return
    make = sqlite.insert if is_sqlite(session) else postgresql.insert
    statement: Any = make(_t)
    changed = {c: statement.excluded[c] for c in ("run", "answers", "args", "misses", "active", "updated_at")}
    session.connection().execute(
        statement.on_conflict_do_update(index_elements=["person_id", "name"], set_=changed), rows)


def end(session: Session, person: int, name: str) -> None:
    session.connection().execute(delete(_t).where(_t.c.person_id == person, _t.c.name == name))


def end_many(session: Session, ended: Iterable[tuple[int, str]]) -> None:
    rows = [{"person": person, "called": name} for person, name in ended]
    if rows:
        session.connection().execute(_END, rows)
