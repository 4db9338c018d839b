"""Rows for storage tests. The people are fictional."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine, insert
from sqlmodel import Session

from rules.help import Slot
from rules.residents import ZoneKind
from storage import residents
from storage.engine import transaction
from storage.tables import HelpRequest, Zone, table

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def a_person(engine: Engine, value: int, now: datetime = NOW) -> int:
    with transaction(engine) as session:
        return residents.add_visitors(session, {value: "fr"}, now)[value].id


def a_request(session: Session, asker: int, **columns: Any) -> int:
    """An open request for one volunteer, in a zone of its own."""
    zone = session.connection().execute(insert(table(Zone)).values(
        kind=ZoneKind.STREET, label="rue des Lilas", key=f"rue des lilas {asker} {columns}").returning(
            table(Zone).c.id)).scalar_one()
    values: dict[str, Any] = {
        "asker_id": asker, "zone_id": zone, "kind": "courses", "day": date(2026, 11, 25), "slot": Slot.MORNING,
        "minutes": 30, "visit_code": "4821", "created_at": NOW, "expires_at": datetime(2026, 11, 26, tzinfo=UTC)}
    return int(session.connection().execute(insert(table(HelpRequest)).values(**values | columns).returning(
        table(HelpRequest).c.id)).scalar_one())
