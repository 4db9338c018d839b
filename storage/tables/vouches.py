"""Who asked to be recommended for help at home, and whom."""

from __future__ import annotations

from datetime import datetime, timedelta

from rules.register import MISSION, Age, Holds, Owner
from storage.tables.base import SQLModel, holds, instant, reference


@holds(Holds("Les recommandations demandées", "protéger l’aide à domicile", MISSION, "30 jours",
             (Owner("person_id"), Owner("to_id")), "at", "person_id to_id", "",
             (Age("at", timedelta(days=30)),)))
class VouchAsk(SQLModel, table=True):
    """Until it is answered. to_id: who looks after the place."""

    __tablename__ = "vouch_ask"
    person_id: int = reference("person.id", key=True)
    to_id: int = reference("person.id", key=True)
    at: datetime = instant(index=True)
