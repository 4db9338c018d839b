"""What a group does without, and what the whole town does."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint

from rules.register import MISSION, Holds
from storage.tables.base import Field, SQLModel, holds, identity, instant, reference


@holds(Holds("Ce dont un groupe se passe", "n’envoyer que ce que le groupe souhaite", MISSION,
             "30 jours après le retrait du groupe", plain="id group_id word at"))
class ModuleOff(SQLModel, table=True):
    """group_id: none when it is off in the whole town."""

    __tablename__ = "module_off"
    __table_args__ = (UniqueConstraint("group_id", "word"),)
    id: int | None = identity()
    group_id: int | None = reference("neighbour_group.id", optional=True)
    word: str = Field(max_length=20, index=True)
    at: datetime = instant()
