"""What was certified: a code, and what the hours amounted to then. Never the name that was printed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint

from rules.privacy import HOURS_KEPT
from rules.register import MISSION, Age, Holds, owned
from storage.tables.base import Field, SQLModel, holds, identity, instant, reference


@holds(Holds("Vos attestations", "vérifier une feuille imprimée", MISSION, "24 mois", owned("person_id"),
             "year code at", "", "id person_id digest", (Age("at", months=HOURS_KEPT),)))
class Attestation(SQLModel, table=True):
    """One for each state of somebody's year: the same hours keep their code, a corrected hour brings another."""

    __tablename__ = "attestation"
    __table_args__ = (UniqueConstraint("person_id", "year", "digest"),)
    id: int | None = identity()
    person_id: int = reference("person.id")
    year: int
    digest: str = Field(max_length=32)
    code: str = Field(max_length=10, unique=True)
    at: datetime = instant(index=True)
