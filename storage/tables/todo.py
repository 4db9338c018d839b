"""Who wants no weekly list."""

from __future__ import annotations

from datetime import datetime

from rules.register import ACCOUNT, CONSENT, Holds, owned
from storage.tables.base import SQLModel, holds, instant, reference


@holds(Holds("Vous ne recevez pas la liste de la semaine", "respecter votre choix", CONSENT, ACCOUNT,
             owned("person_id"), "since", "", "person_id"))
class TodoOff(SQLModel, table=True):
    """« 3 choses à faire » in /reglages: this person wants none."""

    __tablename__ = "todo_off"
    person_id: int = reference("person.id", key=True)
    since: datetime = instant()
