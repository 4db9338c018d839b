"""What a group has of its own: its gestes, its rituals."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index

from rules.local import LocalKind, LocalState
from rules.register import MISSION, Erasing, Holds, owned
from storage.tables.base import Field, SQLModel, choice, holds, identity, instant, reference


@holds(Holds("Les gestes et rituels d’un groupe", "proposer ce que le groupe a choisi", MISSION,
             "tant que le groupe est là, et qui l’a écrit",
             owned("author_id", erasing=Erasing.DELETE), "kind text weekday hour state changed_at", "author_id",
             "id group_id"))
class LocalEntry(SQLModel, table=True):
    __tablename__ = "local_entry"
    __table_args__ = (Index("ix_local_entry_group", "group_id", "state"), Index("ix_local_entry_state", "state"))
    id: int | None = identity()
    group_id: int = reference("neighbour_group.id")
    author_id: int | None = reference("person.id", optional=True, cascade=False)
    kind: LocalKind = choice(LocalKind)
    text: str = Field(max_length=200)
    state: LocalState = choice(LocalState, LocalState.HERE)
    weekday: int | None = None
    hour: str = Field(default="", max_length=5)
    changed_at: datetime = instant()
