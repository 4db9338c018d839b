"""How many people live in each cell: what decides from how far away one is told of a place."""

from __future__ import annotations

from sqlalchemy import CheckConstraint

from rules.register import NEEDED, Holds
from storage.tables.base import Field, SQLModel, holds


@holds(Holds("Combien de personnes par case", "ne montrer un lieu peu habité que dans un cadre plus large", NEEDED,
             "sans limite : un nombre, sans personne", plain="cell people"))
class CellPeople(SQLModel, table=True):
    """Counted in the transaction that settles or moves somebody; each person once a cell, whatever their zones."""

    __tablename__ = "cell_people"
    __table_args__ = (CheckConstraint("people >= 0", name="people"),)
    cell: str = Field(primary_key=True, max_length=16)
    people: int
