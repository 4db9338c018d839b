"""The journal of what a town decided: public, append-only, nobody in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rules.journal import Entry
from rules.register import MISSION, Holds
from storage.tables.base import SQLModel, choice, document, holds, identity, instant


@holds(Holds("Le journal des décisions", "dire à tout le monde ce qui a été décidé, et comment", MISSION,
             "sans limite : des décisions, sans personne", plain="id what said at"))
class JournalLine(SQLModel, table=True):
    __tablename__ = "journal_line"
    id: int | None = identity()
    what: Entry = choice(Entry)
    said: dict[str, Any] = document()
    at: datetime = instant()
