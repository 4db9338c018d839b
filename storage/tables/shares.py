"""What neighbours share of their food, and who takes a part."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, Index

from rules.register import MISSION, Age, Holds, owned
from rules.shares import ShareState
from storage.tables.base import Field, SQLModel, big, choice, holds, identity, instant, reference

WEEK = timedelta(days=7)


@holds(Holds("Ce que vous partagez à manger", "ne rien jeter, et savoir qui vient", MISSION, "7 jours après",
             owned("author_id"), "what parts place day at ends_at eat_by allergens cold state created_at", "",
             "id group_id author_id taken delivery_id", (Age("ends_at", WEEK),)))
class Share(SQLModel, table=True):
    """The food card is obligatory: until when it is eaten, its allergens (nothing: none of the fourteen), the cold."""

    __table_args__ = (CheckConstraint("taken <= parts", name="taken"), CheckConstraint("taken >= 0", name="given"),
                      Index("ix_share_group", "group_id", "state"))
    id: int | None = identity()
    group_id: int = reference("neighbour_group.id")
    author_id: int = reference("person.id")
    what: str = Field(max_length=50)
    parts: int
    taken: int = 0
    place: str = Field(max_length=60)
    day: date
    at: str = Field(max_length=5)
    ends_at: datetime = instant(index=True)
    eat_by: date
    allergens: str = Field(default="", max_length=120)
    cold: str = Field(max_length=10)
    state: ShareState = choice(ShareState)
    delivery_id: int | None = big(optional=True)
    created_at: datetime = instant()


@holds(Holds("La part que vous prenez", "qu’une part ne soit promise qu’une fois", MISSION, "jusqu’à l’heure de la fin",
             owned("person_id"), "at", "", "share_id person_id"))
class Claim(SQLModel, table=True):
    """One for each person; released at the hour at which the share ends."""

    __tablename__ = "share_claim"
    share_id: int = reference("share.id", key=True)
    person_id: int = reference("person.id", key=True, index=True)
    at: datetime = instant()
