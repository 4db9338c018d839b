"""Ateliers of a group, and what each neighbour brings to one."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index

from rules.privacy import TEXTS_KEPT
from rules.register import MISSION, Age, Holds, owned
from rules.workshops import WorkshopState
from storage.tables.base import Field, SQLModel, big, choice, holds, identity, instant, reference


@holds(Holds("Les ateliers que vous lancez", "réunir à plusieurs ce qui manque", MISSION, "30 jours après la fin",
             owned("author_id"), "what goal place day ends_at state created_at changed_at", "author_id judge_id",
             "id group_id pledged deposited ceiling told nudged delivery_id", (Age("ends_at", TEXTS_KEPT),)))
class Workshop(SQLModel, table=True):
    """ceiling: more is never promised. told: the last step of a hundred that the group was told."""

    __table_args__ = (CheckConstraint("pledged <= ceiling", name="ceiling"),
                      CheckConstraint("pledged >= 0", name="given"),
                      CheckConstraint("deposited <= pledged", name="there"),
                      Index("ix_workshop_group", "group_id", "state"))
    id: int | None = identity()
    group_id: int = reference("neighbour_group.id")
    author_id: int = reference("person.id")
    judge_id: int | None = reference("person.id", optional=True, cascade=False)
    what: str = Field(max_length=50)
    goal: int
    ceiling: int
    place: str = Field(max_length=90)
    day: date
    ends_at: datetime = instant(index=True)
    state: WorkshopState = choice(WorkshopState)
    pledged: int = 0
    deposited: int = 0
    told: int = 0
    nudged: bool = False
    delivery_id: int | None = big(optional=True)
    created_at: datetime = instant()
    changed_at: datetime = instant()


@holds(Holds("Ce que vous apportez à un atelier", "savoir combien il en manque", MISSION, "30 jours après la fin",
             owned("person_id"), "amount deposited at", "", "workshop_id person_id"))
class Pledge(SQLModel, table=True):
    """One for each person, whatever they change it to."""

    __tablename__ = "workshop_pledge"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)
    workshop_id: int = reference("workshop.id", key=True)
    person_id: int = reference("person.id", key=True, index=True)
    amount: int
    deposited: bool = False
    at: datetime = instant()
