"""What two people do each week for each other."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint

from rules.help import Slot
from rules.register import CONSENT, Holds, Owner
from rules.weekly import WeeklyState
from storage.tables.base import Field, SQLModel, choice, holds, identity, instant, reference


@holds(Holds("Vos coups de main de chaque semaine", "recommencer avec la même personne, si les deux le veulent",
             CONSENT, "jusqu’à l’arrêt, d’un côté ou de l’autre", (Owner("asker_id"), Owner("helper_id")),
             "kind slot minutes state next_day since", "asker_id helper_id", "id zone_id missed"))
class Weekly(SQLModel, table=True):
    """Agreed by both, one after the other. missed: weeks left out in a row."""

    __table_args__ = (UniqueConstraint("asker_id", "helper_id", "kind"),)
    id: int | None = identity()
    asker_id: int = reference("person.id")
    helper_id: int = reference("person.id", index=True)
    zone_id: int = reference("zone.id")
    kind: str = Field(max_length=30)
    slot: Slot = choice(Slot)
    minutes: int
    state: WeeklyState = choice(WeeklyState, WeeklyState.PROPOSED)
    next_day: date
    missed: int = 0
    since: datetime = instant()
