"""One message on its way to many addresses: how it stands as a whole, whatever the state of each row."""

from __future__ import annotations

from datetime import datetime

from rules.deliveries import Course
from rules.register import NEEDED, SPENT, Holds
from storage.tables.base import Field, SQLModel, big, choice, holds, instant, reference


@holds(Holds("Envois à beaucoup d’adresses", "les mettre en pause, les reprendre, les annuler", NEEDED, SPENT,
             plain="message_id course vt again asked_at until"))
class Run(SQLModel, table=True):
    """`vt` is the place in the fair order that its next ready row takes. `again` names the states whose rows,
    as they were at `asked_at`, somebody chose to try again, not after `until`.
    """

    message_id: int = reference("message.id", key=True)
    course: Course = choice(Course, Course.ON)
    vt: int = big()
    again: str = Field(default="", max_length=60)
    asked_at: datetime | None = instant(optional=True)
    until: datetime | None = instant(optional=True)
