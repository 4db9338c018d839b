"""Who stands in for whoever looks after a place, and their holidays."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint

from rules.register import ACCOUNT, MISSION, Erasing, Holds, Owner
from storage.tables.base import SQLModel, holds, instant, reference


@holds(Holds("Qui vous remplace, et vos absences", "qu’une rue ne reste pas sans personne", MISSION, ACCOUNT,
             (Owner("person_id"), Owner("deputy_id", erasing=Erasing.UNNAME),
              Owner("asked_id", erasing=Erasing.UNNAME)),
             "since away_from away_until", "deputy_id asked_id", "person_id"))
class StandIn(SQLModel, table=True):
    """One row for whoever looks after places. asked_id: who opened the question; deputy_id: who said yes to it.

    away_from, away_until: their holiday, from midnight to midnight of theirs; none when they are there.
    """

    __tablename__ = "stand_in"
    __table_args__ = (CheckConstraint("deputy_id <> person_id", name="another"),)
    person_id: int = reference("person.id", key=True)
    deputy_id: int | None = reference("person.id", optional=True, cascade=False)
    asked_id: int | None = reference("person.id", optional=True, cascade=False)
    since: datetime = instant()
    away_from: datetime | None = instant(optional=True)
    away_until: datetime | None = instant(optional=True)
